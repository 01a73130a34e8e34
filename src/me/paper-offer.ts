import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { OwnIdentity } from '../store/holder/wallet.ts';
import { ApiError, type ApiClient } from '../sync/api-client.ts';
import { privacyNotice } from '../ui/district/notice-later.ts';
import { Texts } from '../ui/language/languages.ts';
import { familyTexts } from '../ui/texts/citizen/family.ts';
import { controls, theme } from '../ui/theme/theme.ts';

/**
 * Offers a pass on paper for the person shown, once the phone was told who that is. Fires `paper` with what the server made, and `kept`
 * (CustomEvent of an OwnIdentity).
 */
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
  /** The person's handle; undefined for the account's first. */
  @property({ attribute: false }) person: string | undefined;
  /** Who the person is, where this phone was told. */
  @property({ attribute: false }) identity: OwnIdentity | undefined;
  @state() private asking = false;
  @state() private busy = false;
  @state() private fault: ApiError['code'] | null = null;
  readonly #texts = new Texts(this, familyTexts);

  async #make(): Promise<void> {
    const { person, identity } = this;
    if (!identity) return this.#ask();
    const whose = person ? { person } : {};
    this.busy = true;
    this.fault = null;
    try {
      // A network is needed here anyway: what makes the hash, and the card, are loaded with the first paper.
      const { paperIdHash } = await import('../credentials/pass/paper-hash.ts');
      await import('../ui/district/paper-card.ts');
      const { passId, begun } = await this.client.beginPaper(whose);
      const { idNumber } = identity;
      const idHash = await paperIdHash(passId, idNumber);
      const detail = await this.client.paperPass({ ...whose, begun, idHash, idNumber });
      this.dispatchEvent(new CustomEvent('paper', { detail }));
    } catch (fault) {
      this.fault = fault instanceof ApiError ? fault.code : 'server';
    } finally {
      this.busy = false;
    }
  }

  /** The number is on the phone alone: without it there is no hash of it. */
  async #ask(): Promise<void> {
    try {
      await import('./own-identity.ts');
      this.asking = true;
    } catch {
      this.fault = 'offline';
    }
  }

  async #kept(detail: OwnIdentity): Promise<void> {
    this.asking = false;
    this.identity = detail;
    this.dispatchEvent(new CustomEvent<OwnIdentity>('kept', { detail }));
    await this.#make();
  }

  override render() {
    const { t } = this.#texts;
    const faults: Partial<Record<ApiError['code'], string>> = {
      'too-many': t.paperTooMany,
      offline: t.paperOffline,
      'sign-in': t.paperSignedOut,
      'not-allowed': t.paperSignedOut,
    };
    return html`<section class="card">
      <h2>${t.paperTitle}</h2>
      <p class="soft">${t.paperWhy}</p>
      ${privacyNotice('paper')}
      ${
        this.asking
          ? html`<sc-own-identity
              .client=${this.client}
              .person=${this.person}
              @kept=${({ detail }: CustomEvent<OwnIdentity>) => void this.#kept(detail)}
            ></sc-own-identity>`
          : html`<button type="button" class="quiet" ?disabled=${this.busy} @click=${() => void this.#make()}>
              ${this.busy ? t.paperMaking : t.paperMake}
            </button>`
      }
      ${this.fault ? html`<p role="alert">${faults[this.fault] ?? t.paperFault}</p>` : nothing}
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-paper-offer': PaperOffer;
  }
}
