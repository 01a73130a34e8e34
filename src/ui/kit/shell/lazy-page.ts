import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { loadNewVersion } from '../../device/install.ts';
import { Texts } from '../../language/languages.ts';
import { shellTexts } from '../../texts/kit/shell.ts';
import { controls, theme } from '../../theme/theme.ts';

/** A page that is loaded when it is opened. */
export interface LazyPage {
  /** The name of its element, which `load` registers. */
  tag: string;
  load: () => Promise<unknown>;
}

/** Whoever opens a page that is there within this time is shown no word of waiting, ms. */
const quietMs = 300;

/**
 * - offline: the server does not answer
 * - outdated: the server has another version of the app, and this one's files no longer
 * - missing: the server answers and has this version: something else went wrong
 */
type Failure = 'offline' | 'outdated' | 'missing';

/**
 * Shows a page, which it loads first. Says so when that takes long, and when it did not work: why, and what to do. Fires
 * `refused` (detail: the ApiError) when its page does.
 */
@customElement('sc-lazy-page')
export class LazyPageOutlet extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: block;
      }
      .waiting,
      section {
        margin: var(--gap) auto;
        max-width: 560px;
      }
      section {
        display: grid;
        gap: 14px;
        justify-items: start;
      }
    `,
  ];

  @property({ attribute: false }) page!: LazyPage;
  /** The address of the script that knows how pages are loaded: where it is gone, the app has a new version. */
  @property() script = '';
  @state() private isSlow = false;
  @state() private failure: Failure | null = null;
  @state() private element: HTMLElement | null = null;
  readonly #texts = new Texts(this, shellTexts);
  #slow: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#slow);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('page') && changed.get('page')?.tag !== this.page.tag) void this.#open();
  }

  override render() {
    const { t } = this.#texts;
    if (this.failure) return this.#failed(this.failure);
    if (this.element) return this.element;
    return html`<p class="waiting soft" role="status">${this.isSlow ? t.loading : nothing}</p>`;
  }

  #failed(failure: Failure) {
    const { t } = this.#texts;
    const words = { offline: t.noAnswer, missing: t.notThere, outdated: t.newVersion };
    return html`<section class="card" role="alert">
      <h1>${t.notLoaded}</h1>
      <p>${words[failure]}</p>
      ${
        failure === 'outdated'
          ? html`<button type="button" name="reload" @click=${() => void loadNewVersion()}>
              ${t.reload}
            </button>`
          : html`<button type="button" name="retry" @click=${() => void this.#open(true)}>${t.retry}</button>`
      }
    </section>`;
  }

  /** @param again true where it was tried before: a browser may keep a failed import for as long as its page stands. */
  async #open(again = false): Promise<void> {
    const { page } = this;
    this.element = null;
    this.failure = null;
    this.isSlow = false;
    clearTimeout(this.#slow);
    this.#slow = setTimeout(() => (this.isSlow = true), quietMs);
    try {
      await page.load();
      if (page !== this.page) return;
      const element = document.createElement(page.tag);
      element.addEventListener('refused', (event) =>
        this.dispatchEvent(new CustomEvent('refused', { detail: (event as CustomEvent<unknown>).detail })),
      );
      this.element = element;
    } catch {
      const failure = await this.#whatFailed();
      if (page !== this.page) return;
      if (again && failure === 'missing') location.reload();
      this.failure = failure;
    } finally {
      if (page === this.page) clearTimeout(this.#slow);
    }
  }

  async #whatFailed(): Promise<Failure> {
    try {
      // By HEAD: the service worker answers a GET from what it keeps of the old version.
      const { status } = await fetch(this.script, { method: 'HEAD', cache: 'no-store' });
      return status === 404 ? 'outdated' : status < 500 ? 'missing' : 'offline';
    } catch {
      return 'offline';
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-lazy-page': LazyPageOutlet;
  }
}
