import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { BundleRefused } from '../credentials/bundle-verifier.ts';
import { ApiError, type ApiClient } from '../sync/api-client.ts';
import '../ui/language-switch.ts';
import { Texts } from '../ui/languages.ts';
import { sentryTexts, type SentryTexts } from '../ui/texts/sentry.ts';
import { controls, theme } from '../ui/theme.ts';
import type { SentryDevice } from './sentry-device.ts';

/** Pairs this tablet with a gate by a one-time code. Fires `paired`. */
@customElement('sc-pair-page')
export class PairPage extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: grid;
        place-items: center;
        min-height: 100%;
        padding: 24px 16px;
        background: var(--ground);
      }
      form {
        display: grid;
        gap: var(--gap);
        width: min(100%, 460px);
        padding: 28px;
      }
      header {
        display: flex;
        justify-content: space-between;
        align-items: center;
        gap: 12px;
      }
      input {
        font-size: 1.9rem;
        letter-spacing: 0.12em;
        text-align: center;
        text-transform: uppercase;
        font-family: ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace;
      }
      input::placeholder {
        color: #a9b4bd;
      }
    `,
  ];

  @property({ attribute: false }) client!: ApiClient;
  @property({ attribute: false }) device!: SentryDevice;
  @state() private busy = false;
  @state() private fault: keyof SentryTexts | null = null;

  readonly #texts = new Texts(this, sentryTexts);

  override render() {
    const { t } = this.#texts;
    return html`
      <form class="card" @submit=${this.#submit}>
        <header>
          <h1>${t.pairTitle}</h1>
          <sc-language-switch></sc-language-switch>
        </header>
        <p class="soft">${t.pairHelp}</p>
        <label>
          ${t.pairCode}
          <input
            name="code"
            required
            autofocus
            autocomplete="off"
            autocapitalize="characters"
            spellcheck="false"
            maxlength="12"
            placeholder="ABCD-EFGH"
            ?disabled=${this.busy}
          />
        </label>
        <p class="fault" role="alert" ?hidden=${!this.fault}>${this.fault ? t[this.fault] : nothing}</p>
        <button ?disabled=${this.busy}>${this.busy ? t.pairing : t.pairButton}</button>
      </form>
    `;
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const code = String(new FormData(event.target as HTMLFormElement).get('code') ?? '');
    this.busy = true;
    this.fault = null;
    try {
      await this.device.pair(await this.client.pair({ code, key: this.device.key.point }));
      this.dispatchEvent(new CustomEvent('paired'));
    } catch (fault) {
      this.fault = faultText(fault);
    } finally {
      this.busy = false;
    }
  }
}

function faultText(
  fault: unknown,
): 'pairBundle' | 'pairOffline' | 'pairTooMany' | 'pairFault' | 'storageFault' {
  if (fault instanceof BundleRefused) return 'pairBundle';
  if (!(fault instanceof ApiError)) return 'storageFault';
  if (fault.code === 'too-many') return 'pairTooMany';
  return fault.code === 'offline' || fault.code === 'server' ? 'pairOffline' : 'pairFault';
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-pair-page': PairPage;
  }
}
