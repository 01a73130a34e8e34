import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { Texts, language } from '../../ui/language/languages.ts';
import { fleetDeviceTexts } from '../../ui/texts/authority/fleet-device.ts';
import { sentryTexts } from '../../ui/texts/gate/sentry.ts';
import { theme } from '../../ui/theme/theme.ts';
import { lockedOut, type GateState } from '../device/gate-state.ts';

/** How long it is said that the sentry was given another place, ms. */
const movedMs = 600_000;

/**
 * What is wrong with this sentry, for those who run it: its devices, its lock, the age of its data. Orange with a triangle,
 * as no verdict is, for nothing here is about the person at the gate; red while nobody would hear an alarm. It fires `sound-test`,
 * `set-up` and `pair-again`.
 */
@customElement('sc-sentry-banners')
export class SentryBanners extends LitElement {
  static override styles = [
    theme,
    css`
      :host {
        display: block;
        max-height: 45vh;
        overflow: auto;
      }
      .banner {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 16px;
        padding: 8px 14px;
        background: var(--warning);
        color: var(--warning-ink);
        font-size: clamp(0.95rem, 1.6vw, 1.1rem);
        line-height: 1.3;
        font-weight: 600;
      }
      /* A gate that nobody hears is the one fault that is red: an alarm would be missed. */
      .banner.silent {
        background: #a3142b;
        color: #ffffff;
      }
      .banner + .banner {
        border-top: 1px solid rgb(0 0 0 / 0.35);
      }
      .banner span {
        flex: 1 1 14em;
      }
      .banner span::before {
        content: '▲ ';
      }
      button {
        font: inherit;
        min-height: 44px;
        padding: 6px 16px;
        border-radius: 10px;
        border: 2px solid #14202b;
        background: #14202b;
        color: #ffffff;
        cursor: pointer;
      }
    `,
  ];

  @property({ attribute: false }) gateState!: GateState;
  /** UTC ms. */
  @property({ attribute: false }) now = 0;
  /** Where the sentry stands, in words. */
  @property() place = '';
  /** True while a set-up was begun and not finished. */
  @property({ type: Boolean }) unfinished = false;

  readonly #texts = new Texts(this, sentryTexts);

  override render() {
    const { t } = this.#texts;
    const s = this.gateState;
    const texts = [
      s.drill === true && t.drillBanner,
      s.locked === true && fleetDeviceTexts[language()].lockedBanner,
      s.camera === 'denied' && t.cameraDeniedBanner,
      s.camera === 'missing' && t.cameraMissingBanner,
      s.camera === 'interrupted' && t.cameraLostBanner,
      s.measures && (s.sensor === 'missing' || s.sensor === 'lost') && t.sensorBanner,
      !s.hasRules && t.rulesBanner,
      lockedOut(s, this.now) && t.dataOldBanner(s.dataMaxHours ?? 0),
      s.clockStopped && t.clockBanner,
      (s.movedAt ?? 0) > this.now - movedMs && t.movedBanner(this.place),
      s.storage === 'nearly-full' && t.storageFullBanner,
    ].filter((text) => text !== false);
    return html`
      ${s.sound ? nothing : this.#banner(t.soundBanner, t.soundTest, 'sound-test', 'silent')}
      ${texts.map((text) => this.#banner(text))}
      ${this.unfinished ? this.#banner(t.setUpBanner, t.setUpGoOn, 'set-up') : nothing}
      ${s.connection === 'signed-out' ? this.#banner(t.signedOutBanner, t.pairTitle, 'pair-again') : nothing}
    `;
  }

  #banner(text: string, button = '', event = '', kind = '') {
    return html`<div class="banner ${kind}" role="alert">
      <span>${text}</span>${
        button
          ? html`<button @click=${() => this.dispatchEvent(new CustomEvent(event))}>${button}</button>`
          : nothing
      }
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-sentry-banners': SentryBanners;
  }
}
