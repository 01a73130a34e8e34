import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ago, dateTime } from '../../ui/language/format.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import { rosterStateText } from '../../ui/texts/gate/roster.ts';
import { sentryTexts, type SentryTexts } from '../../ui/texts/gate/sentry.ts';
import { theme } from '../../ui/theme/theme.ts';
import type { GateState } from '../device/gate-state.ts';

/** One line on how the sentry is: clock, network and queue, devices, rules with their age. */
@customElement('sc-status-strip')
export class StatusStrip extends LitElement {
  static override styles = [
    theme,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 18px;
        padding: 6px 14px;
        background: #0c1a24;
        color: #dfe8ee;
        font-size: 0.95rem;
      }
      b {
        font-weight: 600;
        color: #ffffff;
      }
      .bad {
        color: #ffb37a;
      }
      .bad::before {
        content: '▲ ';
      }
      .good::before {
        content: '● ';
        color: #35c99a;
      }
      @media (max-width: 600px) {
        :host {
          gap: 2px 12px;
          padding: 4px 10px;
          font-size: 0.8rem;
        }
      }
      .push {
        margin-inline-start: auto;
      }
    `,
  ];

  @property({ attribute: false }) gateState!: GateState;
  @property({ attribute: false }) now = 0;
  @property() place = '';

  readonly #texts = new Texts(this, sentryTexts);

  override render() {
    const { t } = this.#texts;
    const s = this.gateState;
    const item = (good: boolean, label: string, word: string) =>
      html`<span class=${good ? 'good' : 'bad'}>${label} ${word}</span>`;
    const roster = s.roster ? rosterStateText(s.roster, this.now, language()) : null;
    const connection: Record<GateState['connection'], string> = {
      unknown: t.connecting,
      online: t.online,
      offline: t.offline,
      'signed-out': t.signedOut,
    };
    return html`
      <b>${this.place}</b>
      <span class=${s.connection === 'online' ? 'good' : 'bad'}>${connection[s.connection]}</span>
      <span class=${s.waiting > 500 ? 'bad' : ''}>${t.waiting(s.waiting)}</span>
      ${s.rejected > 0 ? html`<span class="bad">${t.rejectedCount(s.rejected)}</span>` : nothing}
      ${s.storage === 'ok' ? nothing : html`<span class="bad">${t[`storage_${s.storage}`]}</span>`}
      ${item(s.camera === 'running', t.camera, cameraWord(t, s.camera))}
      ${s.measures ? item(s.sensor === 'running', t.thermometer, sensorWord(t, s.sensor)) : nothing}
      ${item(s.sound && s.voice, t.sound, s.sound ? (s.voice ? t.sound_on : t.camera_starting) : t.sound_off)}
      ${
        s.dataAsOf === null
          ? html`<span class="bad">${t.noRules}</span>`
          : html`<span>${t.rules} ${ago(s.dataAsOf, this.now, language())}</span>`
      }
      ${roster ? html`<span class=${roster.good ? 'good' : 'bad'}>${roster.text}</span>` : nothing}
      <time class="push">${dateTime(this.now, language())}</time>
      <slot></slot>
    `;
  }
}

function cameraWord(t: SentryTexts, camera: GateState['camera']): string {
  return t[`camera_${camera}`];
}

function sensorWord(t: SentryTexts, sensor: GateState['sensor']): string {
  return t[`sensor_${sensor}`];
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-status-strip': StatusStrip;
  }
}
