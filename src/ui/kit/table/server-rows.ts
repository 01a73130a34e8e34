import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ListAnswer } from '../../../domain/api/list-api.ts';
import { ApiError } from '../../../sync/api-client.ts';
import { listRequest, type TableQuery } from './table-query.ts';
import type { AskRows } from './table-spec.ts';

/** Whoever is answered within this time sees no sign of waiting, ms. */
export const quietMs = 300;

/** Keeps the page of rows that a query asks for. The last answer stays until the next is there. */
export class ServerRows<Row> implements ReactiveController {
  answer: ListAnswer<Row> | null = null;
  fault: ApiError | null = null;
  /** True when an answer has been waited for so long that it shows. */
  isSlow = false;
  readonly #host: ReactiveControllerHost;
  #isShown = false;
  #ask: AskRows<Row> | null = null;
  #asked = '';
  #turn = 0;
  #slow: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#isShown = true;
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#isShown = false;
    this.#turn += 1;
    this.#asked = '';
    clearTimeout(this.#slow);
  }

  /** Asks, where that is another question than the last. A host that was taken away may be drawn once more: it asks nothing. */
  show(ask: AskRows<Row>, query: TableQuery): void {
    if (!this.#isShown) return;
    const question = JSON.stringify(listRequest(query));
    if (question === this.#asked && ask === this.#ask) return;
    this.#ask = ask;
    this.#asked = question;
    void this.#read(ask, query);
  }

  /** Asks the last question again: something changed, or it failed. */
  async again(query: TableQuery): Promise<void> {
    if (this.#ask) await this.#read(this.#ask, query);
  }

  async #read(ask: AskRows<Row>, query: TableQuery): Promise<void> {
    const turn = ++this.#turn;
    clearTimeout(this.#slow);
    this.#slow = setTimeout(() => {
      this.isSlow = true;
      this.#host.requestUpdate();
    }, quietMs);
    let answer: ListAnswer<Row> | null = null;
    let fault: ApiError | null = null;
    try {
      answer = await ask(listRequest(query));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      fault = error;
    }
    if (turn !== this.#turn) return;
    clearTimeout(this.#slow);
    this.isSlow = false;
    this.fault = fault;
    if (answer) this.answer = answer;
    this.#host.requestUpdate();
  }
}
