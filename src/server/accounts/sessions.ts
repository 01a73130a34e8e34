import { emailKey, factorHeader, longestSessionMs } from '../../domain/access/account.ts';
import { audit } from '../audit/audit.ts';
import { demandCode } from './second-factor.ts';
import { claimsOfAsker, demandSession } from '../http/session-demand.ts';
import { beginSession, newSessionId, otherNetworks, seeSession } from './staff-sessions.ts';
import { laneOf } from './sign-in-throttle.ts';
import { demandOpen, noteUse } from './staff-state.ts';
import { siteOf } from './passkeys.ts';
import { origin } from '../vm/origin.ts';
import { Fault } from '../vm/fault.ts';
import { knowBrowser, refuse } from './sign-ins.ts';
import {
  security,
  type App,
  type AuthEvent,
  type HookedRequest,
  type RealtimeSubscribeEvent,
  type RequestEvent,
  type StoredRecord,
} from '../vm/vm.ts';

/**
 * A session ends for good some time after its sign-in, however often its token is exchanged. The time of the sign-in is in the
 * token itself, under the server's signature, and no token lives beyond the session's end: so each request checks it.
 */

/** The longest that one sign-in lasts, ms, by collection. Superusers' sessions last as long as an official's. */
const longestMs: { [kind: string]: number } = { ...longestSessionMs, _superusers: longestSessionMs.staff };

/** An answer that signs somebody in, or gives a token in place of another. */
export interface SessionEvent extends AuthEvent {
  token: string;
  /** 'password' and the like; '' where a token is exchanged. */
  readonly authMethod: string;
}

/**
 * A token of a session.
 * @param sinceMs when the person signed in
 * @param sid which of the account's sign-ins it is; '' for one of a former version
 * @throws Fault 'sign-in' when the session is over
 */
export function tokenOf(account: StoredRecord, sinceMs: number, now: number, sid = ''): string {
  const kind = account.collection();
  const end = sinceMs + longestMs[kind.name]!;
  const seconds = Math.floor((Math.min(end, now + kind.authToken.duration * 1000) - now) / 1000);
  if (seconds < 1) throw new Fault('sign-in', 'Your sign-in has ended, as every one does after some time.');
  const since = Math.floor(sinceMs / 1000);
  const claims = {
    id: account.id,
    type: 'auth',
    collectionId: kind.id,
    refreshable: true,
    since,
    ...(sid && { sid }),
  };
  return security.createJWT(claims, account.tokenKey() + kind.authToken.secret, seconds);
}

/**
 * When the asker signed in, UTC ms. A token of a former version does not say it: it was made a whole life before its end.
 * @throws Fault 'sign-in' when it cannot be known
 */
export function signedInAt(e: RequestEvent, account: StoredRecord, now: number): number {
  const { since, exp, refreshable } = claimsOfAsker(e);
  const at = since ?? (exp ?? Number.NaN) - account.collection().authToken.duration;
  if (!Number.isFinite(at) || refreshable !== true)
    throw new Fault('sign-in', 'This token tells of no sign-in. Sign in anew.');
  return Math.min(at * 1000, now);
}

/** Around every answer of PocketBase's that gives a person a token. */
export function boundSession(e: SessionEvent): void {
  const { record } = e;
  if (!record) return e.next();
  // Nobody acts as somebody else, a superuser neither; nor does one make a token for scripts so, which would live as long as asked.
  if (/\/impersonate\/[^/]+\/?$/.test(e.requestEvent.request.url.path))
    return refuse(e.requestEvent, new Fault('not-allowed', 'Nobody is impersonated here.'));
  const now = Date.now();
  let sid = '';
  try {
    if (record.collection().name === 'staff') demandStaff(e, record, now);
    const since = e.authMethod ? now : signedInAt(e.requestEvent, record, now);
    sid = sessionOf(e, record, now);
    e.token = tokenOf(record, since, now, sid);
  } catch (error) {
    if (error instanceof Fault) return refuse(e.requestEvent, error);
    throw error;
  }
  knowBrowser(e);
  if (e.authMethod && record.collection().name === 'staff') {
    const actor = `staff:${record.id}`;
    audit(e.app, { actor, action: 'staff.sign-in', subject: e.authMethod });
    const others = otherNetworks(e.app, sid, now);
    if (others > 0) audit(e.app, { actor, action: 'session.networks', subject: `networks:${others + 1}` });
  }
  if (record.collection().name === 'staff') noteUse(e.app, record.id, now);
  e.next();
}

/** What an account of the staff must show besides its password. @throws Fault */
function demandStaff(e: SessionEvent, record: StoredRecord, now: number): void {
  demandOpen(e.app, record.id);
  if (!e.authMethod) return;
  const site = siteOf(origin(e.requestEvent));
  const { lane } = laneOf(e.requestEvent, 'staff', emailKey(record.getString('email')));
  demandCode(e.app, record.id, e.requestEvent.request.header.get(factorHeader), { lane, site }, now);
}

/** Which of the account's sign-ins a token is for: a new one, or that of the token which is exchanged. */
function sessionOf(e: SessionEvent, record: StoredRecord, now: number): string {
  const kind = record.collection().name;
  if (e.authMethod) return kind === 'staff' ? beginSession(e.requestEvent, record.id, now) : newSessionId();
  const claims = claimsOfAsker(e.requestEvent);
  demandSession(e.app, kind, claims, e.requestEvent.realIP());
  if (claims.sid && kind === 'staff') seeSession(e.app, claims.sid, now);
  return claims.sid ?? '';
}

/** Addresses are the district's to change: by these routes a stolen session could, and try passwords unseen. */
export function refuseEmailChange(e: HookedRequest): void {
  refuse(e.requestEvent, new Fault('not-allowed', 'An address is changed by the district’s administration.'));
}

const endsKey = 'sitecode-session-end';
/** PocketBase forgets whose a connection is once the account's tokens are worth nothing: it is known by this. */
const accountKey = 'sitecode-account';
const sessionKey = 'sitecode-session';

/** Notes with a live connection when the session that it belongs to ends, UTC ms. */
export function noteSessionEnd(e: RealtimeSubscribeEvent): void {
  const { exp, sid } = claimsOfAsker(e.requestEvent);
  e.client.set(sessionKey, sid ?? '');
  e.client.set(accountKey, e.auth?.id ?? '');
  e.client.set(endsKey, e.auth && exp ? exp * 1000 : 0);
}

/**
 * Cuts live connections: PocketBase asks for the token but once, when one is made.
 * @param which those of sessions that are over, of one sign-in, or all of one account
 */
export function endConnections(
  app: App,
  which: { before: number } | { account: string } | { session: string },
): void {
  const broker = app.subscriptionsBroker();
  const clients = broker.clients();
  for (const id in clients) {
    const client = clients[id]!;
    const ends = Number(client.get(endsKey) ?? 0);
    const isMeant =
      'before' in which
        ? ends > 0 && ends <= which.before
        : 'session' in which
          ? client.get(sessionKey) === which.session
          : client.get(accountKey) === which.account;
    if (isMeant) broker.unregister(id);
  }
}
