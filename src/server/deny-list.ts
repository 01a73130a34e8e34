import type { DenyListAnswer } from '../domain/sentry-api.ts';
import { base64url } from '../domain/bytes.ts';
import {
  denyListPrefix,
  passIdsText,
  type DenyDelta,
  type FullDenyList,
  type SignedDenyList,
} from '../domain/deny-list.ts';
import { answer } from './answer.ts';
import { denyVersion } from './deny-version.ts';
import { keyring } from './keyring.ts';
import { signText } from './signing.ts';
import { row, rows, transact } from './sql.ts';
import { security, type App, type RequestEvent } from './vm.ts';
import { whoAsks } from './who-asks.ts';

/** Deltas kept signed at the same time: of sentries that were last here at so many different versions. */
const slots = 64;

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
  const { to, body } = listText(app, from, Date.now());
  const key = keyring().word;
  let signed: SignedDenyList | null = null;
  // While one VM signs, the others that were asked the same wait here and take what it made.
  store.setFunc(slot, (old) => {
    const other = fits(old);
    if (other) {
      signed = other.signed;
      return old;
    }
    signed = { body, key: key.id, signature: base64url(signText(key, denyListPrefix + body)) };
    return JSON.stringify({ from, to, signed });
  });
  return signed!;
}

/** GET sentry/deny-list?have=VERSION */
export function denyListRoute(e: RequestEvent): void {
  answer(e, (): DenyListAnswer => {
    whoAsks(e, 'sentries');
    const have = Number(e.request.url.query().get('have'));
    const from = Number.isSafeInteger(have) && have > 0 ? have : 0;
    return {
      list: from === denyVersion(e.app) ? null : signedDenyList(e.app, from),
      now: Date.now(),
    };
  });
}
