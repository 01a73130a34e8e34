import { deskTopic } from '../../domain/api/api.ts';
import { accountMay } from './asker.ts';
import { SubscriptionMessage, type App, type StoredRecord } from '../vm/vm.ts';

/**
 * Tells the desks that are open that something waits for an approval, or no longer does, or that their own long work went on.
 * A message says nothing else: the page asks again, and gathers what comes within a second.
 */

/** Tells everybody of the staff who listens. @param alone one account's pages alone, by its record id */
export function tellDesks(app: App, alone: string | null = null): void {
  const clients = app.subscriptionsBroker().clients();
  const message = new SubscriptionMessage({ name: deskTopic, data: '{}' });
  for (const id in clients) {
    const client = clients[id]!;
    if (!client.hasSubscription(deskTopic)) continue;
    const account = client.get('auth') as StoredRecord | null;
    if (accountMay(account, 'staff.self') && (alone === null || account!.id === alone)) client.send(message);
  }
}
