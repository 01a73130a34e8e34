import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ApiError, type ApiClient } from '../sync/api-client.ts';
import { Texts } from '../ui/languages.ts';
import { familyTexts } from '../ui/texts/family.ts';
import { controls, theme } from '../ui/theme.ts';

/** Offers a pass on paper for the person shown. Fires `paper` with what the server made. */
@customElement('sc-paper-offer')
export class PaperOffer extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: block;
      }
      section {
        display: grid;
        gap: 12px;
        justify-items: start;
      }
    `,
  ];

  @property({ attribute: false }) client!: ApiClient;
  /** A ward's handle; undefined for the own person. */
  @property({ attribute: false }) person: string | undefined;
  @state() private busy = false;
  @state() private fault: ApiError['code'] | null = null;
  readonly #texts = new Texts(this, familyTexts);

  async #make(): Promise<void> {
    const { person } = this;
    this.busy = true;
    this.fault = null;
    try {
      const detail = await this.client.paperPass(person ? { person } : {});
      this.dispatchEvent(new CustomEvent('paper', { detail }));
    } catch (fault) {
      this.fault = fault instanceof ApiError ? fault.code : 'server';
    } finally {
      this.busy = false;
    }
  }

  override render() {
    const { t } = this.#texts;
    const faults: Partial<Record<ApiError['code'], string>> = {
      'too-many': t.paperTooMany,
      offline: t.paperOffline,
    };
    return html`<section class="card">
      <h2>${t.paperTitle}</h2>
      <p class="soft">${t.paperWhy}</p>
      <button type="button" class="quiet" ?disabled=${this.busy} @click=${() => void this.#make()}>
        ${this.busy ? t.paperMaking : t.paperMake}
      </button>
      ${this.fault ? html`<p role="alert">${faults[this.fault] ?? t.paperFault}</p>` : nothing}
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-paper-offer': PaperOffer;
  }
}
