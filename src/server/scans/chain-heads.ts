import { fromBase64url } from '../../domain/bytes/bytes.ts';
import { chainHeadMessage } from '../../domain/scan/scan-chain.ts';
import { noteChainFault, type Chain, type SignedStretch } from './chains.ts';
import { isSignedBy } from '../keys/signing.ts';
import { rows, run } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

/** Of those that wait, so many are read at once. */
const readAtOnce = 50;

/**
 * Verifies signatures of the devices over their chains' last links: first those of chains of which none was verified (who has
 * a stolen token alone must begin one), then those not looked at for the longest. One covers all records before it.
 * @param most ms that may be spent: each costs this VM 35-64 ms
 * @returns whether one was found that does not hold
 */
export function checkHeads(app: App, most: number, now: number): boolean {
  const begun = Date.now();
  let found = false;
  for (;;) {
    const waiting = waitingHeads(app);
    for (const head of waiting) {
      if (!checkHead(app, head, now)) found = true;
      if (Math.abs(Date.now() - begun) > most) return found;
    }
    if (waiting.length < readAtOnce) return found;
  }
}

type Head = Pick<SignedStretch, 'first' | 'last' | 'after' | 'signature'> & Chain & { device: number };

function waitingHeads(app: App): Head[] {
  return rows<Head>(
    app,
    ['chain', 'id', 'key', 'device', 'first', 'last', 'after', 'signature'],
    `select s.chain, c.id, c.key, c.device, s.first, s.last, s.after, s.signature
     from chain_stretches s join chains c on c.chain = s.chain
     where s.checked < s.last and s.wrong = 0 and s.signature <> ''
     order by s.checked > 0, s.looked, s.last - s.checked desc limit ${readAtOnce}`,
  );
}

function checkHead(
  app: App,
  { chain, id, key, device, first, last, after, signature }: Head,
  now: number,
): boolean {
  const holds = headHolds(key, id, last, after, signature);
  if (!holds) noteChainFault(app, { chain, seq: last, what: 'signature', device, now });
  run(
    app,
    `update chain_stretches set checked = case when {:holds} then {:last} else checked end,
       wrong = case when {:holds} then 0 else 1 end, looked = {:now}
     where chain = {:chain} and first = {:first} and last = {:last}`,
    { holds: holds ? 1 : 0, last, chain, first, now },
  );
  return holds;
}

function headHolds(key: string, id: string, seq: number, link: string, signature: string): boolean {
  try {
    return isSignedBy(fromBase64url(key), fromBase64url(signature), chainHeadMessage(id, seq, link));
  } catch {
    return false;
  }
}
