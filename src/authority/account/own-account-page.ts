import { consume } from '@lit/context';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { FactorAnswer } from '../../domain/access/second-factor.ts';
import type { SignInRow, SignInsAnswer } from '../../domain/access/sign-in-list.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import { Action, actionStyle } from '../../ui/kit/action/action.ts';
import './account-told.ts';
import './own-passkeys.ts';
import './release-card.ts';
import { clientContext } from '../../ui/kit/shell/context.ts';
import '../../ui/kit/shell/page-shell.ts';
import { count, dateTime } from '../../ui/language/format.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import { ownAccountTexts } from '../../ui/texts/authority/accounts/own-account.ts';
import { factorTexts } from '../../ui/texts/authority/accounts/second-factor.ts';
import { controls, theme } from '../../ui/theme/theme.ts';

/** One's own sign-ins, each of which can be ended, and how it stands with one's second factor. */
@customElement('sc-own-account-page')
export class OwnAccountPage extends LitElement {
  static override styles = [
    theme,
    controls,
    actionStyle,
    css`
      :host {
        display: block;
      }
      section {
        display: grid;
        gap: 10px;
        justify-items: start;
        margin-bottom: var(--gap);
        overflow-wrap: anywhere;
      }
      ul {
        display: grid;
        gap: 12px;
        width: 100%;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        align-items: center;
        justify-content: space-between;
      }
      .action-said:has(p) {
        margin-bottom: var(--gap);
      }
    `,
  ];

  @consume({ context: clientContext, subscribe: true })
  @property({ attribute: false })
  client!: ApiClient;
  @state() private answer: SignInsAnswer | null = null;
  @state() private factor: FactorAnswer | null = null;
  readonly #texts = new Texts(this, ownAccountTexts);
  readonly #factorTexts = new Texts(this, factorTexts);
  readonly #reading = new Action(this, { how: 'read' });
  readonly #action = new Action(this);

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#read();
  }

  override render() {
    const { t } = this.#texts;
    const { answer, factor } = this;
    return html`<sc-page heading=${t.title} definition=${t.definition} .asOf=${answer?.now ?? null}>
      ${this.#action.render()} ${this.#reading.render()} ${answer ? this.#signIns(answer) : nothing}
      ${factor ? this.#factor(factor) : nothing}
      <sc-release-card></sc-release-card>
      <sc-account-told all .client=${this.client}></sc-account-told>
    </sc-page>`;
  }

  #signIns({ signIns }: SignInsAnswer) {
    const { t } = this.#texts;
    return html`<section class="card">
      <h2>${t.signIns}</h2>
      <ul>
        ${signIns.map((row) => this.#signIn(row))}
      </ul>
      ${
        signIns.some(({ mine }) => !mine)
          ? html`<button
              type="button"
              class="quiet"
              name="end-others"
              aria-disabled=${this.#action.busy}
              @click=${() => void this.#end(() => this.client.endOtherSignIns())}
            >
              ${t.endOthers}
            </button>`
          : nothing
      }
    </section>`;
  }

  #signIn({ id, browser, network, since, seen, mine }: SignInRow) {
    const { t } = this.#texts;
    const at = (time: number) => dateTime(time, language());
    return html`<li data-id=${id}>
      <span
        ><b>${browser || t.unknown}</b>${mine ? html` · ${t.this}` : nothing}<br /><span class="soft"
          >${t.network} ${network || '—'} · ${t.since} ${at(since)} · ${t.seen} ${at(seen)}</span
        ></span
      >
      ${
        mine
          ? nothing
          : html`<button
              type="button"
              class="quiet"
              name="end"
              aria-disabled=${this.#action.busy}
              @click=${() => void this.#end(() => this.client.endSignIn({ id }))}
            >
              ${t.end}
            </button>`
      }
    </li>`;
  }

  #factor({ state: its, since, recoveryLeft }: FactorAnswer) {
    const { t } = this.#factorTexts;
    if (its === 'set')
      return html`<section class="card">
          <h2>${this.#texts.t.factor}</h2>
          <p>${t.set(dateTime(since, language()), count(recoveryLeft, language()))}</p>
          <p class="soft">${t.lost}</p>
        </section>
        <sc-own-passkeys .client=${this.client} @spent=${() => void this.#read()}></sc-own-passkeys>`;
    import('./factor-setup.ts').catch(() => undefined);
    return html`<sc-factor-setup
      optional
      .client=${this.client}
      @renewed=${() => this.dispatchEvent(new Event('renewed', { bubbles: true, composed: true }))}
      @secured=${() => void this.#read()}
    ></sc-factor-setup>`;
  }

  async #read(): Promise<void> {
    await this.#reading.run(
      async () => {
        [this.answer, this.factor] = await Promise.all([this.client.signIns(), this.client.factor()]);
      },
      { said: () => '' },
    );
  }

  async #end(work: () => Promise<unknown>): Promise<void> {
    await this.#action.run(work, { after: () => this.#read() });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-own-account-page': OwnAccountPage;
  }
}
