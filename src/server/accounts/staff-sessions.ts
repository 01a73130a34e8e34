import { longestSessionMs } from '../../domain/access/account.ts';
import { atOnceMs, movesToldMs } from '../../domain/access/unusual.ts';
import { browserOf, networkOf, type SignInRow } from '../../domain/access/sign-in-list.ts';
import { audit } from '../audit/audit.ts';
import { row, rows, run } from '../vm/sql.ts';
import { security, type App, type RequestEvent } from '../vm/vm.ts';

/** The sign-ins of the staff that are not over: what is needed to list them and to end each, and no more of anybody. */

const idLength = 20;

/** A random number of a sign-in. */
export function newSessionId(): string {
  return security.randomStringWithAlphabet(idLength, '0123456789abcdefghijklmnopqrstuvwxyz');
}

/** A new one. @returns its id, which its tokens carry */
export function beginSession(e: RequestEvent, account: string, now: number): string {
  const id = newSessionId();
  run(
    e.app,
    `insert into staff_sessions (id, account, since, seen, browser, network)
     values ({:id}, {:account}, {:now}, {:now}, {:browser}, {:network})`,
    {
      id,
      account,
      now,
      browser: browserOf(e.request.header.get('User-Agent')),
      network: networkOf(e.realIP()),
    },
  );
  return id;
}

/** From how many other networks an account is signed in at once with this one; a network is known by the beginning of its address. */
export function otherNetworks(app: App, id: string, now: number): number {
  return row<{ others: number }>(
    app,
    ['others'],
    `select count(distinct o.network) as others from staff_sessions s join staff_sessions o on o.account = s.account
     where s.id = {:id} and s.network <> '' and o.network not in ('', s.network) and o.seen > {:since}`,
    { id, since: now - atOnceMs },
  )!.others;
}

/**
 * Notes that a sign-in is used from another network than before: its holder went on elsewhere, or somebody else has its token. On record, with no
 * address, not oftener than told of one sign-in.
 */
export function noteMove(
  app: App,
  { id, account, movedAt }: { id: string; account: string; movedAt: number },
  network: string,
): void {
  const now = Date.now();
  const isNews = movedAt < now - movesToldMs;
  run(app, 'update staff_sessions set network = {:network}, moved_at = {:at} where id = {:id}', {
    id,
    network,
    at: isNews ? now : movedAt,
  });
  if (isNews) audit(app, { actor: `staff:${account}`, action: 'session.moved', subject: 'another network' });
}

/** Notes that one goes on. */
export function seeSession(app: App, id: string, now: number): void {
  run(app, 'update staff_sessions set seen = {:now} where id = {:id}', { id, now });
}

/** Those of an account, the latest first. @param mine the one that asks */
export function sessionsOf(app: App, account: string, mine: string, now: number): SignInRow[] {
  return rows<Omit<SignInRow, 'mine'>>(
    app,
    ['id', 'since', 'seen', 'browser', 'network'],
    `select id, since, seen, browser, network from staff_sessions where account = {:account} and since > {:over}
     order by since desc`,
    { account, over: now - longestSessionMs.staff },
  ).map((one) => ({ ...one, mine: one.id === mine }));
}

/** Ends one of an account's. @returns whether there was such a one */
export function endSession(app: App, account: string, id: string): boolean {
  return (
    run(app, 'delete from staff_sessions where id = {:id} and account = {:account}', { id, account }) > 0
  );
}

/** Ends those of an account. @param but one that goes on @returns how many */
export function endSessions(app: App, account: string, but = ''): number {
  return run(app, 'delete from staff_sessions where account = {:account} and id <> {:but}', { account, but });
}

/** Each hour: those that ended by themselves. */
export function forgetSessions(app: App, now: number): void {
  run(app, 'delete from staff_sessions where since < {:over}', { over: now - longestSessionMs.staff });
}
