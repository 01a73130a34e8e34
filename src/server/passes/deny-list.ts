import type { sentryRoutes } from '../../domain/api/routes/sentry-routes.ts';
import {
  passIdsText,
  type DenyDelta,
  type FullDenyList,
  type SignedDenyList,
} from '../../domain/pass/deny-list.ts';
import type { Handler } from '../http/route-handlers.ts';
import { denyVersion } from './deny-version.ts';
import { keyring } from '../keys/keyring.ts';
import { signed } from '../keys/signer.ts';
import { row, rows, transact } from '../vm/sql.ts';
import { security, sleep, type App, type Store } from '../vm/vm.ts';

/** Deltas kept signed at the same time: of sentries that were last here at so many different versions. */
const slots = 64;

/** Whoever was to have a list signed and has not after so long is gone, ms. */
const turnMs = 1000;
/** How often somebody who waits looks, ms. */
const lookMs = 5;

/** A list as all VMs keep it, so that all sentries that ask at once cost one signature. */
interface Kept {
  from: number;
  to: number;
  signed: SignedDenyList;
}

function idsText(app: App, where: string, values: { [name: string]: number }): string {
  const found = rows<{ id: string }>(app, ['id'], `select pass_id as id from denied where ${where}`, values);
  return passIdsText(found.map(({ id }) => id));
}

/** The text to sign: a delta where one can be told and is shorter than the whole list. */
function listText(app: App, from: number, now: number): { to: number; body: string } {
  // One reading transaction: the version and the ids must be of the same moment.
  return transact(app, (inside) => {
    const to = denyVersion(inside);
    const ids = idsText(inside, 'removed_version is null', {});
    const full: FullDenyList = { version: to, at: now, ids };
    const { oldest } = row<{ oldest: number }>(
      inside,
      ['oldest'],
      'select complete_from as oldest from deny_version',
    )!;
    if (from < oldest || from >= to) return { to, body: JSON.stringify(full) };
    const delta: DenyDelta = {
      from,
      to,
      at: now,
      add: idsText(inside, 'removed_version is null and added_version > {:from}', { from }),
      remove: idsText(inside, 'removed_version > {:from}', { from }),
      sha256: security.sha256(ids),
    };
    const shorter = delta.add.length + delta.remove.length < ids.length + 64;
    return { to, body: JSON.stringify(shorter ? delta : full) };
  });
}

/**
 * What leads to the newest deny list, signed.
 * @param from the version that the asker has; 0: none
 */
export function signedDenyList(app: App, from: number): SignedDenyList {
  const store = app.store();
  const slot = `deny-list.${from % slots}`;
  const fits = (text: unknown): Kept | null => {
    const kept = text ? (JSON.parse(String(text)) as Kept) : null;
    return kept && kept.from === from && kept.to === newest ? kept : null;
  };
  const newest = denyVersion(app);
  const ready = fits(store.get(slot));
  if (ready) return ready.signed;
  // One VM has it signed; the others that were asked the same wait for it, but not for one that is gone.
  while (!takesTurn(store, `${slot}.turn`, Date.now())) {
    const theirs = fits(store.get(slot));
    if (theirs) return theirs.signed;
    sleep(lookMs);
  }
  try {
    // It may have been signed between the look and the turn.
    return fits(store.get(slot))?.signed ?? signList(app, slot, from);
  } finally {
    store.set(`${slot}.turn`, 0);
  }
}

function takesTurn(store: Store, turn: string, now: number): boolean {
  let isOurs = false;
  store.setFunc(turn, (old) => {
    isOurs = Math.abs(now - Number(old ?? 0)) >= turnMs;
    return isOurs ? now : old;
  });
  return isOurs;
}

function signList(app: App, slot: string, from: number): SignedDenyList {
  const { to, body } = listText(app, from, Date.now());
  const key = keyring().word.id;
  const list: SignedDenyList = { body, key, signature: signed('deny-list', key, body) };
  app.store().set(slot, JSON.stringify({ from, to, signed: list } satisfies Kept));
  return list;
}

/** GET sentry/deny-list?have=VERSION */
export const denyListRoute: Handler<typeof sentryRoutes.denyList> = ({ app, query }) => {
  const have = Number(query('have'));
  const from = Number.isSafeInteger(have) && have > 0 ? have : 0;
  return { list: from === denyVersion(app) ? null : signedDenyList(app, from), now: Date.now() };
};
