import {
  html,
  nothing,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from 'lit';
import './overlay-dialog.ts';
import type { Overlay } from './overlay-dialog.ts';

interface Options {
  /** Whether leaving would lose something. */
  isUnsaved: () => boolean;
  /** What a person is asked before a link of this page is followed. Closing the window, the browser asks in its own words. */
  words: () => UnsavedWords;
  /** Keeps what was filled in, and `discard` throws it away, before the link is followed. */
  save?: () => void;
  discard?: () => void;
}

/** The dialog's heading, its question and its answers; `save` where what was filled in can be kept. */
export interface UnsavedWords {
  title: string;
  question: string;
  save?: string;
  leave: string;
  stay: string;
}

/**
 * A controller of a page: asks before what was filled in is lost when a link leads away or the window is closed. The page
 * draws its question: see `render`.
 */
export class Unsaved implements ReactiveController {
  readonly #host: ReactiveControllerHost & { renderRoot: ParentNode };
  readonly #options: Options;
  /** The link that waits for an answer. */
  #link: HTMLAnchorElement | null = null;
  /** True while the link is followed that was asked about. */
  #isSure = false;

  constructor(host: ReactiveControllerHost & { renderRoot: ParentNode }, options: Options) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostConnected(): void {
    window.addEventListener('beforeunload', this.#closing);
    window.addEventListener('click', this.#leaving, { capture: true });
  }

  hostDisconnected(): void {
    window.removeEventListener('beforeunload', this.#closing);
    window.removeEventListener('click', this.#leaving, { capture: true });
  }

  /** The question; put it into the page's template. */
  render(): TemplateResult {
    const { title, question, save, leave, stay } = this.#options.words();
    return html`<sc-overlay
      class="unsaved"
      label=${title}
      ?open=${this.#link !== null}
      @close=${() => this.#ask(null)}
    >
      <h2>${title}</h2>
      <p>${question}</p>
      <div class="actions">
        ${
          save
            ? html`<button type="button" name="save" @click=${() => void this.#go(this.#options.save)}>
                ${save}
              </button>`
            : nothing
        }
        <button
          type="button"
          name="leave"
          class=${save ? 'quiet' : ''}
          @click=${() => void this.#go(this.#options.discard)}
        >
          ${leave}
        </button>
        <button type="button" class="quiet" name="stay" @click=${() => void this.#overlay?.close()}>
          ${stay}
        </button>
      </div>
    </sc-overlay>`;
  }

  get #overlay(): Overlay | null {
    return this.#host.renderRoot.querySelector<Overlay>('sc-overlay.unsaved');
  }

  #ask(link: HTMLAnchorElement | null): void {
    this.#link = link;
    this.#host.requestUpdate();
  }

  /** Follows the link when the question's own entry of the history is gone. */
  async #go(before?: () => void): Promise<void> {
    const link = this.#link;
    before?.();
    await this.#overlay?.close();
    this.#isSure = true;
    try {
      link?.click();
    } finally {
      this.#isSure = false;
    }
  }

  readonly #closing = (event: BeforeUnloadEvent): void => {
    if (this.#options.isUnsaved()) event.preventDefault();
  };

  readonly #leaving = (event: MouseEvent): void => {
    const link = event.composedPath().find((each) => each instanceof HTMLAnchorElement);
    if (!link || link.target === '_blank' || link.hasAttribute('download')) return;
    if (this.#isSure || !this.#options.isUnsaved()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.#ask(link);
  };
}
