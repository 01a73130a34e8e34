import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { theme } from '../../ui/theme/theme.ts';
import '../../ui/district/qr-code.ts';
import type { QrCode } from '../../ui/district/qr-code.ts';
import type { Poster } from './poster-address.ts';

/**
 * A site code as it hangs at a door: one A5 page in vectors, both languages, since whoever reads it has chosen neither. The
 * name is large because signatures do not stop a genuine sheet from being hung elsewhere: the phone shows the same name.
 */
@customElement('sc-site-poster')
export class SitePoster extends LitElement {
  static override styles = [
    theme,
    css`
      :host {
        /* A millimetre of the sheet. */
        --mm: 1mm;
        /* A hair less than the page, so that rounding never makes a second one. */
        width: calc(148 * var(--mm));
        height: calc(209.5 * var(--mm));
        overflow: hidden;
        display: grid;
        grid-template-rows: auto auto 1fr auto auto;
        justify-items: center;
        gap: calc(3 * var(--mm));
        background: #ffffff;
        color: #000000;
        text-align: center;
        print-color-adjust: exact;
        -webkit-print-color-adjust: exact;
      }
      header {
        width: 100%;
        padding: calc(5 * var(--mm)) calc(8 * var(--mm));
        background: #0b5f8a;
        color: #ffffff;
        font-size: calc(6.5 * var(--mm));
        font-weight: 700;
        line-height: 1.2;
      }
      header span {
        font-size: calc(4.2 * var(--mm));
        font-weight: 400;
      }
      .place {
        padding: calc(1 * var(--mm)) calc(8 * var(--mm)) 0;
        align-self: center;
      }
      h1 {
        margin: 0;
        font-size: var(--name);
        line-height: 1.15;
        overflow-wrap: anywhere;
      }
      .zone {
        font-size: calc(6 * var(--mm));
        font-weight: 700;
      }
      .english {
        font-size: calc(5 * var(--mm));
      }
      .address {
        font-size: calc(3.8 * var(--mm));
      }
      .code {
        height: 100%;
        min-height: 0;
        display: grid;
        place-items: center;
      }
      sc-qr-code {
        height: min(100%, calc(116 * var(--mm)));
      }
      p {
        margin: 0;
        line-height: 1.3;
      }
      .how {
        padding: 0 calc(8 * var(--mm));
        font-size: calc(4.4 * var(--mm));
      }
      .how strong {
        font-size: calc(5.6 * var(--mm));
      }
      footer {
        width: 100%;
        padding: calc(2.5 * var(--mm)) calc(8 * var(--mm));
        border-top: calc(0.3 * var(--mm)) solid #8a99a6;
        font-size: calc(3.1 * var(--mm));
        line-height: 1.35;
      }
    `,
  ];

  @property({ attribute: false }) poster!: Poster;
  @query('sc-qr-code') private code!: QrCode;

  /** The code as it is drawn; null when nothing is drawn. */
  async drawing(): Promise<SVGSVGElement | null> {
    await this.updateComplete;
    await this.code.updateComplete;
    return this.code.renderRoot.querySelector('svg');
  }

  override render() {
    const { siteName, siteNameEn, zoneName, zoneNameEn, address, subdistrict, codeUrl } = this.poster;
    // Names run from two characters to a hundred; a character of Latin script takes half the room.
    const room = [...siteName].reduce((sum, character) => sum + (character > '\u2e7f' ? 1 : 0.55), 0);
    const size = room <= 8 ? 13 : room <= 14 ? 9 : room <= 30 ? 7 : 5;
    this.style.setProperty('--name', `calc(${size} * var(--mm))`);
    return html`
      <header>场所码 <span lang="en">Site code</span></header>
      <div class="place">
        <h1>${siteName}</h1>
        ${siteNameEn ? html`<p class="english" lang="en">${siteNameEn}</p>` : nothing}
        ${zoneName ? html`<p class="zone">${zoneName}${zoneNameEn ? html` <span lang="en">${zoneNameEn}</span>` : nothing}</p>` : nothing}
        <p class="address">${address} · ${subdistrict}</p>
      </div>
      <div class="code">
        <sc-qr-code correction="Q" .text=${codeUrl} .label=${`${siteName} ${zoneName}`}></sc-qr-code>
      </div>
      <div class="how">
        <p><strong>用手机相机扫码，登记到访</strong></p>
        <p lang="en">Scan with your phone’s camera to register your visit</p>
      </div>
      <footer>
        <p>手机上显示的场所名称应与本页一致；不一致请告知工作人员。网址：${new URL(codeUrl).host}</p>
        <p lang="en">The name on your phone must match this sheet; if not, tell the staff.</p>
      </footer>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-site-poster': SitePoster;
  }
}
