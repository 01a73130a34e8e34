import { boardTopic } from '../../domain/api/api.ts';
import { accountMay } from './asker.ts';
import { answerChanged } from './one-for-all.ts';
import { sleep, SubscriptionMessage, type App, type StoredRecord } from '../vm/vm.ts';

/**
 * Tells the boards that are open that something changed: at most once a second, and never later than a second after the
 * change. PocketBase's own messages about records are not used for it, since they cost every scan a check of every
 * subscriber's rights.
 */

const quiet = 1000;
/** What the answer to those who are told is kept under. */
export const boardAnswerName = 'board';

/**
 * Whether the change that was just made is this request's to tell, and in how many ms. The first change is told at once; of
 * those within the second after it one request stays to tell of them all, and the others (null) go.
 */
export function turnToTell(app: App): number | null {
  answerChanged(app, boardAnswerName);
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

/** Waits and tells everybody of the staff who watches. */
export function tellBoards(app: App, waitMs: number): void {
  if (waitMs > 0) sleep(waitMs);
  else answerChanged(app, boardAnswerName);
  const clients = app.subscriptionsBroker().clients();
  const message = new SubscriptionMessage({ name: boardTopic, data: '{}' });
  for (const id in clients) {
    const client = clients[id]!;
    if (!client.hasSubscription(boardTopic)) continue;
    if (accountMay(client.get('auth') as StoredRecord | null, 'board.see')) client.send(message);
  }
}
