/** A realtime connection as a browser holds it: server-sent events of PocketBase. */
export class Events {
  readonly #abort = new AbortController();
  readonly #messages: { topic: string; data: unknown }[] = [];
  readonly #read = new Map<string, number>();
  #clientId = '';
  #over: Promise<void> = Promise.resolve();
  /** True once the server has ended the connection. */
  closed = false;
  #wake: () => void = () => undefined;
  readonly #url: string;

  private constructor(url: string) {
    this.#url = url;
  }

  static async open(url: string): Promise<Events> {
    const events = new Events(url);
    const response = await fetch(`${url}/api/realtime`, { signal: events.#abort.signal });
    events.#over = events
      .#listen(response.body!)
      .catch(() => undefined)
      .then(() => void (events.closed = true));
    await events.next('PB_CONNECT');
    return events;
  }

  /** Asks for topics as whoever the token says; answers the HTTP status. */
  async subscribe(topics: string[], token?: string): Promise<number> {
    const response = await fetch(`${this.#url}/api/realtime`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(token && { Authorization: token }) },
      body: JSON.stringify({ clientId: this.#clientId, subscriptions: topics }),
    });
    await response.text();
    return response.status;
  }

  /** Messages of a topic so far. */
  of(topic: string): unknown[] {
    return this.#messages.filter((message) => message.topic === topic).map(({ data }) => data);
  }

  /**
   * The next message of a topic that was not read yet; waits for it, and is undefined when none came in time.
   * @param patienceMs said where none shall come; else it is as long as a busy machine needs
   */
  async next(topic: string, patienceMs = 45_000): Promise<unknown> {
    const place = this.#read.get(topic) ?? 0;
    const end = Date.now() + patienceMs;
    while (this.of(topic).length <= place && Date.now() < end) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        setTimeout(resolve, Math.max(1, end - Date.now()));
      });
    }
    if (this.of(topic).length > place) this.#read.set(topic, place + 1);
    return this.of(topic)[place];
  }

  /** Takes all messages of a topic so far as read; answers how many came since the connection began. */
  skip(topic: string): number {
    const { length } = this.of(topic);
    this.#read.set(topic, length);
    return length;
  }

  /** Resolves when the server has ended the connection; after `patienceMs` it rejects. */
  ended(patienceMs: number): Promise<void> {
    return Promise.race([
      this.#over,
      new Promise<void>((_, reject) => {
        setTimeout(() => reject(new Error('The connection is still there.')), patienceMs).unref();
      }),
    ]);
  }

  close(): void {
    this.#abort.abort();
  }

  async #listen(body: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    let rest = '';
    for await (const chunk of body) {
      const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
      rest = parts.pop()!;
      for (const part of parts) {
        const topic = /^event:(.*)$/m.exec(part)?.[1]?.trim() ?? '';
        const data: unknown = JSON.parse(/^data:(.*)$/m.exec(part)?.[1] ?? 'null');
        if (topic === 'PB_CONNECT') this.#clientId = (data as { clientId: string }).clientId;
        this.#messages.push({ topic, data });
        this.#wake();
      }
    }
  }
}
