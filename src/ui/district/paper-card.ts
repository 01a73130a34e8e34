import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PaperPassAnswer } from '../../domain/api/api.ts';
import { localDay } from '../../domain/time/local-day.ts';
import { dayText } from '../language/format.ts';
import { Texts } from '../language/languages.ts';
import './qr-code.ts';
import { familyTexts } from '../texts/citizen/family.ts';
import { controls, theme } from '../theme/theme.ts';

/** A pass on paper as a card of A6 (105 × 148 mm) to print. */
@customElement('sc-paper-card')
export class PaperCard extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: grid;
        justify-items: center;
        gap: 16px;
        padding: 16px;
      }
      nav {
        display: flex;
        gap: 12px;
      }
      article {
        width: min(105mm, 100%);
        min-height: 148mm;
        display: grid;
        align-content: space-between;
        justify-items: center;
        gap: 3mm;
        padding: 6mm;
        border: 1px solid var(--ink);
        background: #ffffff;
        text-align: center;
      }
      sc-qr-code {
        width: min(76mm, 100%);
      }
      dl {
        margin: 0;
        width: 100%;
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 1mm 4mm;
        text-align: start;
      }
      dd {
        margin: 0;
        font-weight: 600;
      }
      dd.name {
        font-size: 1.4rem;
        line-height: 1.1;
      }
      .only {
        width: 100%;
        padding: 2mm;
        border: 2px solid var(--ink);
        font-weight: 700;
      }
      small {
        color: var(--ink-soft);
      }
      @media print {
        nav {
          display: none;
        }
        :host {
          padding: 0;
          justify-items: start;
        }
        article {
          width: 105mm;
        }
      }
    `,
  ];

  @property({ attribute: false }) paper!: PaperPassAnswer;
  readonly #texts = new Texts(this, familyTexts);

  override render() {
    const { t } = this.#texts;
    const { text, maskedName, notBefore, expiresAt } = this.paper;
    const day = (at: number) => dayText(localDay(at));
    return html`<nav>
        <button type="button" @click=${() => window.print()}>${t.print}</button>
        <button type="button" class="quiet" @click=${() => this.dispatchEvent(new Event('close'))}>
          ${t.back}
        </button>
      </nav>
      <article>
        <h1>${t.cardTitle}</h1>
        <sc-qr-code .text=${text} correction="Q" .label=${t.cardCode}></sc-qr-code>
        <dl>
          <dt>${t.cardName}</dt>
          <dd class="name">${maskedName}</dd>
          <dt>${t.cardValid}</dt>
          <dd>${t.cardUntil(day(notBefore), day(expiresAt))}</dd>
        </dl>
        <p class="only">${t.cardOnly}</p>
        <small>${t.cardHint}</small>
      </article>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-paper-card': PaperCard;
  }
}
