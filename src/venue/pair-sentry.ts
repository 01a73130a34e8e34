import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { PairingCodeAnswer, VenueAnswer } from '../domain/api.ts';
import { ApiError, type ApiClient } from '../sync/api-client.ts';
import { duration } from '../ui/clock.ts';
import { dateTime } from '../ui/format.ts';
import { language, Texts } from '../ui/languages.ts';
import { venueTexts } from '../ui/texts/venue.ts';
import { controls, theme } from '../ui/theme.ts';

type Site = VenueAnswer['sites'][number];

/** A code that was made, and what tells that a tablet has used it. */
interface MadeCode extends PairingCodeAnswer {
  gate: string;
  /** The devices there were before. */
  before: ReadonlySet<number>;
}

/**
 * Pairs a tablet with a gate: asks for zone and name, then shows the one-time code large, where to type it and until when.
 * It says so when the tablet has used it. Fires `close` when it is done with, and `code-made` for a fresh look at the server.
 */
@customElement('sc-pair-sentry')
export class PairSentry extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: block;
      }
      .card {
        display: grid;
        gap: 12px;
        border: 2px solid var(--accent);
      }
      form {
        display: grid;
        gap: 12px;
      }
      .code {
        font-size: clamp(2.2rem, 11vw, 3.6rem);
        font-weight: 700;
        font-family: ui-monospace, 'Cascadia Mono', 'Noto Sans Mono', monospace;
        letter-spacing: 0.04em;
        line-height: 1.1;
        white-space: nowrap;
        user-select: all;
      }
      .over .code {
        text-decoration: line-through;
        color: var(--ink-soft);
      }
      .address {
        font-size: 1.15rem;
        font-weight: 700;
        overflow-wrap: anywhere;
        user-select: all;
      }
      .paired {
        font-size: 1.15rem;
        font-weight: 700;
        color: var(--green-deep);
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 12px;
      }
      .hint {
        font-weight: 400;
        font-size: 0.875rem;
      }
    `,
  ];

  @property({ attribute: false }) client!: Pick<ApiClient, 'pairingCode' | 'origin'>;
  @property({ attribute: false }) site!: Site;
  /** The server's time, UTC ms, so that a wrong clock here shows no wrong rest of time. */
  @property({ attribute: false }) now = 0;
  @state() private made: MadeCode | null = null;
  @state() private busy = false;
  @state() private fault: ApiError['code'] | 'gate' | null = null;
  @state() private zone = 0;
  @state() private gate = '';
  @query('input') private gateInput!: HTMLInputElement;
  readonly #texts = new Texts(this, venueTexts);

  override render() {
    const { t } = this.#texts;
    return html`<div class="card">
      ${
        this.made
          ? this.#code(this.made)
          : html`<h3>${t.pairTitle}</h3>
              ${this.#form()}`
      }
    </div>`;
  }

  #form() {
    const { t } = this.#texts;
    const zoneName = this.site.zones.find(({ zone }) => zone === this.zone)?.name ?? '';
    const replaces = this.site.sentries.some(
      (row) => row.paired && row.zoneName === zoneName && row.name === this.gate.trim(),
    );
    return html`<form novalidate @submit=${this.#submit}>
      <label>
        ${t.zone}
        <select @change=${(event: Event) => (this.zone = Number((event.target as HTMLSelectElement).value))}>
          <option value="0" ?selected=${this.zone === 0}>${t.wholeSite}</option>
          ${this.site.zones.map(
            ({ zone, name }) => html`<option value=${zone} ?selected=${this.zone === zone}>${name}</option>`,
          )}
        </select>
      </label>
      <label>
        ${t.gateName}
        <input
          maxlength="60"
          autocomplete="off"
          required
          aria-invalid=${this.fault === 'gate'}
          aria-describedby="hint fault"
          .value=${this.gate}
          @input=${(event: Event) => (this.gate = (event.target as HTMLInputElement).value)}
        />
        <span id="hint" class="hint soft">${t.gateHint}</span>
      </label>
      ${replaces ? html`<p class="soft" role="status">▲ ${t.replaces}</p>` : nothing}
      <p id="fault" class="fault" role="alert">${this.fault && !this.busy ? this.#faultText() : nothing}</p>
      <div class="actions">
        <button type="submit" ?disabled=${this.busy}>${this.busy ? t.making : t.makeCode}</button>
        <button type="button" class="quiet" @click=${this.#close}>${t.cancel}</button>
      </div>
    </form>`;
  }

  #code(made: MadeCode) {
    const { t } = this.#texts;
    const paired = this.site.sentries.some(
      ({ device, name }) => name === made.gate && !made.before.has(device),
    );
    const left = made.expiresAt - this.now;
    if (paired) {
      return html`<p class="paired" role="status">✓ ${made.gate}: ${t.pairedNow}</p>
        <div class="actions"><button type="button" @click=${this.#close}>${t.done}</button></div>`;
    }
    return html`
      <h3>${t.codeTitle(made.gate)}</h3>
      <div class=${left > 0 ? '' : 'over'}><span class="code">${made.code}</span></div>
      ${
        left > 0
          ? html`<p>${t.codeWhere}<br /><span class="address">${this.client.origin}/sentry/</span></p>
              <p class="soft">
                ${t.codeValid(dateTime(made.expiresAt, language()), duration(left, language()))}
              </p>`
          : html`<p class="fault" role="alert">${t.codeOver}</p>`
      }
      <p class="fault" role="alert">${this.fault && !this.busy ? this.#faultText() : nothing}</p>
      <div class="actions">
        ${
          left > 0
            ? nothing
            : html`<button type="button" ?disabled=${this.busy} @click=${() => void this.#make()}>
                ${this.busy ? t.making : t.anotherCode}
              </button>`
        }
        <button type="button" class="quiet" @click=${this.#close}>${t.done}</button>
      </div>
    `;
  }

  #faultText(): string {
    const { t } = this.#texts;
    switch (this.fault) {
      case 'gate':
        return t.gateMissing;
      case 'offline':
        return t.offline;
      case 'not-allowed':
      case 'not-found':
        return t.notAllowed;
      case 'sign-in':
        return t.sessionEnded;
      case 'too-many':
        return t.tooMany;
      default:
        return t.pairFault;
    }
  }

  #submit(event: Event): void {
    event.preventDefault();
    if (this.busy) return;
    if (this.gate.trim() === '') {
      this.fault = 'gate';
      this.gateInput.focus();
      return;
    }
    void this.#make();
  }

  async #make(): Promise<void> {
    this.busy = true;
    this.fault = null;
    const gate = this.gate.trim();
    try {
      const answer = await this.client.pairingCode({ site: this.site.site, zone: this.zone, name: gate });
      const before = new Set(this.site.sentries.map(({ device }) => device));
      this.made = { ...answer, gate, before };
      this.dispatchEvent(new Event('code-made'));
    } catch (fault) {
      this.fault = fault instanceof ApiError ? fault.code : 'server';
    } finally {
      this.busy = false;
    }
  }

  readonly #close = (): void => {
    this.dispatchEvent(new Event('close'));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-pair-sentry': PairSentry;
  }
}
