import { LitElement, css, html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { utf8 } from '../../domain/bytes/bytes.ts';
import { trustImportForm } from '../../domain/credential/trust-forms.ts';
import type { FormValues } from '../../domain/forms/form.ts';
import type { DataForm } from '../../ui/kit/form/data-form.ts';
import '../../ui/kit/form/data-form.ts';
import '../../ui/kit/form/rare-fields.ts';
import { declareFormWords } from '../../ui/kit/form/form-words.ts';
import { Texts, language, type Language } from '../../ui/language/languages.ts';
import { trustTexts } from '../../ui/texts/authority/trust.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import type { GivenIssuer } from './trust-import.ts';

/** What is to be taken in, as the person gave it. */
export interface GivenImport {
  file: Uint8Array<ArrayBuffer>;
  issuer: GivenIssuer;
}

function words(language: Language) {
  const t = trustTexts[language];
  return {
    submit: t.import,
    busy: t.importing,
    fields: {
      file: { label: t.file },
      text: { label: t.pasted, problems: { 'only-one': t.onlyOne } },
      issuer: { label: t.name, help: t.nameHint },
      iss: { label: t.iss, help: t.issHint, placeholder: 'https://' },
    },
  };
}
const formWords = declareFormWords(trustImportForm, words('zh-CN'), words('en'));

/** A file or a pasted text with keys, and what the person says of their issuer. Fires `import` (CustomEvent of a GivenImport). */
@customElement('sc-trust-import-form')
export class TrustImportForm extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: grid;
        gap: 12px;
      }
    `,
  ];

  @property({ type: Boolean }) busy = false;
  @query('sc-form') private form!: DataForm;
  readonly #texts = new Texts(this, trustTexts);

  override render() {
    const { t } = this.#texts;
    return html`<h2>${t.importHeading}</h2>
      <p class="soft">${t.importHint}</p>
      <sc-form
        columns
        .form=${trustImportForm}
        .words=${formWords[language()]}
        .send=${this.#import}
        ?waiting=${this.busy}
      ></sc-form>`;
  }

  /** Whether something stands in it that is not taken in. */
  get isUnsaved(): boolean {
    return this.form.isUnsaved;
  }

  /** Empties the fields once what they held is taken in. */
  clear(): void {
    this.form.reset();
  }

  readonly #import = async (given: FormValues<typeof trustImportForm>): Promise<void> => {
    const file = given.file as File | undefined;
    const detail: GivenImport = {
      file: file ? new Uint8Array(await file.arrayBuffer()) : utf8(given.text ?? ''),
      issuer: { name: given.issuer ?? '', iss: given.iss ?? '' },
    };
    this.dispatchEvent(new CustomEvent<GivenImport>('import', { detail }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-trust-import-form': TrustImportForm;
  }
}
