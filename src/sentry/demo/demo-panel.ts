import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { temperatureText } from '../../domain/scan/temperature.ts';
import { FakePorts } from '../../serial/ports/emulated/fake-ports.ts';
import type { FakeSerialPort } from '../../serial/ports/emulated/fake-serial-port.ts';
import { GyMcu90614Emulator } from '../../serial/drivers/gy-mcu90614/emulator.ts';
import { Texts } from '../../ui/language/languages.ts';
import { demoTexts } from '../../ui/texts/common/demo.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import type { DemoCamera } from './demo-camera.ts';
import './demo-readers.ts';
import { surfaceOf, visitors, type DemoCard, type DemoVisitors, type Visitor } from './demo-visitors.ts';

/** A rotating code is signed afresh as often as a phone does, ms. */
const refreshMs = 15_000;
/** A visitor who has been seen goes on; then the camera sees nobody. */
const stayMs = 4000;
/** A phone comes up a moment after its person. */
const phoneMs = 250;
/** So long the first of two who show one code stands there, ms. */
const firstMs = 1500;
/** A pass must be out of sight for longer than a stop lasts before the gate takes it for another visit. */
const awayMs = 3300;

/** Plays visitors and devices beside the kiosk. */
@customElement('sc-demo-panel')
export class DemoPanel extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: block;
        overflow: auto;
        background: var(--ground);
        padding: 16px;
      }
      .stack {
        display: grid;
        gap: 14px;
      }
      .visitors {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(132px, 1fr));
        gap: 8px;
      }
      .visitors button {
        display: grid;
        gap: 2px;
        justify-items: start;
        justify-content: start;
        align-content: start;
        text-align: start;
        padding: 8px 12px;
        background: var(--paper);
        color: var(--ink);
        border-color: #8a99a6;
        line-height: 1.25;
      }
      .visitors button[aria-pressed='true'] {
        outline: 3px solid var(--accent);
        outline-offset: -2px;
      }
      small {
        color: var(--ink-soft);
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        align-items: center;
      }
      .row button {
        padding: 6px 12px;
      }
      /* Always in view, however many visitors there are: warming somebody up is half of the demonstration. */
      .thermometer {
        position: sticky;
        bottom: -16px;
        display: grid;
        gap: 6px;
        margin: 0 -16px -16px;
        padding: 10px 16px 12px;
        border-top: 1px solid #8a99a6;
        background: var(--ground);
      }
      .thermometer h2 {
        font-size: 1rem;
      }
      .thermometer .row {
        gap: 6px;
      }
      .thermometer button {
        padding: 4px 10px;
        font-size: 0.9375rem;
      }
      input[type='range'] {
        padding: 0;
        min-height: 32px;
        accent-color: var(--accent);
      }
    `,
  ];

  @property({ attribute: false }) camera!: DemoCamera;
  @property({ attribute: false }) ports!: FakePorts;
  @property({ attribute: false }) phones!: DemoVisitors;
  /** The sentry's site. */
  @property({ type: Number }) site = 0;
  @property({ attribute: false }) now: () => number = Date.now;
  /** The code on the sentry's screen; null while it shows none. */
  @property({ attribute: false }) sentryCode: () => string | null = () => null;
  @state() private current: Visitor | null = null;
  @state() private surface = surfaceOf('valid');
  @state() private plugged = false;
  @state() private cards: DemoCard[] = [];
  @state() private ready: 'preparing' | 'ready' | 'none' = 'preparing';

  readonly #texts = new Texts(this, demoTexts);
  readonly #thermometer = new GyMcu90614Emulator({ surface: 2400, ambient: 2500 });
  #port: FakeSerialPort | null = null;
  #refresh: ReturnType<typeof setInterval> | undefined;
  /** When each pass was last before the camera. */
  readonly #lastSeen = new Map<string, number>();
  #arrive: ReturnType<typeof setTimeout> | undefined;
  #second: ReturnType<typeof setTimeout> | undefined;
  #leave: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.ports.on('disconnect', () => (this.plugged = false));
    this.#plug();
    void this.#prepare();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopTimers();
  }

  override render() {
    const { t } = this.#texts;
    return html`
      <div class="stack">
        <h1>${t.title}</h1>
        <p class="soft">${t.help}</p>
        <h2>${t.visitors}</h2>
        ${this.ready === 'preparing' ? html`<p>${t.preparing}</p>` : ''}
        ${
          this.ready === 'none'
            ? html`<p class="fault">${t.noPasses}</p>
                <button @click=${() => void this.#prepare()}>${t.retry}</button>`
            : ''
        }
        <div class="visitors">
          ${visitors.map(
            (visitor) => html`
              <button
                data-visitor=${visitor}
                aria-pressed=${this.current === visitor ? 'true' : 'false'}
                ?disabled=${this.ready !== 'ready' || !this.phones.canCome(visitor)}
                @click=${() => void this.#bring(visitor)}
              >
                <b>${t[`visitor_${visitor}`]}</b><small>${t[`visitor_${visitor}_hint`]}</small>
              </button>
            `,
          )}
        </div>
        <div class="row">
          <span>${this.current ? t.before(t[`visitor_${this.current}`]) : t.nobody}</span>
          <button class="quiet" data-action="shift-key" @click=${() => void this.#giveShiftKey()}>
            ${t.shiftKey}
          </button>
          <button class="quiet" data-action="clear" @click=${() => void this.#clear()}>${t.clear}</button>
        </div>
        <sc-demo-readers
          .ports=${this.ports}
          .cards=${this.cards}
          @came=${() => this.#warm(surfaceOf('valid'))}
          @left=${() => this.#thermometer.set({ surface: 2400 })}
        ></sc-demo-readers>
        <section class="thermometer">
          <h2>${t.thermometer} · ${this.plugged ? t.plugged : t.unplugged}</h2>
          <label>
            <span>${t.surface} ${temperatureText(this.surface)}</span>
            <input
              type="range"
              min="3000"
              max="4000"
              step="10"
              .value=${String(this.surface)}
              @input=${(event: InputEvent) => this.#warm(Number((event.target as HTMLInputElement).value))}
            />
          </label>
          <div class="row">
            <button class="quiet" data-action="plug" ?disabled=${this.plugged} @click=${this.#plug}>
              ${t.plug}
            </button>
            <button class="quiet" data-action="unplug" ?disabled=${!this.plugged} @click=${this.#unplug}>
              ${t.unplug}
            </button>
            <button class="quiet" @click=${this.#noise}>${t.noise}</button>
            <button class="quiet" @click=${() => this.#thermometer.fail({ kind: 'bad-checksum' })}>
              ${t.badSum}
            </button>
          </div>
        </section>
      </div>
    `;
  }

  async #prepare(): Promise<void> {
    this.ready = 'preparing';
    try {
      await this.phones.prepare(this.now());
      this.cards = await this.phones.cards();
      this.ready = 'ready';
    } catch {
      this.ready = 'none';
    }
  }

  async #bring(visitor: Visitor): Promise<void> {
    this.#stopTimers();
    await this.camera.show(null);
    this.current = visitor;
    this.#warm(surfaceOf(visitor));
    if (visitor === 'replayed') return this.#replay();
    const show = async (): Promise<void> =>
      this.camera.show(await this.phones.text(visitor, this.now(), this.sentryCode()));
    const seen = this.#lastSeen.get(this.phones.passOf(visitor)) ?? 0;
    const wait = Math.max(phoneMs, awayMs - (Date.now() - seen));
    this.#arrive = setTimeout(() => void show(), wait);
    this.#refresh = setInterval(() => void show(), refreshMs);
    this.#leave = setTimeout(() => void this.#clear(), wait + stayMs);
  }

  /** A used code needs somebody who used it: where nobody was there lately, a first person comes and goes before. */
  #replay(): void {
    let wait = phoneMs;
    if (this.phones.usedCode(this.now()) === null) {
      this.#arrive = setTimeout(() => void this.#first(), phoneMs);
      wait += firstMs + awayMs;
    } else {
      const seen = this.#lastSeen.get(this.phones.passOf('replayed')) ?? 0;
      wait = Math.max(phoneMs, awayMs - (Date.now() - seen));
    }
    this.#second = setTimeout(
      () => void this.phones.text('replayed', this.now()).then((text) => this.camera.show(text)),
      wait,
    );
    this.#leave = setTimeout(() => void this.#clear(), wait + stayMs);
  }

  /** A guard holds the owner's page before the camera. Where there is no roster, nothing is held. */
  async #giveShiftKey(): Promise<void> {
    await this.#clear();
    const { demoShiftKey } = await import('./demo-shift-key.ts');
    await this.camera.show(await demoShiftKey(this.site).catch(() => null));
    this.#leave = setTimeout(() => void this.#clear(), awayMs);
  }

  async #first(): Promise<void> {
    await this.camera.show(await this.phones.firstUse(this.now()));
    this.#arrive = setTimeout(() => void this.camera.show(null), firstMs);
  }

  async #clear(): Promise<void> {
    this.#stopTimers();
    this.current = null;
    // With nobody near, the sensor sees the room.
    this.#thermometer.set({ surface: 2400 });
    await this.camera.show(null);
  }

  #stopTimers(): void {
    if (this.current) this.#lastSeen.set(this.phones.passOf(this.current), Date.now());
    clearInterval(this.#refresh);
    clearTimeout(this.#arrive);
    clearTimeout(this.#second);
    clearTimeout(this.#leave);
  }

  #warm(surface: number): void {
    this.surface = surface;
    this.#thermometer.set({ surface });
  }

  #plug(): void {
    if (this.plugged) return;
    this.#port = this.ports.plug(this.#thermometer);
    this.plugged = true;
  }

  /** The cable goes while the sensor is answering; without a query under way it goes at once. */
  #unplug(): void {
    this.#thermometer.fail({ kind: 'unplug', after: 4 });
    const port = this.#port;
    setTimeout(() => port && this.ports.unplug(port), 1000);
  }

  #noise(): void {
    this.#thermometer.fail({ kind: 'noise', bytes: crypto.getRandomValues(new Uint8Array(24)) });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-demo-panel': DemoPanel;
  }
}
