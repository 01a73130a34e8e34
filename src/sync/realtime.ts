import { ApiClient } from './api-client.ts';

/**
 * Calls `onChange` whenever the server says that something of a topic changed, and once after every reconnection, since
 * what happened in between was missed. Answers a function that ends it.
 * @param topic a topic of domain/api.ts, or a collection's name followed by "/*"
 */
export async function watch(client: ApiClient, topic: string, onChange: () => void): Promise<() => void> {
  // Loaded here alone: pages that show nothing live should not carry it.
  const { default: PocketBase } = await import('pocketbase');
  const server = new PocketBase(client.origin);
  server.autoCancellation(false);
  if (client.token) server.authStore.save(client.token);
  const endConnects = await server.realtime.subscribe('PB_CONNECT', () => onChange());
  const endTopic = await server.realtime.subscribe(topic, () => onChange());
  return () => {
    void endTopic().catch(() => undefined);
    void endConnects().catch(() => undefined);
  };
}
