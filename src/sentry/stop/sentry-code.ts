import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { Texts } from '../../ui/language/languages.ts';
import '../../ui/district/qr-code.ts';
import { sentryTexts } from '../../ui/texts/gate/sentry.ts';
import { theme } from '../../ui/theme/theme.ts';

/** The code that a phone scans where the policy is strict: its next showing answers it, and is worth nothing elsewhere. */
@customElement('sc-sentry-code')
export class SentryCodePanel extends LitElement {
  static override styles = [
    theme,
    css`
      :host {
        display: block;
        padding: 6px;
        border-radius: 14px;
        background: #ffffff;
        color: #16222c;
        text-align: center;
        font-weight: 700;
        /* With large text too its words fit beside the code, which is what is scanned. */
        font-size: min(1.35rem, max(1rem, 2.2vw), 3vh);
      }
      h2,
      p {
        margin: 2px 0;
        font-size: inherit;
        line-height: 1.2;
      }
    `,
  ];

  /** The QR text. */
  @property() text = '';
  readonly #texts = new Texts(this, sentryTexts);

  override render() {
    const { t } = this.#texts;
    return html`<h2>${t.sentryCode}</h2>
      <sc-qr-code snap .text=${this.text} .label=${t.sentryCode}></sc-qr-code>
      <p>${t.sentryCodeHint}</p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-sentry-code': SentryCodePanel;
  }
}
