import { LitElement, css, html, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { hashPin } from '../../credentials/bytes/pin-hash.ts';
import type { GateSettingsAnswer } from '../../domain/api/gate/gate-api.ts';
import type { FormValues } from '../../domain/forms/form.ts';
import { gateSettingsForm, pinForm } from '../../domain/gate/gate-settings-form.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import { Action, actionStyle } from '../kit/action/action.ts';
import type { DataForm } from '../kit/form/data-form.ts';
import '../kit/form/data-form.ts';
import './gate-ways.ts';
import { Texts, language } from '../language/languages.ts';
import { gateSettingsTexts, gateSettingsWords, pinWords } from '../texts/common/gate-settings.ts';
import { controls, theme } from '../theme/theme.ts';

/** How the sentries of one site behave towards people, and the PIN of its staff: shown and set. */
@customElement('sc-gate-settings')
export class GateSettingsCard extends LitElement {
  static override styles = [
    theme,
    controls,
    actionStyle,
    css`
      :host {
        display: block;
      }
      .stack {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 14px;
      }
      h4 {
        margin: 6px 0 0;
        font-size: 1rem;
      }
      .missing {
        color: var(--red-deep);
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) client!: ApiClient;
  /** The site's number. */
  @property({ type: Number }) site = 0;
  @state() private answer: GateSettingsAnswer | null = null;
  @query('#pin') private pinForm!: DataForm;
  readonly #texts = new Texts(this, gateSettingsTexts);
  readonly #action = new Action(this, {
    faults: () => ({ 'not-allowed': this.#texts.t.notYours, 'not-found': this.#texts.t.notYours }),
  });
  readonly #read = new Action(this, { how: 'read' });

  /** Not when it is connected: where this comes after it was drawn, it has its client with its first update alone. */
  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('site')) return;
    this.answer = null;
    void this.#load();
  }

  override render() {
    const { t } = this.#texts;
    const { answer } = this;
    if (!answer)
      return html`<p class="soft">${this.#read.busy ? t.loading : ''}</p>
        ${this.#read.render()}`;
    return html`<div class="stack">
      <p class="soft">${t.intro}</p>
      <sc-form
        columns
        .form=${gateSettingsForm}
        .words=${gateSettingsWords[language()]}
        .values=${answer.settings}
        .send=${(values: FormValues<typeof gateSettingsForm>) => this.#save(values)}
        @fault=${({ detail }: CustomEvent<unknown>) => this.#failed(detail)}
      ></sc-form>
      <h4>${t.pinTitle}</h4>
      <p class=${answer.hasPin ? 'soft' : 'missing'}>
        ${answer.hasPin ? t.pinSet : html`<span aria-hidden="true">▲</span> ${t.pinMissing}`}
      </p>
      <sc-form
        id="pin"
        small
        .form=${pinForm}
        .words=${pinWords[language()]}
        .send=${({ pin }: FormValues<typeof pinForm>) => this.#setPin(pin)}
        @fault=${({ detail }: CustomEvent<unknown>) => this.#failed(detail)}
      ></sc-form>
      ${this.#action.render()}
      <sc-gate-ways .client=${this.client} site=${this.site}></sc-gate-ways>
    </div>`;
  }

  async #load(): Promise<void> {
    await this.#read.run(
      async () => {
        this.answer = await this.client.gateSettings({ site: this.site });
      },
      { said: () => '' },
    );
  }

  async #save(values: FormValues<typeof gateSettingsForm>): Promise<void> {
    const { version } = this.answer!.settings;
    await this.client.setGateSettings({ site: this.site, ...values, seen: { version } });
    await this.#load();
    await this.#action.run(() => Promise.resolve(), { said: () => this.#texts.t.saved });
  }

  async #setPin(pin: string): Promise<void> {
    await this.client.setGatePin({ site: this.site, ...(await hashPin(pin)) });
    this.pinForm.reset();
    await this.#load();
    await this.#action.run(() => Promise.resolve(), { said: () => this.#texts.t.pinTaken });
  }

  /** Says why it was not done; what is no refusal of the server's is a fault of this code. */
  #failed(fault: unknown): void {
    void this.#action.run(() => Promise.reject(fault));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-gate-settings': GateSettingsCard;
  }
}
