import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { temperatureText } from '../../domain/scan/temperature.ts';
import { faceOf, type ThermalFace, type ThermalPicture } from '../../domain/scan/thermal-picture.ts';
import { Texts } from '../../ui/language/languages.ts';
import { sentryTexts } from '../../ui/texts/gate/sentry.ts';
import { theme } from '../../ui/theme/theme.ts';

/** What is drawn darkest and brightest, centi-degrees: a room's walls, and a fever. */
const shown = { min: 1800, max: 3900 };

/**
 * What a thermal array sees, small: whoever mounts it sees whether faces are where it looks. The face that is measured has a
 * frame, its hottest spot and temperature are said under it.
 */
@customElement('sc-thermal-picture')
export class ThermalPictureView extends LitElement {
  static override styles = [
    theme,
    css`
      :host {
        display: block;
        max-inline-size: 20rem;
      }
      .frame {
        position: relative;
        aspect-ratio: 4 / 3;
        background: #10161c;
      }
      canvas {
        display: block;
        inline-size: 100%;
        block-size: 100%;
        image-rendering: pixelated;
      }
      .face {
        position: absolute;
        border: 2px solid #fff;
        outline: 1px solid #10161c;
        box-sizing: border-box;
      }
      p {
        margin: 4px 0 0;
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  /** The picture to show; undefined while there is none. */
  @property({ attribute: false }) picture: ThermalPicture | undefined;

  readonly #texts = new Texts(this, sentryTexts);

  protected override render() {
    const { t } = this.#texts;
    const { picture } = this;
    const face = picture ? faceOf(picture) : null;
    const says = picture ? (face ? t.faceAt(temperatureText(face.max)) : t.noFaceSeen) : t.noThermalPicture;
    return html`<div class="frame" role="img" aria-label=${says}>
        <canvas width=${picture?.width ?? 32} height=${picture?.height ?? 24}></canvas>
        ${picture && face ? this.#box(picture, face) : nothing}
      </div>
      <p>${says}</p>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('picture') && this.picture) draw(this.renderRoot.querySelector('canvas')!, this.picture);
  }

  #box({ width, height }: ThermalPicture, { box }: ThermalFace) {
    const share = (of: number, all: number): string => `${(of / all) * 100}%`;
    return html`<div
      class="face"
      style="left:${share(box.left, width)};top:${share(box.top, height)};width:${share(
        box.right - box.left + 1,
        width,
      )};height:${share(box.bottom - box.top + 1, height)}"
    ></div>`;
  }
}

/** From blue-black over red to yellow-white: brighter is warmer, also without colours. */
function draw(canvas: HTMLCanvasElement, { width, height, pixels }: ThermalPicture): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const image = context.createImageData(width, height);
  pixels.forEach((value, at) => {
    const warm = Math.min(1, Math.max(0, (value - shown.min) / (shown.max - shown.min)));
    image.data.set(
      [
        Math.round(255 * Math.min(1, warm * 1.8)),
        Math.round(255 * Math.max(0, warm * 1.6 - 0.6)),
        Math.round(255 * (warm < 0.35 ? warm : Math.max(0, warm * 2.2 - 1.4))),
        255,
      ],
      at * 4,
    );
  });
  context.putImageData(image, 0, 0);
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-thermal-picture': ThermalPictureView;
  }
}
