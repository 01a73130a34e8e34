import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { correction, generate } from 'lean-qr';
import { toSvgPath } from 'lean-qr/extras/svg';
import { theme } from '../theme/theme.ts';

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
        align-content: center;
      }
      svg {
        display: block;
        width: 100%;
        height: 100%;
        margin: 0 auto;
      }
    `,
  ];

  @property() text = '';
  /** How much of the code may be damaged: L 7 %, Q 25 %. Screens need little, paper at a door needs much. */
  @property() correction: 'L' | 'Q' = 'L';
  /** What the code is, for those who cannot see it. */
  @property() label = '';
  /** On screens: makes every module a whole number of the screen's pixels wide, so that none is wider than the next. */
  @property({ type: Boolean }) snap = false;
  /** Px there are to draw in. */
  @state() private width = 0;
  /** Modules along one side, the quiet zone included; 0 while nothing is drawn. */
  modules = 0;
  readonly #size = new ResizeObserver(([entry]) => {
    this.width = entry?.contentRect.width ?? 0;
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.#size.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#size.disconnect();
  }

  override updated(): void {
    const drawing = this.renderRoot.querySelector('svg');
    if (!drawing) return;
    const pixels = window.devicePixelRatio;
    const module = Math.floor((this.width * pixels) / this.modules) / pixels;
    const side = this.snap && module > 0 ? `${module * this.modules}px` : '100%';
    drawing.style.width = side;
    drawing.style.height = side;
  }

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
