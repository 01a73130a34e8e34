import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { AgreementsAnswer, ConsentRow } from '../../domain/api/persons/consent-api.ts';
import { noticeTexts } from '../../domain/privacy/notice-texts.ts';
import type { Withdrawable } from '../../domain/privacy/notices.ts';
import { localDay } from '../../domain/time/local-day.ts';
import { ApiError, type ApiClient } from '../../sync/api-client.ts';
import '../../ui/district/privacy-notice.ts';
import { count, dateTime, dayText } from '../../ui/language/format.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import './own-requests.ts';
import {
  consentActTexts,
  consentViaTexts,
  rightsTexts,
  withdrawTexts,
} from '../../ui/texts/citizen/rights.ts';
import { controls, theme } from '../../ui/theme/theme.ts';

/**
 * What a person was told and agreed to, and what they can withdraw; who sees what. Never stored on the phone. Fires `passes` when the
 * phone should ask for its pass anew: a consent was withdrawn, or given again.
 */
@customElement('sc-own-rights')
export class OwnRights extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 16px;
        margin-top: 8px;
      }
      section {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 8px;
        overflow-wrap: anywhere;
      }
      h3 {
        margin: 0;
        font-size: 1.0625rem;
      }
      .rows {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      .rows li {
        display: grid;
        gap: 2px;
        padding: 8px 0;
        border-block-start: 1px solid var(--line);
      }
      dl,
      p {
        margin: 0;
      }
      dt {
        font-weight: 600;
      }
      dd {
        margin: 0 0 6px;
      }
      .ask {
        padding: 10px 12px;
        border-inline-start: 4px solid var(--warning);
        background: var(--ground);
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      button {
        justify-self: start;
      }
    `,
  ];

  @property({ attribute: false }) client!: ApiClient;
  /** The person's handle; undefined for the account's first. */
  @property({ attribute: false }) person: string | undefined;
  @state() private answer: AgreementsAnswer | null = null;
  @state() private failed = false;
  /** What is about to be withdrawn. */
  @state() private asking: Withdrawable | null = null;
  @state() private busy = false;
  /** What was done, or could not be. */
  @state() private said = '';
  readonly #texts = new Texts(this, rightsTexts);
  /** Tells an answer from one of a person who is no longer shown. */
  #turn = 0;

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('person') && !changed.has('client')) return;
    this.answer = null;
    this.asking = null;
    this.said = '';
    void this.#read();
  }

  override render() {
    const { t } = this.#texts;
    const { answer } = this;
    return html`<section>
        <h3>${t.agreed}</h3>
        ${answer ? this.#agreed(answer) : this.failed ? this.#again() : html`<p class="soft">${t.loading}</p>`}
        <p role="status">${this.said}</p>
      </section>
      <sc-own-requests .client=${this.client} .person=${this.person}></sc-own-requests>
      <section>
        <h3>${t.whoSees}</h3>
        <ul>
          ${t.whoSeesList.split('\n').map((line) => html`<li>${line}</li>`)}
        </ul>
      </section>`;
  }

  #again() {
    const { t } = this.#texts;
    return html`<p class="fault">${t.notLoaded}</p>
      <button type="button" class="quiet" name="again" @click=${() => void this.#read()}>${t.again}</button>`;
  }

  #agreed(answer: AgreementsAnswer) {
    const { t } = this.#texts;
    const { rows } = answer;
    // The latest of each purpose counts: what can be withdrawn stands there.
    const seen = new Set<string>();
    return html`${rows.length === 0 && answer.withdrawable.length === 0 ? html`<p class="soft">${t.none}</p>` : nothing}
      <ol class="rows">
        ${rows.map((row) => {
          const isLatest = !seen.has(row.purpose);
          seen.add(row.purpose);
          return this.#row(row, answer, isLatest);
        })}
      </ol>
      ${answer.withdrawable
        .filter((purpose) => !seen.has(purpose))
        .map(
          (purpose) =>
            html`<div class="rows">
              <strong>${noticeTexts[purpose].title[language()]}</strong>
              <sc-privacy-notice bare purpose=${purpose}></sc-privacy-notice>
              ${this.#withdrawal(purpose, answer)}
            </div>`,
        )}
      ${
        answer.passWithdrawn
          ? html`<p>${t.passGone}</p>
              <sc-privacy-notice purpose="pass"></sc-privacy-notice>
              <button type="button" name="agree" ?disabled=${this.busy} @click=${() => void this.#agree()}>
                ${t.agree}
              </button>`
          : nothing
      }`;
  }

  #row(row: ConsentRow, answer: AgreementsAnswer, isLatest: boolean) {
    const { t } = this.#texts;
    const { purpose, version, act, at, via } = row;
    const title = noticeTexts[purpose].title[language()];
    const when = purpose === 'visit' || purpose === 'pass' ? dayText(localDay(at)) : dateTime(at, language());
    const can = answer.withdrawable.find((each) => each === purpose);
    return html`<li>
      <strong>${title}</strong>
      <span>${consentActTexts[language()][act]} · ${t.version(version)}</span>
      <span class="soft">${when} · ${consentViaTexts[language()][via]}</span>
      ${isLatest ? html`<sc-privacy-notice bare purpose=${purpose}></sc-privacy-notice>` : nothing}
      ${isLatest && can ? this.#withdrawal(can, answer) : nothing}
    </li>`;
  }

  #withdrawal(purpose: Withdrawable, { papers }: AgreementsAnswer) {
    const { t } = this.#texts;
    const its = withdrawTexts[language()][purpose];
    if (this.asking !== purpose)
      return html`<button
        type="button"
        class="quiet"
        name="withdraw-${purpose}"
        aria-label="${t.withdraw} ${its.verb}"
        @click=${() => void this.#ask(purpose)}
      >
        ${t.withdraw}
      </button>`;
    return html`<div class="ask" role="group" aria-label=${its.verb}>
      <dl>
        <dt>${t.ends}</dt>
        <dd>${its.ends(count(papers, language()))}</dd>
        <dt>${t.stays}</dt>
        <dd>${its.stays}</dd>
      </dl>
      <div class="acts">
        <button type="button" name="sure" ?disabled=${this.busy} @click=${() => void this.#withdraw(purpose)}>
          ${this.busy ? t.withdrawing : its.verb}
        </button>
        <button type="button" class="quiet" name="keep" @click=${() => (this.asking = null)}>
          ${t.cancel}
        </button>
      </div>
    </div>`;
  }

  async #ask(purpose: Withdrawable): Promise<void> {
    this.asking = purpose;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('button[name=sure]')?.focus();
  }

  get #whose(): { person?: string } {
    return this.person === undefined ? {} : { person: this.person };
  }

  async #withdraw(purpose: Withdrawable): Promise<void> {
    await this.#act(async () => {
      const { passes } = await this.client.withdrawConsent({ ...this.#whose, purpose });
      this.asking = null;
      return this.#texts.t.withdrawn(count(passes, language()));
    });
  }

  async #agree(): Promise<void> {
    await this.#act(async () => {
      await this.client.agreePass(this.#whose);
      return this.#texts.t.agreedNow;
    });
  }

  async #act(act: () => Promise<string>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.said = '';
    try {
      this.said = await act();
      this.dispatchEvent(new Event('passes'));
      await this.#read();
    } catch (fault) {
      if (!(fault instanceof ApiError)) throw fault;
      this.said = this.#texts.t.failed;
    } finally {
      this.busy = false;
    }
  }

  async #read(): Promise<void> {
    const turn = ++this.#turn;
    let answer: AgreementsAnswer | null = null;
    try {
      answer = await this.client.agreements(this.#whose);
    } catch (fault) {
      if (!(fault instanceof ApiError)) throw fault;
    }
    if (turn !== this.#turn) return;
    this.failed = answer === null;
    this.answer = answer;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-own-rights': OwnRights;
  }
}
