import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { factorCodeForm } from '../../domain/access/staff-forms.ts';
import { readAskedReason, type PasskeyAsked } from '../../domain/api/passkey-api.ts';
import type { FormValues } from '../../domain/forms/form.ts';
import type { DataForm } from '../../ui/kit/form/data-form.ts';
import '../../ui/kit/form/data-form.ts';
import { declareFormWords } from '../../ui/kit/form/form-words.ts';
import { Texts, language, type Language } from '../../ui/language/languages.ts';
import { passkeyTexts } from '../../ui/texts/authority/accounts/passkeys.ts';
import { factorTexts } from '../../ui/texts/authority/accounts/second-factor.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import { hasPasskeys, usePasskey } from '../account/passkey-browser.ts';

function words(in_: Language) {
  const t = factorTexts[in_];
  return {
    submit: t.continue,
    busy: t.checking,
    fields: {
      code: { label: t.code, problems: { missing: t.form, factor: t.form, long: t.form, wrong: t.wrong } },
    },
  };
}
const formWords = declareFormWords(factorCodeForm, words('zh-CN'), words('en'));

/**
 * Asks for the code of a second factor once the password was right. Fires `code` (detail: what was typed) and `back`; the page that has
 * it asks the server, and sets `busy` and `fault`.
 */
@customElement('sc-code-form')
export class CodeForm extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: grid;
        gap: var(--gap);
      }
      .fault {
        padding: 10px 12px;
        border: 2px solid currentColor;
        border-radius: 10px;
      }
      .fault:empty {
        display: none;
      }
    `,
  ];

  @property({ type: Boolean }) busy = false;
  @property() fault: 'wrong' | 'tooMany' | null = null;
  /** What the server asked of a passkey: the reason of its fault. */
  @property() asked = '';
  /** No passkey was used. */
  @state() private notUsed = false;
  readonly #passkeyTexts = new Texts(this, passkeyTexts);
  readonly #texts = new Texts(this, factorTexts);

  override render() {
    const { t } = this.#texts;
    return html`<sc-form
      small
      .form=${factorCodeForm}
      .words=${formWords[language()]}
      .send=${this.#send}
      ?waiting=${this.busy}
    >
      <h1>${t.askHeading}</h1>
      <p class="soft">${t.askHint}</p>
      ${this.#passkey()}
      <p class="fault" role="alert">${this.fault === 'tooMany' && !this.busy ? t.tooMany : nothing}</p>
      <button
        slot="actions"
        type="button"
        class="quiet"
        @click=${() => this.dispatchEvent(new Event('back'))}
      >
        ${t.back}
      </button>
    </sc-form>`;
  }

  #passkey() {
    const asked = readAskedReason(this.asked);
    if (!asked || !hasPasskeys()) return nothing;
    const { t } = this.#passkeyTexts;
    return html`<button
        type="button"
        name="passkey"
        aria-disabled=${this.busy}
        @click=${() => void this.#usePasskey(asked)}
      >
        ${t.use}
      </button>
      ${this.notUsed ? html`<p class="fault" role="alert">${t.notUsed}</p>` : nothing}
      <p>${t.or}</p>`;
  }

  async #usePasskey(asked: PasskeyAsked): Promise<void> {
    if (this.busy) return;
    this.notUsed = false;
    try {
      this.dispatchEvent(new CustomEvent<string>('code', { detail: await usePasskey(asked) }));
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      this.notUsed = true;
    }
  }

  override updated(changed: PropertyValues<this>): void {
    if (!changed.has('fault') && !changed.has('busy')) return;
    if (this.fault !== 'wrong' || this.busy) return;
    const form = this.renderRoot.querySelector<DataForm>('sc-form')!;
    // The next one is typed in its place.
    form.reset();
    form.showProblems([{ path: 'code', problem: 'wrong' }]);
  }

  readonly #send = async ({ code }: FormValues<typeof factorCodeForm>): Promise<void> => {
    this.dispatchEvent(new CustomEvent<string>('code', { detail: code }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-code-form': CodeForm;
  }
}
