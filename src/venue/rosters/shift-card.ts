import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { RosterAnswer } from '../../domain/api/gate/roster-api.ts';
import type { FormValues } from '../../domain/forms/form.ts';
import { shiftForm } from '../../domain/roster/roster-forms.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import '../../ui/district/qr-code.ts';
import { Action, actionStyle } from '../../ui/kit/action/action.ts';
import '../../ui/kit/action/confirm-dialog.ts';
import type { Confirm } from '../../ui/kit/action/confirm-dialog.ts';
import '../../ui/kit/form/data-form.ts';
import { dateTime } from '../../ui/language/format.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import { rosterTexts } from '../../ui/texts/venue/rosters.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import { shiftWords } from './roster-words.ts';

const usual = { hours: 8 };
/** So long a shown key stays on the screen, ms. */
const shownMs = 2 * 60_000;

/** Begins and ends a shift, and shows its key for sentries to read. Fires `changed` for a fresh look at the server. */
@customElement('sc-shift-card')
export class ShiftCard extends LitElement {
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
        grid-template-columns: minmax(0, 1fr);
        gap: 12px;
        align-content: start;
      }
      sc-qr-code {
        width: min(20rem, 100%);
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
    `,
  ];

  @property({ attribute: false }) client!: ApiClient;
  @property({ attribute: false }) roster!: RosterAnswer;
  /** What the QR code says; null while none is shown. */
  @state() private code: string | null = null;
  @query('sc-confirm') private confirm!: Confirm;
  readonly #texts = new Texts(this, rosterTexts);
  readonly #action = new Action(this, { faults: () => ({ 'not-found': this.#texts.t.nobodyYet }) });
  #hiding: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#hide();
  }

  override render() {
    const { t } = this.#texts;
    const { shift, version } = this.roster;
    return html`<section class="card">
      <h2>${t.shift}</h2>
      <p role="status">
        ${version === 0 ? t.nobodyYet : shift ? t.shiftRuns(dateTime(shift.until, language())) : t.shiftNone}
      </p>
      ${
        this.code === null
          ? nothing
          : html`<sc-qr-code .text=${this.code} label=${t.keyPicture}></sc-qr-code>
              <p class="soft">${t.shiftWhy}</p>`
      }
      ${version === 0 ? nothing : shift ? this.#running(shift) : this.#beginning()} ${this.#action.render()}
      <sc-confirm></sc-confirm>
    </section>`;
  }

  #beginning() {
    return html`<sc-form
      small
      .form=${shiftForm}
      .words=${shiftWords[language()]}
      .values=${usual}
      .send=${this.#begin}
      @fault=${({ detail }: CustomEvent<unknown>) => void this.#action.run(() => Promise.reject(detail))}
    ></sc-form>`;
  }

  #running({ begun, until }: { begun: number; until: number }) {
    const { t } = this.#texts;
    const hours = Math.max(1, Math.round((until - begun) / 3_600_000));
    return html`<div class="acts">
      ${
        this.code === null
          ? html`<button
              type="button"
              name="show"
              aria-disabled=${this.#action.busy}
              @click=${() => void this.#action.run(() => this.#begin({ hours }), { said: () => '' })}
            >
              ${t.show}
            </button>`
          : html`<button type="button" name="hide" @click=${() => this.#hide()}>${t.hide}</button>`
      }
      <button type="button" class="quiet" name="end" @click=${() => void this.#end()}>${t.end}</button>
    </div>`;
  }

  readonly #begin = async ({ hours }: FormValues<typeof shiftForm>): Promise<void> => {
    const { code } = await this.client.giveShiftKey({ site: this.roster.site, hours });
    clearTimeout(this.#hiding);
    this.code = code;
    this.#hiding = setTimeout(() => this.#hide(), shownMs);
    this.dispatchEvent(new Event('changed'));
  };

  #hide(): void {
    clearTimeout(this.#hiding);
    this.code = null;
  }

  async #end(): Promise<void> {
    const { t } = this.#texts;
    await this.confirm.ask({
      title: t.endTitle,
      verb: t.endVerb,
      effect: t.endEffect,
      act: async () => {
        await this.client.endShift({ site: this.roster.site });
        this.#hide();
        this.dispatchEvent(new Event('changed'));
        void this.#action.run(async () => undefined, { said: () => t.shiftEnded });
      },
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-shift-card': ShiftCard;
  }
}
