import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { correction, generate } from 'lean-qr';
import { toSvgPath } from 'lean-qr/extras/svg';
import { theme } from './theme.ts';

/** Modules of white around a code; readers need four (ISO/IEC 18004). */
const quietZone = 4;

/**
 * A text as a QR code: black on white with its quiet zone, as sharp as the screen or the printer is. It fills the width it
 * is given; an empty text draws nothing.
 */
@customElement('sc-qr-code')
export class QrCode extends LitElement {
  static override styles = [
    theme,
    css`
      :host {
        display: block;
        background: #ffffff;
        aspect-ratio: 1;
      }
      svg {
        display: block;
        width: 100%;
        height: 100%;
      }
    `,
  ];

  @property() text = '';
  /** How much of the code may be damaged: L 7 %, Q 25 %. Screens need little, paper at a door needs much. */
  @property() correction: 'L' | 'Q' = 'L';
  /** What the code is, for those who cannot see it. */
  @property() label = '';
  /** Modules along one side, the quiet zone included; 0 while nothing is drawn. */
  modules = 0;

  override render() {
    this.modules = 0;
    if (this.text === '') return nothing;
    // It picks the densest mode by itself: alphanumeric for a pass, bytes for an address.
    const code = generate(this.text, { minCorrectionLevel: correction[this.correction] });
    const side = code.size + 2 * quietZone;
    this.modules = side;
    return html`<svg
      viewBox="${-quietZone} ${-quietZone} ${side} ${side}"
      role="img"
      aria-label=${this.label || nothing}
      shape-rendering="crispEdges"
    >
      <rect x=${-quietZone} y=${-quietZone} width=${side} height=${side} fill="#ffffff" />
      <path d=${toSvgPath(code)} fill="#000000" />
    </svg>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-qr-code': QrCode;
  }
}
