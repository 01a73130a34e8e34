import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { CustodyRefused } from '../../credentials/signed/custody-verifier.ts';
import type { DeskPerson } from '../../domain/api/persons/desk-api.ts';
import type { FormValues } from '../../domain/forms/form.ts';
import { correctionForm, identityCorrectionForm, reviewForm } from '../../domain/person/request-forms.ts';
import { ApiError, type ApiClient } from '../../sync/api-client.ts';
import '../../ui/district/privacy-notice.ts';
import '../../ui/kit/form/data-form.ts';
import '../../ui/kit/form/rare-fields.ts';
import { declareFormWords } from '../../ui/kit/form/form-words.ts';
import { dateTime } from '../../ui/language/format.ts';
import { Texts, language, type Language } from '../../ui/language/languages.ts';
import { deskTexts, identityProofTexts } from '../../ui/texts/authority/desk/desk.ts';
import { deskRequestTexts } from '../../ui/texts/authority/desk/requests.ts';
import { correctionPartTexts } from '../../ui/texts/citizen/requests.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import { sealPerson } from './seal-person.ts';

type What = 'review' | 'correction' | 'identity';
const kinds: readonly What[] = ['review', 'correction', 'identity'];

function reviewWords(of: Language) {
  const t = deskRequestTexts[of];
  return { submit: t.send, busy: t.sending, fields: { words: { label: t.reviewWords } } };
}
function correctionWords(of: Language) {
  const t = deskRequestTexts[of];
  const { identity: _apart, ...choices } = correctionPartTexts[of];
  return {
    submit: t.send,
    busy: t.sending,
    fields: { about: { label: t.about, choices }, words: { label: t.correctionWords } },
  };
}
function identityWords(of: Language) {
  const t = deskTexts[of];
  const { send, sending } = deskRequestTexts[of];
  return {
    submit: send,
    busy: sending,
    fields: {
      name: { label: t.name, help: t.nameHelp },
      idNumber: { label: t.idNumber, help: t.idHelp },
      phone: { label: t.phone, help: t.phoneHelp },
      address: { label: t.address, help: t.addressHelp },
      proof: { label: t.proof, choices: identityProofTexts[of] },
    },
  };
}
const words = {
  review: declareFormWords(reviewForm, reviewWords('zh-CN'), reviewWords('en')),
  correction: declareFormWords(correctionForm, correctionWords('zh-CN'), correctionWords('en')),
  identity: declareFormWords(identityCorrectionForm, identityWords('zh-CN'), identityWords('en')),
};

/** What a clerk asks for who stands there: a human review, a correction. Fires `fault` (CustomEvent of an ApiError) for what it has no words for. */
@customElement('sc-desk-requests')
export class DeskRequests extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 10px;
      }
      h3,
      p {
        margin: 0;
      }
      h3 {
        font-size: 1.0625rem;
      }
      .acts [aria-pressed='true'] {
        border-color: var(--ink);
        background: var(--ink);
        color: #ffffff;
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
    `,
  ];

  @property({ attribute: false }) client!: ApiClient;
  @property({ attribute: false }) person!: DeskPerson;
  /** The number on the document that is shown. */
  @property({ attribute: false }) idNumber = '';
  @state() private asking: What | null = null;
  /** What was done, or could not be. */
  @state() private said = '';
  readonly #texts = new Texts(this, deskRequestTexts);
  readonly #desk = new Texts(this, deskTexts);

  override render() {
    const { t } = this.#texts;
    const { asking } = this;
    return html`<h3>${t.heading}</h3>
      <p role="status">${this.said}</p>
      <div class="acts">
        ${kinds.map(
          (what) =>
            html`<button
              type="button"
              class="quiet"
              name=${what}
              aria-pressed=${asking === what}
              @click=${() => this.#open(what)}
            >
              ${t[what]}
            </button>`,
        )}
      </div>
      ${asking ? this.#form(asking) : nothing}`;
  }

  #open(what: What): void {
    this.said = '';
    this.asking = this.asking === what ? null : what;
  }

  #form(what: What) {
    const { t } = this.#texts;
    const hint = { review: t.reviewHint, correction: t.correctionHint, identity: t.identityHint }[what];
    const form = { review: reviewForm, correction: correctionForm, identity: identityCorrectionForm }[what];
    const send = { review: this.#review, correction: this.#correction, identity: this.#identity }[what];
    return html`<p class="soft">${hint}</p>
      <p>${this.#desk.t.readOut}</p>
      <sc-privacy-notice purpose=${what === 'review' ? 'review' : 'correction'}></sc-privacy-notice>
      <sc-form
        name=${what}
        .form=${form}
        .words=${words[what][language()]}
        .values=${what === 'identity' ? { idNumber: this.idNumber, proof: 'id-card' } : {}}
        .send=${send}
        @fault=${({ detail }: CustomEvent<unknown>) => this.#failed(detail)}
      >
        <button slot="actions" type="button" class="quiet" @click=${() => (this.asking = null)}>
          ${t.cancel}
        </button>
      </sc-form>`;
  }

  readonly #review = async ({ words: said }: FormValues<typeof reviewForm>): Promise<void> =>
    this.#made(await this.client.deskReview({ handle: this.person.handle, words: said }));

  readonly #correction = async (given: FormValues<typeof correctionForm>): Promise<void> =>
    this.#made(await this.client.deskCorrection({ handle: this.person.handle, ...given }));

  readonly #identity = async (given: FormValues<typeof identityCorrectionForm>): Promise<void> => {
    const { idNumber, phone, proof } = given;
    const { handle, record } = this.person;
    try {
      const { maskedName, sealed } = await sealPerson(await this.client.charter(), given, record);
      const sent = { handle, maskedName, sealed, idNumber, ...(phone !== undefined && { phone }), proof };
      this.#made(await this.client.deskIdentity(sent));
    } catch (fault) {
      if (!(fault instanceof CustodyRefused)) throw fault;
      this.said = fault.reason === 'root' ? this.#desk.t.otherRoot : this.#desk.t.noKey;
    }
  };

  #made({ due }: { due: number }): void {
    this.asking = null;
    this.said = this.#texts.t.sent(dateTime(due, language()));
  }

  #failed(fault: unknown): void {
    if (!(fault instanceof ApiError)) throw fault;
    const { t } = this.#texts;
    if (fault.code === 'too-many') this.said = t.tooMany;
    else if (fault.code === 'not-allowed') this.said = t.notAllowed;
    else if (fault.code === 'withdrawn') this.said = this.#desk.t.guardianFirst;
    else if (fault.code === 'not-found') this.said = this.#desk.t.gone;
    else this.dispatchEvent(new CustomEvent<ApiError>('fault', { detail: fault }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-desk-requests': DeskRequests;
  }
}
