import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { residentIdCheck } from '../../domain/person/resident-id.ts';
import { IdReaderEmulator, writeResidentText } from '../../serial/drivers/id-card/emulator.ts';
import { TravelDocumentEmulator } from '../../serial/drivers/travel-document/emulator.ts';
import type { FakePorts } from '../../serial/ports/emulated/fake-ports.ts';
import type { FakeSerialPort } from '../../serial/ports/emulated/fake-serial-port.ts';
import { Texts } from '../../ui/language/languages.ts';
import { demoReaderTexts } from '../../ui/texts/common/demo-readers.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import type { DemoCard } from './demo-visitors.ts';

/** Somebody takes their card away again, ms. */
const stayMs = 4000;

/** Nobody's: of an area that does not exist, and born on a day on which none of the demo's people is. */
const strangersDigits = '00000019420228000';

/** The specimen of ICAO 9303: of a state that does not exist. */
const passport = [
  'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<',
  'L898902C36UTO7408122F3504152ZE184226B<<<<<16',
];

/**
 * A reader of ID cards and one of passports, which visitors of the demo lay their documents on. Fires `came` and `left`: the thermometer
 * sees them too.
 */
@customElement('sc-demo-readers')
export class DemoReaders extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: grid;
        gap: 8px;
      }
      h2 {
        font-size: 1rem;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      button {
        padding: 4px 10px;
        font-size: 0.9375rem;
      }
    `,
  ];

  @property({ attribute: false }) ports!: FakePorts;
  /** The cards of the demo's people. */
  @property({ attribute: false }) cards: readonly DemoCard[] = [];
  @state() private plugged = false;
  readonly #texts = new Texts(this, demoReaderTexts);
  readonly #idReader = new IdReaderEmulator({ readTakesMs: 300 });
  readonly #passports = new TravelDocumentEmulator();
  #plugs: FakeSerialPort[] = [];
  #leave: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#leave);
  }

  override render() {
    const { t } = this.#texts;
    if (!this.plugged)
      return html`<h2>${t.heading}</h2>
        <div class="row">
          <button class="quiet" data-action="plug-reader" @click=${this.#plug}>${t.plug}</button>
        </div>`;
    return html`
      <h2>${t.heading}</h2>
      <div class="row">
        ${this.cards.map(
          ({ person, name, idNumber }) =>
            html`<button class="quiet" data-card=${person} @click=${() => this.#lay(name, idNumber)}>
              ${t.card(name)}
            </button>`,
        )}
        <button
          class="quiet"
          data-card="stranger"
          @click=${() => this.#lay('陌生人', strangersDigits + residentIdCheck(strangersDigits))}
        >
          ${t.stranger}
        </button>
        <button class="quiet" data-card="passport" @click=${this.#draw}>${t.passport}</button>
        <button class="quiet" @click=${() => this.#pull()}>${t.pullAway}</button>
        <button class="quiet" @click=${this.#unplug}>${t.unplug}</button>
      </div>
    `;
  }

  #plug(): void {
    this.#plugs = [this.ports.plug(this.#idReader), this.ports.plug(this.#passports)];
    this.plugged = true;
  }

  #unplug(): void {
    for (const port of this.#plugs) this.ports.unplug(port);
    this.plugged = false;
  }

  /** @param leaving what is done when they go */
  #come(leaving: () => void): void {
    clearTimeout(this.#leave);
    this.dispatchEvent(new CustomEvent('came'));
    this.#leave = setTimeout(() => {
      leaving();
      this.dispatchEvent(new CustomEvent('left'));
    }, stayMs);
  }

  #lay(name: string, number: string): void {
    this.#idReader.lay(
      writeResidentText({ name, number, address: '样例市样例区样例路1号', from: 20200101, until: 0 }),
    );
    this.#come(() => this.#idReader.takeAway());
  }

  #draw(): void {
    this.#come(() => undefined);
    // The thermometer has seen them by then.
    setTimeout(() => this.#passports.show(passport), 500);
  }

  /** The next card goes before it was read to its end. */
  #pull(): void {
    this.#idReader.fail('read', { kind: 'card-pulled', after: 400 });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-demo-readers': DemoReaders;
  }
}
