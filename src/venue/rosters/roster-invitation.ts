import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { RosterInviteAnswer } from '../../domain/api/gate/roster-api.ts';
import type { FormValues } from '../../domain/forms/form.ts';
import { rosterEntryForm } from '../../domain/roster/roster-forms.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import '../../ui/district/qr-code.ts';
import { Action, actionStyle } from '../../ui/kit/action/action.ts';
import '../../ui/kit/form/data-form.ts';
import '../../ui/kit/form/picker-fields.ts';
import '../../ui/kit/form/rare-fields.ts';
import { dateTime } from '../../ui/language/format.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import { rosterTexts } from '../../ui/texts/venue/rosters.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import { invitationWords } from './roster-words.ts';

const usual = { kind: 'staff' };

/**
 * Makes a one-time invitation and shows it, for the person's phone to scan or for them to type. Fires `made` when there is one, and
 * `close` when it is done with.
 */
@customElement('sc-roster-invitation')
export class RosterInvitation extends LitElement {
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
        border: 2px solid var(--accent);
        max-width: 40rem;
      }
      .code {
        font-size: min(2.6rem, 12vw);
        font-weight: 700;
        font-family: ui-monospace, 'Cascadia Mono', 'Noto Sans Mono', monospace;
        line-height: 1.1;
        white-space: nowrap;
        user-select: all;
      }
      sc-qr-code {
        width: min(15rem, 100%);
      }
      button {
        justify-self: start;
      }
    `,
  ];

  @property({ attribute: false }) client!: ApiClient;
  @property({ type: Number }) site = 0;
  @state() private made: RosterInviteAnswer | null = null;
  readonly #texts = new Texts(this, rosterTexts);
  readonly #action = new Action(this, { faults: () => ({ 'too-many': this.#texts.t.tooMany }) });

  override render() {
    return html`<section class="card">${this.made ? this.#code(this.made) : this.#form()}</section>`;
  }

  #form() {
    const { t } = this.#texts;
    return html`<h2>${t.inviteHeading}</h2>
      <p class="soft">${t.inviteWhy}</p>
      <sc-form
        .form=${rosterEntryForm}
        .words=${invitationWords[language()]}
        .values=${usual}
        .send=${this.#make}
        @fault=${({ detail }: CustomEvent<unknown>) => void this.#action.run(() => Promise.reject(detail))}
      >
        ${this.#action.render(true)}
        <button slot="actions" type="button" class="quiet" @click=${this.#close}>${t.cancel}</button>
      </sc-form>`;
  }

  #code({ code, expiresAt }: RosterInviteAnswer) {
    const { t } = this.#texts;
    const address = `${this.client.origin}/me/`;
    return html`<h2>${t.codeHeading}</h2>
      <p>${t.codeHow}</p>
      <p class="code" role="status">${code}</p>
      <sc-qr-code label=${t.codePicture} .text=${`${address}#roster=${code}`}></sc-qr-code>
      <p class="soft">${t.codeValid(dateTime(expiresAt, language()))}</p>
      <button type="button" name="done" @click=${this.#close}>${t.done}</button>`;
  }

  readonly #make = async (terms: FormValues<typeof rosterEntryForm>): Promise<void> => {
    this.made = await this.client.inviteToRoster({ site: this.site, ...terms });
    this.dispatchEvent(new Event('made'));
  };

  readonly #close = (): void => {
    this.dispatchEvent(new Event('close'));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-roster-invitation': RosterInvitation;
  }
}
