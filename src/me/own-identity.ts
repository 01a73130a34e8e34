import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { FormValues } from '../domain/forms/form.ts';
import { ownIdentityForm } from '../domain/person/own-identity-form.ts';
import type { OwnIdentity } from '../store/holder/wallet.ts';
import { ApiError, type ApiClient } from '../sync/api-client.ts';
import '../ui/kit/form/data-form.ts';
import { declareFormWords } from '../ui/kit/form/form-words.ts';
import { Texts, language, type Language } from '../ui/language/languages.ts';
import { familyTexts } from '../ui/texts/citizen/family.ts';
import { identityTexts } from '../ui/texts/citizen/identity.ts';
import { controls, theme } from '../ui/theme/theme.ts';

function words(of: Language) {
  const t = identityTexts[of];
  return {
    submit: t.identityKeep,
    busy: t.identityChecking,
    fields: { name: { label: t.identityName }, idNumber: { label: t.identityNumber } },
  };
}
const formWords = declareFormWords(ownIdentityForm, words('zh-CN'), words('en'));

/**
 * Asks name and ID number of the person shown, has the server compare them (by the masked name and the number's index), and hands them on
 * to be kept on this phone. Fires `kept` (CustomEvent of an OwnIdentity).
 */
@customElement('sc-own-identity')
export class OwnIdentityForm extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: grid;
        gap: 10px;
      }
    `,
  ];

  @property({ attribute: false }) client!: ApiClient;
  /** The handle of the person; undefined for the account's first. */
  @property({ attribute: false }) person: string | undefined;
  @state() private fault: ApiError['code'] | null = null;
  readonly #texts = new Texts(this, identityTexts);
  readonly #family = new Texts(this, familyTexts);

  override render() {
    const { t } = this.#texts;
    const family = this.#family.t;
    const faults: Partial<Record<ApiError['code'], string>> = {
      'not-allowed': t.identityWrong,
      'too-many': t.identityTooMany,
      offline: family.paperOffline,
      'sign-in': family.paperSignedOut,
    };
    return html`<p class="soft">${t.identityWhy}</p>
      <sc-form
        .form=${ownIdentityForm}
        .words=${formWords[language()]}
        .send=${this.#keep}
        @fault=${({ detail }: CustomEvent<unknown>) =>
          (this.fault = detail instanceof ApiError ? detail.code : 'server')}
      ></sc-form>
      ${this.fault ? html`<p role="alert">${faults[this.fault] ?? t.identityFault}</p>` : ''}`;
  }

  readonly #keep = async (given: FormValues<typeof ownIdentityForm>): Promise<void> => {
    this.fault = null;
    const { person } = this;
    await this.client.proveIdentity({ ...given, ...(person !== undefined && { person }) });
    this.dispatchEvent(new CustomEvent<OwnIdentity>('kept', { detail: given }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-own-identity': OwnIdentityForm;
  }
}
