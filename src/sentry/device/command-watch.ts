import { commandTopic } from '../../domain/api/api.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import { watch } from '../../sync/realtime.ts';

/** Of a lock for a whole district all sentries hear at once: they ask within so long, by chance sooner or later, ms. */
const spreadMs = 1000;

interface Options {
  client: ApiClient;
  /** There may be a command: it is asked for. */
  onNews: () => void;
  /** Listens for news and answers what ends it; the server's realtime when left out. */
  listen?: (client: ApiClient, onNews: () => void) => Promise<() => void>;
}

const byRealtime: NonNullable<Options['listen']> = (client, onNews) => watch(client, commandTopic, onNews);

/**
 * Hears at once when an administrator commands this sentry, so that a lock does not wait for the next heartbeat. It is a hint and
 * nothing more: what is done is what the heartbeat's answer carries, signed.
 */
export class CommandWatch {
  readonly #options: Options;
  #state: 'off' | 'beginning' | 'on' = 'off';
  #end: () => void = () => undefined;
  #soon: ReturnType<typeof setTimeout> | undefined;
  #stopped = false;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Begins to listen, unless it does already. To be called whenever the server was heard: a try that failed is made again then. */
  async begin(): Promise<void> {
    if (this.#state !== 'off' || this.#stopped) return;
    this.#state = 'beginning';
    try {
      const { client, listen = byRealtime } = this.#options;
      const end = await listen(client, () => this.#hear());
      if (this.#stopped) return end();
      this.#end = end;
      this.#state = 'on';
    } catch {
      // A proxy that lets no stream through, or a server that is just going: the heartbeat brings commands all the same.
      this.#state = 'off';
    }
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#soon);
    this.#end();
  }

  #hear(): void {
    if (this.#stopped) return;
    clearTimeout(this.#soon);
    this.#soon = setTimeout(() => this.#options.onNews(), Math.random() * spreadMs);
  }
}
