import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { BundleRefused } from '../../credentials/signed/bundle-verifier.ts';
import { readPairingCode } from '../../domain/site/pairing-code.ts';
import { ApiError, type ApiClient } from '../../sync/api-client.ts';
import '../../ui/language/language-switch.ts';
import { Texts } from '../../ui/language/languages.ts';
import { sentryTexts, type SentryTexts } from '../../ui/texts/gate/sentry.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import type { SentryDevice } from '../device/sentry-device.ts';

/** Pairs this tablet with a gate by a one-time code. Fires `paired`. */
@customElement('sc-pair-page')
export class PairPage extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        place-items: center;
        min-height: 100vh;
        min-height: 100dvh;
        padding: 24px 16px;
        background: var(--ground);
      }
      form {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--gap);
        width: min(100%, 28.75rem);
        padding: clamp(16px, 5vw, 28px);
      }
      header {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        align-items: center;
        gap: 12px;
      }
      input {
        /* Nine letters and dashes, as wide as they may be, in one line. */
        font-size: min(1.9rem, 11vw);
        padding-inline: 0;
        letter-spacing: 0.06em;
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
            maxlength="64"
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
    const code = readPairingCode(String(new FormData(event.target as HTMLFormElement).get('code') ?? ''));
    if (code === null) {
      this.fault = 'pairMalformed';
      return;
    }
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
