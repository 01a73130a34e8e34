import { boxKeyText, mostSteps, nextStepText } from '../../domain/scan/sealed-record.ts';
import { limitDevice } from '../http/device-limit.ts';
import { keyring } from './keyring.ts';
import type { agree } from './agreement.ts';
import { rare } from '../vm/rare.ts';
import { row, run } from '../vm/sql.ts';
import { security, type App } from '../vm/vm.ts';

/**
 * Opens what sentries sealed to the server's ingest key. An agreement on a session's keys costs this VM 12-36 ms, so what it
 * gave is kept, closed, in the database: heartbeats announce a session before records of it come.
 */

/** For how long an agreement is kept; a session that is used later is agreed upon once more. */
const keepMs = 30 * 86_400_000;

/**
 * So many sessions may a device begin a minute: a page begins one when it starts. What is beyond costs others the agreements;
 * those made so far are kept, so that a device with many goes on where it was.
 */
const mostSessions = 120;

/** AES-256-GCM key for the kept agreements: 32 ASCII characters. */
function cacheKey(): string {
  return security.hs256('sealed-sessions', keyring().uploadMaster).slice(0, 32);
}

/**
 * The key of a session's step 0; agreed upon and kept when this is its first use. Null when it is no session.
 * @throws Fault 'too-many' for a device that begins too many
 */
export function sessionKey(app: App, device: number, session: string, now: number): string | null {
  const kept = row<{ sealed: string }>(
    app,
    ['sealed'],
    'select sealed from seal_sessions where session = {:session}',
    { session },
  );
  if (kept) return security.decrypt(kept.sealed, cacheKey());
  limitDevice(app, 'sessions', device, mostSessions, now);
  const key = rare<typeof agree>('agree')(session);
  if (key === null) return null;
  run(
    app,
    `insert into seal_sessions (session, sealed, made) values ({:session}, {:sealed}, {:now})
     on conflict do nothing`,
    { session, sealed: security.encrypt(key, cacheKey()), now },
  );
  return key;
}

/**
 * Agrees on a session's keys before records of it come, so that a thousand sentries that come back together cost no agreement
 * each. What is no session is passed over: records sealed to it will be rejected one by one.
 */
export function prepareSession(app: App, device: number, session: unknown, now: number): void {
  if (typeof session === 'string' && session.length === 87) sessionKey(app, device, session, now);
}

/** Forgets the agreements made long ago. */
export function dropOldSessions(app: App, now: number): void {
  run(app, 'delete from seal_sessions where made < {:end}', { end: now - keepMs });
}

/**
 * The texts of boxes; null for one that cannot be opened.
 * @param runs so many boxes of this session (its place in `sessions`) and step, one run after the other
 */
export function openBoxes(
  app: App,
  device: number,
  sessions: readonly string[],
  runs: readonly (readonly [session: number, step: number, records: number])[],
  boxes: readonly string[],
  now: number,
): (string | null)[] {
  // Looked up once: for each box it would cost as much as a part of opening it.
  const { decrypt } = security;
  const firstKeys = sessions.map((session) => sessionKey(app, device, session, now));
  const texts: (string | null)[] = [];
  /** How far each session's keys were followed already: runs mostly go on where the last one ended. */
  const reached = new Map<number, { step: number; key: string }>();
  let at = 0;
  for (const [session, step, records] of runs) {
    const first = firstKeys[session] ?? null;
    const end = at + records;
    if (first === null || step >= mostSteps) {
      for (; at < end; at++) texts.push(null);
      continue;
    }
    const before = reached.get(session);
    let { step: stands, key } = before && before.step <= step ? before : { step: 0, key: first };
    for (; stands < step; stands++) key = security.hs256(nextStepText, key);
    reached.set(session, { step, key });
    const boxKey = security.hs256(boxKeyText, key).slice(0, 32);
    for (; at < end; at++) texts.push(open(decrypt, boxes[at]!, boxKey));
  }
  return texts;
}

function open(decrypt: typeof security.decrypt, box: string, key: string): string | null {
  try {
    return decrypt(box, key);
  } catch {
    return null;
  }
}
