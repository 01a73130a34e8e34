import type { ReactiveController } from 'lit';

interface Options {
  /** Whether leaving would lose something. */
  isUnsaved: () => boolean;
  /** What a person is asked before a link of this page is followed. Closing the window, the browser asks in its own words. */
  question: () => string;
  /** Asks; the browser's own question when left out. */
  ask?: (question: string) => boolean;
}

/** A controller of a page: asks before what was filled in is lost when a link leads away or the window is closed. */
export class Unsaved implements ReactiveController {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  hostConnected(): void {
    window.addEventListener('beforeunload', this.#closing);
    window.addEventListener('click', this.#leaving, { capture: true });
  }

  hostDisconnected(): void {
    window.removeEventListener('beforeunload', this.#closing);
    window.removeEventListener('click', this.#leaving, { capture: true });
  }

  readonly #closing = (event: BeforeUnloadEvent): void => {
    if (this.#options.isUnsaved()) event.preventDefault();
  };

  readonly #leaving = (event: MouseEvent): void => {
    const link = event.composedPath().find((each) => each instanceof HTMLAnchorElement);
    if (!link || link.target === '_blank' || link.hasAttribute('download') || !this.#options.isUnsaved())
      return;
    const ask = this.#options.ask ?? ((question) => globalThis.confirm(question));
    if (ask(this.#options.question())) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
}
