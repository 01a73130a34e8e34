import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { PairingCodeAnswer, VenueAnswer } from '../../domain/api/api.ts';
import type { FormValues } from '../../domain/forms/form.ts';
import { pairingForm } from '../../domain/site/pairing-form.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import { Action, actionStyle } from '../../ui/kit/action/action.ts';
import type { DataForm } from '../../ui/kit/form/data-form.ts';
import '../../ui/kit/form/data-form.ts';
import '../../ui/kit/form/picker-fields.ts';
import { duration } from '../../ui/language/clock.ts';
import { dateTime } from '../../ui/language/format.ts';
import { language, Texts } from '../../ui/language/languages.ts';
import { placeName } from '../../ui/language/place-names.ts';
import { venueTexts } from '../../ui/texts/venue/venue.ts';
import { controls, theme } from '../../ui/theme/theme.ts';

type Site = VenueAnswer['sites'][number];
type Gate = FormValues<ReturnType<typeof pairingForm>>;

const wholeSite = { zone: 0 };

/** A code that was made, and what tells that a tablet has used it. */
interface MadeCode extends PairingCodeAnswer {
  gate: string;
  /** The number of its zone; 0: none. */
  zone: number;
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
    actionStyle,
    css`
      :host {
        display: block;
      }
      .card {
        display: grid;
        gap: 12px;
        border: 2px solid var(--accent);
      }
      .code {
        /* Nine letters of 0.64 em in one line, as large as the card allows. */
        font-size: min(3.6rem, 17cqi);
        font-weight: 700;
        font-family: ui-monospace, 'Cascadia Mono', 'Noto Sans Mono', monospace;
        letter-spacing: 0.04em;
        line-height: 1.1;
        white-space: nowrap;
        user-select: all;
      }
      .in-one-line {
        container-type: inline-size;
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
    `,
  ];

  @property({ attribute: false }) client!: ApiClient;
  @property({ attribute: false }) site!: Site;
  /** The server's time, UTC ms, so that a wrong clock here shows no wrong rest of time. */
  @property({ attribute: false }) now = 0;
  @state() private made: MadeCode | null = null;
  /** What stands in the form now. */
  @state() private typed: { zone?: unknown; name?: unknown } = wholeSite;
  #zones: readonly number[] = [0];
  #gateForm = pairingForm(this.#zones);
  readonly #texts = new Texts(this, venueTexts);
  readonly #action = new Action(this, {
    faults: () => ({ 'not-allowed': this.#texts.t.notAllowed, 'not-found': this.#texts.t.notAllowed }),
  });

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
    const { zone = 0, name = '' } = this.typed;
    const zoneName = this.site.zones.find((each) => each.zone === zone)?.name ?? '';
    const replaces = this.site.sentries.some(
      (row) => row.paired && row.zoneName === zoneName && row.name === name,
    );
    return html`<sc-form
      .form=${this.#pairing()}
      .words=${this.#words()}
      .values=${wholeSite}
      .send=${(gate: Gate) => this.#make(gate)}
      @typed=${({ target }: Event) => (this.typed = (target as DataForm).current)}
      @fault=${({ detail }: CustomEvent<unknown>) => this.#failed(detail)}
    >
      ${replaces ? html`<p class="soft" role="status">▲ ${t.replaces}</p>` : nothing}
      ${this.#action.render(true)}
      <button slot="actions" type="button" class="quiet" @click=${this.#close}>${t.cancel}</button>
    </sc-form>`;
  }

  /** The form for the zones the site has now; the same object for the same zones. */
  #pairing() {
    const zones = [0, ...this.site.zones.map(({ zone }) => zone)];
    if (zones.join() !== this.#zones.join()) {
      this.#zones = zones;
      this.#gateForm = pairingForm(zones);
    }
    return this.#gateForm;
  }

  #words() {
    const { t } = this.#texts;
    const zones = this.site.zones.map(({ zone, name, nameEn }) => [String(zone), placeName(name, nameEn)]);
    return {
      submit: t.makeCode,
      busy: t.making,
      fields: {
        zone: { label: t.zone, choices: Object.fromEntries([['0', t.wholeSite], ...zones]) },
        name: { label: t.gateName, help: t.gateHint, problems: { missing: t.gateMissing } },
      },
    };
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
      <div class="in-one-line ${left > 0 ? '' : 'over'}"><span class="code">${made.code}</span></div>
      ${
        left > 0
          ? html`<p>${t.codeWhere}<br /><span class="address">${this.client.origin}/sentry/</span></p>
              <p class="soft">
                ${t.codeValid(dateTime(made.expiresAt, language()), duration(left, language()))}
              </p>`
          : html`<p class="fault" role="alert">${t.codeOver}</p>`
      }
      ${this.#action.render(true)}
      <div class="actions">
        ${
          left > 0
            ? nothing
            : html`<button
                type="button"
                aria-disabled=${this.#action.busy}
                @click=${() => void this.#again(made)}
              >
                ${this.#action.busy ? t.making : t.anotherCode}
              </button>`
        }
        <button type="button" class="quiet" @click=${this.#close}>${t.done}</button>
      </div>
    `;
  }

  async #make({ zone, name }: Gate): Promise<void> {
    const answer = await this.client.pairingCode({ site: this.site.site, zone, name });
    const before = new Set(this.site.sentries.map(({ device }) => device));
    this.made = { ...answer, gate: name, zone, before };
    this.dispatchEvent(new Event('code-made'));
  }

  /** Another code for the same gate: the one before is over. */
  async #again({ zone, gate }: MadeCode): Promise<void> {
    await this.#action.run(() => this.#make({ zone, name: gate }), { said: () => '' });
  }

  /** Says why the form's code was not made; what is no refusal of the server's is a fault of this code. */
  #failed(fault: unknown): void {
    void this.#action.run(() => Promise.reject(fault));
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
