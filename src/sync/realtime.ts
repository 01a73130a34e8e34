import type PocketBase from 'pocketbase';
import type { ApiClient } from './api-client.ts';

interface Connection {
  server: PocketBase;
  /** How many listen to each topic, or try to. */
  listeners: Map<string, number>;
}

/** The one connection of a client, whoever listens through it. */
const connections = new WeakMap<ApiClient, Promise<Connection>>();

function connectionOf(client: ApiClient): Promise<Connection> {
  const known = connections.get(client);
  if (known) return known;
  const made = connect(client);
  connections.set(client, made);
  made.catch(() => connections.delete(client));
  return made;
}

async function connect(client: ApiClient): Promise<Connection> {
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
  return { server, listeners: new Map() };
}

/**
 * Calls `onChange` whenever the server says that something of a topic changed, and once after every reconnection, since
 * what happened in between was missed. Answers a function that ends it. Rejects when the first connection fails; after
 * that it reconnects by itself. All who listen through one client share one connection: over HTTP/1.1 a browser has six of them
 * for all its tabs.
 * @param topics topics of domain/api/api.ts, or a collection's name followed by "/*"
 */
export async function watch(
  client: ApiClient,
  topics: string | readonly string[],
  onChange: () => void,
): Promise<() => void> {
  const { server, listeners } = await connectionOf(client);
  const all = ['PB_CONNECT', ...(typeof topics === 'string' ? [topics] : topics)];
  const count = (by: number) =>
    all.forEach((topic) => listeners.set(topic, (listeners.get(topic) ?? 0) + by));
  count(1);
  const begun = await Promise.allSettled(
    all.map((topic) => server.realtime.subscribe(topic, () => onChange())),
  );
  const end = () => {
    count(-1);
    for (const [at, each] of begun.entries()) {
      if (each.status === 'fulfilled') void each.value().catch(() => undefined);
      // What was refused is asked for again and again, with all that others listen to, until it is taken back.
      else if (listeners.get(all[at]!) === 0)
        void server.realtime.unsubscribe(all[at]!).catch(() => undefined);
    }
  };
  const failed = begun.find((each) => each.status === 'rejected');
  if (!failed) return end;
  end();
  throw failed.reason;
}
