import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ago } from '../../ui/language/format.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import { boardTexts } from '../../ui/texts/authority/board.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import { alarmBoxStyle } from './alarm-box-style.ts';

/** Says that the signer is away, and what waits for it meanwhile; empty while it is there. It goes by itself when it is back. */
@customElement('sc-signer-away')
export class SignerAway extends LitElement {
  static override styles = [
    theme,
    controls,
    alarmBoxStyle,
    css`
      p {
        margin: 0;
      }
    `,
  ];

  /** UTC ms; null while it answers. */
  @property({ attribute: false }) since: number | null = null;
  /** The server's time, UTC ms. */
  @property({ attribute: false }) now = 0;
  readonly #texts = new Texts(this, boardTexts);

  override render() {
    const { t } = this.#texts;
    const { since, now } = this;
    return html`<div role="alert">
      ${
        since === null
          ? nothing
          : html`<section>
              <h2>
                ✕ ${t.signerAway}<span class="soft" aria-hidden="true">
                  · ${ago(since, now, language())}</span
                >
              </h2>
              <p>${t.signerAwayMeans}</p>
            </section>`
      }
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-signer-away': SignerAway;
  }
}
