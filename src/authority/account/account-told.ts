import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { AccountTold, AccountToldAnswer } from '../../domain/access/staff-account.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import { Action, actionStyle } from '../../ui/kit/action/action.ts';
import { dateTime } from '../../ui/language/format.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import { accountToldTexts } from '../../ui/texts/authority/accounts/account-told.ts';
import { controls, theme } from '../../ui/theme/theme.ts';

/**
 * What administrators did to one's own account by which somebody else could come in. Fires `seen` when the holder says that they have read it.
 */
@customElement('sc-account-told')
export class AccountToldList extends LitElement {
  static override styles = [
    theme,
    controls,
    actionStyle,
    css`
      :host {
        display: block;
        overflow-wrap: anywhere;
      }
      :host([all]) {
        margin-top: var(--gap);
      }
      section {
        display: grid;
        gap: 10px;
        justify-items: start;
        margin-bottom: var(--gap);
      }
      .new {
        margin: var(--gap);
        border: 2px solid var(--warning);
      }
      ul {
        display: grid;
        gap: 6px;
        margin: 0;
        padding-inline-start: 1.2em;
      }
    `,
  ];

  @property({ attribute: false }) client!: ApiClient;
  /** True: those that were read, too. */
  @property({ type: Boolean }) all = false;
  @state() private answer: AccountToldAnswer | null = null;
  readonly #texts = new Texts(this, accountToldTexts);
  readonly #action = new Action(this);

  override firstUpdated(): void {
    // Where the script comes after the element, its properties are there from its first drawing on.
    void this.#read();
  }

  override render() {
    const { t } = this.#texts;
    const told = this.answer?.told.filter(({ seen }) => this.all || !seen) ?? [];
    if (told.length === 0) return this.#action.render();
    const isNew = told.some(({ seen }) => !seen);
    const list = html`<h2>${t.heading}</h2>
      <ul>
        ${told.map((one) => html`<li>${this.#line(one)}</li>`)}
      </ul>
      <p class="soft">${t.notYou}</p>
      ${this.#action.render()}
      ${
        isNew
          ? html`<button
              type="button"
              class="quiet"
              name="seen"
              aria-disabled=${this.#action.busy}
              @click=${() => void this.#seen(told[0]!.id)}
            >
              ${t.seen}
            </button>`
          : nothing
      }`;
    return isNew && !this.all
      ? html`<section class="card new" role="alert">${list}</section>`
      : html`<section class="card">${list}</section>`;
  }

  #line({ what, at, askedBy, decidedBy }: AccountTold): string {
    const { t } = this.#texts;
    return t[what](dateTime(at, language()), askedBy || '—', decidedBy || '—');
  }

  async #read(): Promise<void> {
    // Where it cannot be read now, it is told at the next sign-in.
    this.answer = await this.client.accountTold().catch(() => null);
  }

  async #seen(upTo: number): Promise<void> {
    const isDone = await this.#action.run(() => this.client.seeAccountTold({ upTo }).then(() => true), {
      said: () => '',
    });
    if (!isDone) return;
    await this.#read();
    this.dispatchEvent(new Event('seen'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-account-told': AccountToldList;
  }
}
