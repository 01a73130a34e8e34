import type { ApiClient } from './api-client.ts';

/**
 * Calls `onChange` whenever the server says that something of a topic changed, and once after every reconnection, since
 * what happened in between was missed. Answers a function that ends it. Rejects when the first connection fails; after
 * that it reconnects by itself.
 * @param topics topics of domain/api.ts, or a collection's name followed by "/*". Name all of a page's topics in one call:
 * each call holds one connection, and over HTTP/1.1 a browser has six of them for all its tabs.
 */
export async function watch(
  client: ApiClient,
  topics: string | readonly string[],
  onChange: () => void,
): Promise<() => void> {
  // Loaded here alone: pages that show nothing live should not carry it.
  const { default: PocketBase, BaseAuthStore } = await import('pocketbase');
  // Its default store would leave a copy of the token in localStorage, past sign-out and in sight of the other faces.
  const server = new PocketBase(client.origin, new BaseAuthStore());
  server.autoCancellation(false);
  // The token of the moment: it may be renewed while the connection lasts, and a reconnection needs the new one.
  server.beforeSend = (url, options) => {
    if (client.token) options.headers = { ...options.headers, Authorization: client.token };
    return { url, options };
  };
  const end = () => void server.realtime.unsubscribe().catch(() => undefined);
  try {
    const all = ['PB_CONNECT', ...(typeof topics === 'string' ? [topics] : topics)];
    await Promise.all(all.map((topic) => server.realtime.subscribe(topic, () => onChange())));
  } catch (fault) {
    end();
    throw fault;
  }
  return end;
}
