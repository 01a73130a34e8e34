import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { FoundPerson } from '../domain/official-api.ts';
import {
  longestOverrideDays,
  overrideColours,
  overrideReasons,
  shortestPurpose,
  type OverrideColour,
  type OverrideReason,
} from '../domain/override.ts';
import { ApiError, type ApiClient } from '../sync/api-client.ts';
import { Texts, language } from '../ui/languages.ts';
import '../ui/status-mark.ts';
import { healthTexts } from '../ui/texts/health.ts';
import { overrideReasonTexts, overrideTexts } from '../ui/texts/overrides.ts';
import { controls, theme } from '../ui/theme.ts';

/** Finds one person by number and asks for another colour. Fires `requested`, and `fault` with the ApiError. */
@customElement('sc-override-request')
export class OverrideRequestForm extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      form,
      section {
        display: grid;
        gap: 14px;
      }
      input,
      select {
        font-weight: 400;
      }
      .found {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 14px;
        font-size: 1.125rem;
        font-weight: 600;
      }
      .found sc-status-mark {
        font-size: 1rem;
      }
      .done {
        padding: 10px 12px;
        border: 2px solid var(--green-deep);
        border-radius: 10px;
      }
    `,
  ];

  @property({ attribute: false }) client!: ApiClient;
  @state() private people: FoundPerson[] | null = null;
  @state() private person: FoundPerson | null = null;
  @state() private busy = false;
  @state() private note: 'missing' | 'requested' | null = null;
  readonly #texts = new Texts(this, overrideTexts);
  readonly #health = new Texts(this, healthTexts);

  override render() {
    const { t } = this.#texts;
    return html`<section class="card">
      <h2>${this.person ? t.requestHeading : t.findHeading}</h2>
      ${this.note === 'requested' ? html`<p class="done" role="status">${t.requested}</p>` : nothing}
      ${this.person ? this.#request(this.person) : this.#find()}
    </section>`;
  }

  #find() {
    const { t } = this.#texts;
    return html`<p class="soft">${t.findHint}</p>
      <form novalidate @submit=${this.#submitFind}>
        <label>
          ${t.by}
          <select name="by">
            <option value="idNumber">${t.byId}</option>
            <option value="phone">${t.byPhone}</option>
          </select>
        </label>
        <label>${t.number}<input name="number" autocomplete="off" spellcheck="false" maxlength="30" /></label>
        <label
          >${t.purpose}<input
            name="purpose"
            autocomplete="off"
            maxlength="200"
            placeholder=${t.purposeExample}
        /></label>
        ${this.note === 'missing' ? html`<p class="fault" role="alert">${t.missing}</p>` : nothing}
        <button type="submit" ?disabled=${this.busy}>${this.busy ? t.finding : t.find}</button>
      </form>
      ${this.people?.length === 0 ? html`<p class="fault" role="status">${t.nobody}</p>` : nothing}
      ${
        this.people && this.people.length > 1
          ? html`<p>${t.several}</p>
              ${this.people.map(
                (person) =>
                  html`<button class="quiet" type="button" @click=${() => (this.person = person)}>
                    ${person.maskedName}<sc-status-mark .colour=${person.status.colour}></sc-status-mark>
                  </button>`,
              )}`
          : nothing
      }`;
  }

  #request(person: FoundPerson) {
    const { t } = this.#texts;
    const colours = overrideColours.filter((colour) => colour !== person.status.colour);
    return html`<p class="found">
        <span>${person.maskedName}</span>
        <sc-status-mark .colour=${person.status.colour}></sc-status-mark>
      </p>
      <form novalidate @submit=${this.#submitRequest}>
        <label>
          ${t.colour}
          <select name="colour">
            <option value="">${t.choose}</option>
            ${colours.map((colour) => html`<option value=${colour}>${this.#health.t[colour]}</option>`)}
          </select>
        </label>
        <label>
          ${t.reason}
          <select name="reason">
            <option value="">${t.choose}</option>
            ${overrideReasons.map(
              (reason) => html`<option value=${reason}>${overrideReasonTexts[language()][reason]}</option>`,
            )}
          </select>
        </label>
        <label
          >${t.days}<input name="days" type="number" min="1" max=${longestOverrideDays} step="1" value="7"
        /></label>
        ${this.note === 'missing' ? html`<p class="fault" role="alert">${t.missing}</p>` : nothing}
        <button type="submit" ?disabled=${this.busy}>${this.busy ? t.requesting : t.request}</button>
        <button type="button" class="quiet" @click=${this.#reset}>${t.otherPerson}</button>
      </form>`;
  }

  readonly #submitFind = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    const number = String(data.get('number')).trim();
    const purpose = String(data.get('purpose')).trim();
    this.people = null;
    this.note = number === '' || purpose.length < shortestPurpose ? 'missing' : null;
    if (this.note) return;
    await this.#ask(async () => {
      const asked = data.get('by') === 'phone' ? { phone: number } : { idNumber: number };
      const { people } = await this.client.findPerson({ ...asked, purpose });
      this.people = people;
      if (people.length === 1) this.person = people[0]!;
    });
  };

  readonly #submitRequest = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    const colour = String(data.get('colour'));
    const reason = String(data.get('reason'));
    const days = Number(data.get('days'));
    const whole = Number.isInteger(days) && days >= 1 && days <= longestOverrideDays;
    this.note = colour === '' || reason === '' || !whole ? 'missing' : null;
    if (this.note || !this.person) return;
    const { handle } = this.person;
    await this.#ask(async () => {
      await this.client.requestOverride({
        handle,
        colour: colour as OverrideColour,
        reason: reason as OverrideReason,
        days,
      });
      this.#reset();
      this.note = 'requested';
      this.dispatchEvent(new Event('requested'));
    });
  };

  readonly #reset = (): void => {
    this.person = null;
    this.people = null;
    this.note = null;
  };

  async #ask(work: () => Promise<void>): Promise<void> {
    this.busy = true;
    try {
      await work();
    } catch (fault) {
      if (!(fault instanceof ApiError)) throw fault;
      if (fault.code === 'not-found') this.#reset();
      this.dispatchEvent(new CustomEvent<ApiError>('fault', { detail: fault }));
    } finally {
      this.busy = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-override-request': OverrideRequestForm;
  }
}
