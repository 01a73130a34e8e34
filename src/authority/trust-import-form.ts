import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { utf8 } from '../domain/bytes.ts';
import { Texts } from '../ui/languages.ts';
import { trustTexts } from '../ui/texts/trust.ts';
import { controls, theme } from '../ui/theme.ts';
import type { GivenIssuer } from './trust-import.ts';

/** What is to be taken in, as the person gave it. */
export interface GivenImport {
  file: Uint8Array<ArrayBuffer>;
  issuer: GivenIssuer;
}

/** A file or a pasted text with keys, and what the person says of their issuer. Fires `import` (CustomEvent of a GivenImport). */
@customElement('sc-trust-import-form')
export class TrustImportForm extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      form {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 380px), 1fr));
        gap: 12px;
      }
      h2,
      .wide {
        grid-column: 1 / -1;
      }
      label {
        grid-template-columns: minmax(0, 1fr);
        align-content: start;
      }
      input,
      textarea {
        min-width: 0;
        font-weight: 400;
      }
      input[type='file'] {
        padding: 8px;
      }
      textarea {
        min-height: 88px;
        font-family: ui-monospace, monospace;
        font-size: 0.8125rem;
        resize: vertical;
      }
      small {
        font-weight: 400;
        color: var(--ink-soft);
      }
    `,
  ];

  @property({ type: Boolean }) busy = false;
  @state() private both = false;
  readonly #texts = new Texts(this, trustTexts);

  override render() {
    const { t } = this.#texts;
    return html`<form @submit=${this.#submit}>
      <h2>${t.importHeading}</h2>
      <p class="soft wide">${t.importHint}</p>
      <label
        >${t.file}<input
          name="file"
          type="file"
          accept=".pem,.crt,.cer,.der,.json,.jwks,.txt,application/json,application/x-x509-ca-cert"
      /></label>
      <label>${t.pasted}<textarea name="text" spellcheck="false" autocomplete="off"></textarea></label>
      <label
        >${t.name}<input name="issuer" maxlength="200" autocomplete="off" /><small
          >${t.nameHint}</small
        ></label
      >
      <label
        >${t.iss}<input
          name="iss"
          type="url"
          maxlength="500"
          placeholder="https://"
          autocomplete="off"
        /><small>${t.issHint}</small></label
      >
      ${this.both ? html`<p class="fault wide" role="alert">${t.onlyOne}</p>` : nothing}
      <div class="wide">
        <button ?disabled=${this.busy}>${this.busy ? t.importing : t.import}</button>
      </div>
    </form>`;
  }

  /** Empties the fields once what they held is taken in. */
  clear(): void {
    this.renderRoot.querySelector('form')!.reset();
  }

  readonly #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const text = (name: string) => String(form.get(name) ?? '').trim();
    const chosen = form.get('file');
    const file = chosen instanceof File && chosen.name !== '' ? chosen : null;
    this.both = file !== null && text('text') !== '';
    if (this.both) return;
    const detail: GivenImport = {
      file: file ? new Uint8Array(await file.arrayBuffer()) : utf8(text('text')),
      issuer: { name: text('issuer'), iss: text('iss') },
    };
    this.dispatchEvent(new CustomEvent<GivenImport>('import', { detail }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-trust-import-form': TrustImportForm;
  }
}
