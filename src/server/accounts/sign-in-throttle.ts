import { Fault } from '../vm/fault.ts';
import { keyring } from '../keys/keyring.ts';
import { row, run, transact } from '../vm/sql.ts';
import { security, sleep, type App, type RequestEvent } from '../vm/vm.ts';

/**
 * Guessing at a password is slowed down by the account, from wherever it comes: after a few wrong ones each further try waits
 * longer. An address that no account has is slowed down all the same, so that nobody learns by it which exist.
 *
 * Nobody is locked out by somebody else's guessing. A browser that has once signed in to an account keeps a cookie that says
 * so, and its tries are counted apart (OWASP, "Slow Down Online Guessing Attacks with Device Cookies"): a guesser without it
 * makes only strangers wait. A wait is a quarter of an hour at the most; a day without a failure forgets them.
 */

/** Wrong passwords that cost no waiting. */
const free = 5;
const firstWaitMs = 15_000;
const longestWaitMs = 15 * 60_000;
const forgetMs = 24 * 3_600_000;
/** A browser knows an account for so long, s: the longest that browsers keep a cookie. */
const cookieSeconds = 400 * 86_400;

/** How long the next try waits after so many wrong ones in a row, ms. */
export function waitAfter(failures: number): number {
  return failures < free ? 0 : Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(failures - free, 20));
}

/** Which counter a try falls under, and the cookie by which the browser is known from now on. */
export interface Lane {
  lane: string;
  /** Name and value; the value is kept where the browser has one. */
  cookie: { name: string; value: string };
}

function mac(purpose: string, text: string): string {
  return security.hs256(`sign-in-${purpose}:${text}`, keyring().hashKey);
}

function cookieOf(e: RequestEvent, name: string): string {
  const parts = e.request.header.get('Cookie').split(/;\s*/);
  return parts.find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1) ?? '';
}

/**
 * The lane of a try: that of the known browser, else that of all strangers. It needs no account, and costs the same without.
 * @param kind the collection
 * @param key the address as `emailKey` gives it
 */
export function laneOf(e: RequestEvent, kind: string, key: string): Lane {
  const account = `${kind}:${key}`;
  const name = `known_${mac('cookie', account).slice(0, 12)}`;
  const sign = (nonce: string): string => `${nonce}.${mac('known', `${account}:${nonce}`)}`;
  const given = cookieOf(e, name);
  const nonce = given.split('.')[0]!;
  if (nonce !== '' && security.equal(sign(nonce), given)) {
    return { lane: mac('lane', `${account}:${nonce}`), cookie: { name, value: given } };
  }
  const value = sign(security.randomStringWithAlphabet(16, '0123456789abcdef'));
  return { lane: mac('lane', account), cookie: { name, value } };
}

/** Has the browser keep its cookie. No script reads it, and it goes to the sign-in alone. */
export function keepCookie(e: RequestEvent, kind: string, { cookie }: Lane): void {
  const isSecure = e.isTLS() || e.request.header.get('X-Forwarded-Proto') === 'https';
  const path = `/api/collections/${kind}/auth-with-password`;
  e.response
    .header()
    .set(
      'Set-Cookie',
      `${cookie.name}=${cookie.value}; Path=${path}; Max-Age=${cookieSeconds}; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`,
    );
}

interface Counter {
  failures: number;
  last: number;
  free: number;
}

/** Tries of one lane that wait for those before them, at the most: the pages of one person, or an office behind one account. */
const mostWaiting = 32;
/** For so long a try waits for those before it, ms; each of them takes a tenth of a second on an idle machine. */
const patienceMs = 10_000;
const pauseMs = 25;

/** How many tries may be under way: as many as could fail without waiting, since each of them may yet. */
function mostUnderWay(failures: number): number {
  return Math.max(1, free - failures);
}

/** Numbers of the lanes that have tries in this moment, in all of the server's virtual machines; those of no other are kept. */
interface Numbers {
  [lane: string]: number;
}
type Crowd = 'under-way' | 'waiting';

