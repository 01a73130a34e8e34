import { boardTopic } from '../domain/api.ts';
import { seesBoard } from '../domain/categories.ts';
import { Fault } from './fault.ts';
import {
  sleep,
  SubscriptionMessage,
  type App,
  type RealtimeSubscribeEvent,
  type StoredRecord,
} from './vm.ts';

/**
 * Tells the boards that are open that something changed: at most once a second, and never later than a second after the
 * change. PocketBase's own messages about records are not used for it, since they cost every scan a check of every
 * subscriber's rights.
 */

const quiet = 1000;

/**
 * Whether the change that was just made is this request's to tell, and in how many ms. The first change is told at once; of
 * those within the second after it one request stays to tell of them all, and the others (null) go.
 */
export function turnToTell(app: App): number | null {
  const now = Date.now();
  let wait: number | null = null;
  app.store().setFunc('board-next', (old) => {
    const last = Number(old ?? 0);
    // More than a second ahead: the clock was set back.
    if (now >= last + quiet || last > now + quiet) wait = 0;
    else if (last <= now) wait = last + quiet - now;
    // A moment in the future is that of a message somebody is already waiting to send; it tells of this change too.
    else return last;
    return now + wait;
  });
  return wait;
}

/** True for members of staff whose role sees the board. */
function mayWatch(account: StoredRecord | null): boolean {
  return account?.collection().name === 'staff' && seesBoard(account.getString('role'));
}

/** Waits and tells everybody of the staff who watches. */
export function tellBoards(app: App, waitMs: number): void {
  if (waitMs > 0) sleep(waitMs);
  const clients = app.subscriptionsBroker().clients();
  const message = new SubscriptionMessage({ name: boardTopic, data: '{}' });
  for (const id in clients) {
    const client = clients[id]!;
    if (!client.hasSubscription(boardTopic)) continue;
    if (mayWatch(client.get('auth') as StoredRecord | null)) client.send(message);
  }
}

/** PocketBase lets anybody subscribe to any topic that is no collection: here that of the board is for staff alone. */
export function guardSubscriptions(e: RealtimeSubscribeEvent): void {
  const wanted = e.subscriptions.some((topic) => topic.split('?')[0] === boardTopic);
  if (wanted && !mayWatch(e.auth)) {
    const fault = new Fault('not-allowed', 'The board is for staff who see it by their role.');
    return e.json(fault.status, { code: fault.code, message: fault.message });
  }
  e.next();
}
