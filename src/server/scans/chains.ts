import type { ChainHeld } from '../../domain/api/gate/sentry-api.ts';
import type { ChainState } from '../../domain/api/gate/fleet-api.ts';
import { isChainId, type Stretch } from '../../domain/scan/scan-chain.ts';
import { durableUpTo } from './durable.ts';
import { Fault } from '../vm/fault.ts';
import { rejectedText } from './rejected-records.ts';
import { row, rows, run } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

/** A chain as the server knows it. */
export interface Chain {
  chain: number;
  id: string;
  /** The public key of the device that goes on with it, 65 bytes base64url. */
  key: string;
}

/** A stretch with the device's signature over its last link. */
export interface SignedStretch extends Stretch {
  signature: string;
  /** The last record whose link was found to be signed by the device; 0 when none was checked yet. */
  checked: number;
  /** 1 when the signature does not hold. */
  wrong: number;
}

/**
 * The chain of this id, made when it is new. To be called in the transaction that stores its records.
 * @throws Fault 'chain' when it is another device's
 */
export function chainOf(app: App, id: string, uploader: { device: number; key: string }, now: number): Chain {
  const values = { id, key: uploader.key, device: uploader.device, now };
  const found = row<Chain & { device: number }>(
    app,
    ['chain', 'id', 'key', 'device'],
    'select chain, id, key, device from chains where id = {:id}',
    values,
  );
  if (found && (found.key !== uploader.key || uploader.key === '')) {
    throw new Fault('chain', 'This chain of records is another device’s. Pair this device anew.');
  }
  if (found) {
    if (found.device !== uploader.device)
      run(app, 'update chains set device = {:device} where id = {:id}', values);
    return found;
  }
  run(app, 'insert into chains (id, key, device, begun) values ({:id}, {:key}, {:device}, {:now})', values);
  return row<Chain>(
    app,
    ['chain', 'id', 'key'],
    'select chain, id, key from chains where id = {:id}',
    values,
  )!;
}

/** The stretches of a chain, in order. */
export function stretchesOf(app: App, chain: number): SignedStretch[] {
  return rows<SignedStretch>(
    app,
    ['first', 'last', 'before', 'after', 'signature', 'checked', 'wrong'],
    `select first, last, before, after, signature, checked, wrong from chain_stretches where chain = {:chain}
     order by first`,
    { chain },
  );
}

/**
 * Writes a chain's stretches after records were added.
 * @param signed the upload's last record and the device's signature over its link
 */
export function saveStretches(
  app: App,
  chain: number,
  before: readonly SignedStretch[],
  after: readonly Stretch[],
  signed: { seq: number; signature: string },
): void {
  const kept = new Set<number>();
  for (const stretch of after) {
    const same = before.find(({ first, last }) => first === stretch.first && last === stretch.last);
    if (same) {
      kept.add(same.first);
      continue;
    }
    const ending = before.find(({ last }) => last === stretch.last);
    const within = before.filter(({ first, last }) => first >= stretch.first && last <= stretch.last);
    kept.add(stretch.first);
    run(
      app,
      `insert into chain_stretches (chain, first, last, before, after, signature, checked, wrong)
       values ({:chain}, {:first}, {:last}, {:before}, {:after}, {:signature}, {:checked}, {:wrong})
       on conflict do update set last = excluded.last, before = excluded.before, after = excluded.after,
         signature = excluded.signature, checked = excluded.checked, wrong = excluded.wrong`,
      {
        chain,
        ...stretch,
        signature: stretch.last === signed.seq ? signed.signature : (ending?.signature ?? ''),
        checked: Math.max(0, ...within.map(({ checked }) => checked)),
        wrong: stretch.last === signed.seq ? 0 : (ending?.wrong ?? 0),
      },
    );
  }
  for (const { first } of before) {
    if (!kept.has(first))
      run(app, 'delete from chain_stretches where chain = {:chain} and first = {:first}', { chain, first });
  }
}

/**
 * Notes what is wrong with a chain: 'fork', its device told another story from this record on than before; 'signature', that
 * over this record's link is not the device's.
 */
export function noteChainFault(
  app: App,
  fault: { chain: number; seq: number; what: 'fork' | 'signature'; device: number; now: number },
): void {
  run(
    app,
    `insert into chain_faults (chain, seq, what, device, at) values ({:chain}, {:seq}, {:what}, {:device}, {:now})
     on conflict do nothing`,
    fault,
  );
}

/** The last record up to which each chain is here without a gap. */
export function contiguousHeads(app: App): { chain: number; last: number }[] {
  return rows(app, ['chain', 'last'], 'select chain, last from chain_stretches where first = 1');
}

/** So many stretches of a chain are named to its device; what lies between more of them, it sends once more. */
const mostStretches = 50;
/** So many chains may one heartbeat ask for. */
const mostChains = 4;

/**
 * What the server has of the chains a heartbeat names. A chain of another device is answered as not there.
 * @param asked as it came
 */
export function heldChains(app: App, key: string, asked: unknown): ChainHeld[] {
  if (!Array.isArray(asked)) return [];
  return asked
    .slice(0, mostChains)
    .map((one) => (one ?? {}) as { chain?: unknown; next?: unknown })
    .flatMap(({ chain: id, next }) => (isChainId(id) ? heldChain(app, key, id, next) : []));
}

function heldChain(app: App, key: string, id: string, next: unknown): ChainHeld {
  const chain = row<{ chain: number; next: number }>(
    app,
    ['chain', 'next'],
    'select chain, next from chains where id = {:id} and key = {:key}',
    { id, key },
  );
  if (!chain) return { chain: id, have: [], durable: 0 };
  if (Number.isSafeInteger(next) && (next as number) > chain.next)
    run(app, 'update chains set next = {:next} where id = {:id}', { id, next: next as number });
  const have = stretchesOf(app, chain.chain)
    .slice(0, mostStretches)
    .map(({ first, last }): [number, number] => [first, last]);
  return { chain: id, have, durable: durableUpTo(app, chain.chain) };
}

/** So many chains of a sentry are shown, and stretches of each. */
const mostShown = 10;

/** The chains of a sentry as staff see them, the latest begun first. */
export function chainStates(app: App, device: number): ChainState[] {
  const chains = rows<{ chain: number; id: string; next: number; faults: string }>(
    app,
    ['chain', 'id', 'next', 'faults'],
    `select chain, id, next, coalesce((select group_concat(what || ' ' || seq, ', ')
         from (select what, seq from chain_faults f where f.chain = c.chain order by at desc limit 5)), '') as faults
     from chains c where device = {:device} order by begun desc, chain desc limit ${mostShown}`,
    { device },
  );
  return chains.map(({ chain, id, next, faults }) => {
    const stretches = stretchesOf(app, chain);
    const held = stretches.reduce((sum, { first, last }) => sum + last - first + 1, 0);
    return {
      chain: id,
      have: stretches.slice(0, mostStretches).map(({ first, last }): [number, number] => [first, last]),
      next,
      gaps: (stretches.at(-1)?.last ?? 0) - held,
      verifiedTo: Math.max(0, ...stretches.map(({ checked }) => checked)),
      fault: faults,
      rejected: rejectedText(app, chain),
    };
  });
}
