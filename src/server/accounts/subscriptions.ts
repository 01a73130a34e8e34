import { boardTopic, commandTopic, deskTopic, noticesCollection } from '../../domain/api/api.ts';
import { accountMay } from '../http/asker.ts';
import { lacksFactor } from '../http/second-factor-demand.ts';
import { Fault } from '../vm/fault.ts';
import type { App, RealtimeSubscribeEvent, StoredRecord } from '../vm/vm.ts';
import { claimsOfAsker, demandSession } from '../http/session-demand.ts';
import { noteSessionEnd } from './sessions.ts';
import { refuse } from './sign-ins.ts';

/** So many pages of one account listen at the same time: tills, offices and tabs of a mall's owner, or of a district's desk. */
const mostListeners = 50;

/** What pages listen to. `PB_CONNECT` is what PocketBase's client names its own connection. */
const topics = [boardTopic, commandTopic, deskTopic, `${noticesCollection}/*`, 'PB_CONNECT'];

/**
 * PocketBase lets anybody subscribe to any topic, as often as they like, and to a collection with a filter: each message then
 * answers a question about fields that the message does not hold. Here there are the topics of our pages and no filters, that of the
 * board is for staff alone, and an account has so many connections at the most.
 */
export function guardSubscriptions(e: RealtimeSubscribeEvent): void {
  const isSentry = e.auth?.collection().name === 'sentries';
  // A district's sentries come back all together: to look through all of them for each would be the square of their number.
  if (e.auth && !isSentry && listenersOf(e.app, e.auth.id, e.client.id()) >= mostListeners) {
    const fault = new Fault('too-many', 'Too many pages of this account are open. Close some of them.');
    return e.json(fault.status, { code: fault.code, message: fault.message });
  }
  if (e.auth) {
    try {
      demandSession(e.app, e.auth.collection().name, claimsOfAsker(e.requestEvent));
    } catch (error) {
      if (error instanceof Fault) return refuse(e.requestEvent, error);
      throw error;
    }
  }
  noteSessionEnd(e);
  if (e.subscriptions.some((topic) => !topics.includes(topic))) {
    const fault = new Fault('not-allowed', 'There is nothing to hear of this topic.');
    return e.json(fault.status, { code: fault.code, message: fault.message });
  }
  if (e.auth && e.subscriptions.some((topic) => topic !== 'PB_CONNECT') && lacksFactor(e.app, e.auth)) {
    const fault = new Fault('second-factor', 'Set up your second factor first.', { status: 403 });
    return e.json(fault.status, { code: fault.code, message: fault.message, reason: 'missing' });
  }
  if (e.subscriptions.includes(boardTopic) && !accountMay(e.auth, 'board.see')) {
    const fault = new Fault('not-allowed', 'The board is for staff who may see it.');
    return e.json(fault.status, { code: fault.code, message: fault.message });
  }
  if (e.subscriptions.includes(deskTopic) && !accountMay(e.auth, 'staff.self')) {
    const fault = new Fault('not-allowed', 'What waits at the desks is for staff.');
    return e.json(fault.status, { code: fault.code, message: fault.message });
  }
  if (e.subscriptions.includes(commandTopic) && !accountMay(e.auth, 'gate.report')) {
    const fault = new Fault('not-allowed', 'Commands are for sentries.');
    return e.json(fault.status, { code: fault.code, message: fault.message });
  }
  e.next();
}

/** How many other connections are an account's. */
function listenersOf(app: App, account: string, own: string): number {
  const clients = app.subscriptionsBroker().clients();
  let count = 0;
  for (const id in clients) {
    if (id !== own && (clients[id]!.get('auth') as StoredRecord | null)?.id === account) count++;
  }
  return count;
}
