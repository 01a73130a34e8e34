import { commandTopic } from '../../domain/api/api.ts';
import { accountMay } from './asker.ts';
import { SubscriptionMessage, type App, type StoredRecord } from '../vm/vm.ts';

/**
 * Tells sentries that there is a command for them, so that a lock or a wipe is done within seconds and not with the next heartbeat of
 * their own. A message says nothing else; a sentry that misses it has the command half a minute later.
 */

const key = 'commanded';

/** Notes for whom there is a command: they are told once it is in the database. */
export function noteCommanded(app: App, devices: readonly number[]): void {
  app.store().setFunc(key, (old) => [String(old ?? ''), ...devices].filter((part) => part !== '').join(','));
}

/** Whether anybody is noted. */
export function hasCommanded(app: App): boolean {
  return Boolean(app.store().get(key));
}

/** Tells those that were noted. */
export function tellCommanded(app: App): void {
  const store = app.store();
  let noted = '';
  store.setFunc(key, (old) => {
    noted = String(old ?? '');
    return '';
  });
  const devices = new Set(noted.split(',').map(Number));
  const clients = app.subscriptionsBroker().clients();
  const message = new SubscriptionMessage({ name: commandTopic, data: '{}' });
  for (const id in clients) {
    const client = clients[id]!;
    if (!client.hasSubscription(commandTopic)) continue;
    const account = client.get('auth') as StoredRecord | null;
    if (account && accountMay(account, 'gate.report') && devices.has(account.getInt('device')))
      client.send(message);
  }
}