/** Changes a lane's number, unless it would be more than `most`. @returns whether it was changed */
function change(app: App, crowd: Crowd, lane: string, by: number, most = Infinity): boolean {
  let changed = false;
  app.store().setFunc(`sign-ins-${crowd}`, (old) => {
    const all = JSON.parse(String(old ?? '{}')) as Numbers;
    const now = (all[lane] ?? 0) + by;
    changed = now <= most;
    if (changed && now > 0) all[lane] = now;
    else if (changed) delete all[lane];
    return JSON.stringify(all);
  });
  return changed;
}

/** What counts against a lane, unless it is forgotten or from after now. */
function counterOf(app: App, lane: string, now: number): Counter | undefined {
  const found = row<Counter>(
    app,
    ['failures', 'last', 'free'],
    'select failures, last, free from sign_in_lanes where lane = {:lane}',
    { lane },
  );
  return found && now - found.last <= forgetMs && found.last <= now + longestWaitMs ? found : undefined;
}

/**
 * The failures that count against a lane.
 * @throws Fault 'too-many' with the time left, while the lane waits
 */
function failuresOf(app: App, lane: string, now: number): number {
  const found = counterOf(app, lane, now);
  if (!found) return 0;
  if (found.free > now) {
    throw new Fault('too-many', 'Too many wrong passwords for this address. Wait, then try again.', {
      retryMs: Math.min(longestWaitMs, found.free - now),
    });
  }
  return found.failures;
}

/**
 * Lets a try look at its password. Of those that come at one time only so many are under way as could all be wrong; the others
 * wait until it is known whether they were. So guessing in parallel gains nothing, and right passwords pass, however many.
 * @param look throws when the password was wrong; `forgive` is called within it when it was right
 * @throws Fault 'too-many' while the lane waits for its time; 'busy' when too many tries wait; what `look` throws
 */
export function takeTry(app: App, lane: string, look: () => void): void {
  enter(app, lane);
  try {
    look();
  } catch (error) {
    // Before it is under way no more, so that at each moment it is counted at least once.
    countFailure(app, lane, Date.now());
    throw error;
  } finally {
    change(app, 'under-way', lane, -1);
  }
}

/** Waits for a place among the tries under way. */
function enter(app: App, lane: string): void {
  if (tryEnter(app, lane)) return;
  const busy = new Fault('busy', 'Too many sign-ins of this account at one time. Try again in a moment.', {
    retryMs: 2000,
  });
  if (!change(app, 'waiting', lane, 1, mostWaiting)) throw busy;
  try {
    const end = Date.now() + patienceMs;
    do {
      sleep(pauseMs);
      if (tryEnter(app, lane)) return;
    } while (Date.now() < end);
    throw busy;
  } finally {
    change(app, 'waiting', lane, -1);
  }
}

function tryEnter(app: App, lane: string): boolean {
  const before = failuresOf(app, lane, Date.now());
  if (!change(app, 'under-way', lane, 1, mostUnderWay(before))) return false;
  let may = false;
  try {
    // One may have failed, and gone, between the look and the place.
    may = failuresOf(app, lane, Date.now()) <= before;
  } finally {
    if (!may) change(app, 'under-way', lane, -1);
  }
  return may;
}

function countFailure(app: App, lane: string, now: number): void {
  transact(app, (inside) => {
    const failures = (counterOf(inside, lane, now)?.failures ?? 0) + 1;
    run(
      inside,
      `insert into sign_in_lanes (lane, failures, last, free) values ({:lane}, {:failures}, {:now}, {:free})
       on conflict do update set failures = excluded.failures, last = excluded.last, free = excluded.free`,
      { lane, failures, now, free: now + waitAfter(failures) },
    );
  });
}

/** The password was right: nothing is held against the lane. */
export function forgive(app: App, lane: string): void {
  run(app, 'delete from sign_in_lanes where lane = {:lane}', { lane });
}

/** Every hour: lanes that a day without a failure has emptied. */
export function forgetLanes(app: App, now: number): void {
  run(app, 'delete from sign_in_lanes where last < {:end}', { end: now - forgetMs });
}
