import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { referenceRange, type ReferenceCheck } from '../../domain/scan/reference-check.ts';
import { temperatureText } from '../../domain/scan/temperature.ts';
import { distanceRange, rememberThermometer, thermometerSetup } from '../device/thermometer-setup.ts';
import { StepElement } from './step-element.ts';

/** The thermometer beside something whose temperature is known. Nothing is corrected by it. */
@customElement('sc-set-up-temperature')
export class TemperatureStep extends StepElement {
  @state() private check: ReferenceCheck | 'few' | null = null;
  @state() private wrong: 'referenceWrong' | 'distanceWrong' | null = null;

  override render() {
    const { t } = this;
    const { measures, sensor } = this.gate.gateState;
    if (!measures)
      return html`<p>${t.temperatureNone}</p>
        <div class="acts"><button @click=${() => this.end('not-here')}>${t.next}</button></div>`;
    const { distance } = thermometerSetup();
    return html`
      ${sensor === 'running' ? nothing : html`<p class="bad" role="status">${t.temperatureNoSensor}</p>`}
      <form @submit=${this.#compare}>
        <label>
          ${t.reference}
          <input name="reference" inputmode="decimal" autocomplete="off" placeholder="36.5" />
        </label>
        <label>
          ${t.distance}
          <input
            name="distance"
            inputmode="decimal"
            autocomplete="off"
            .value=${distance === null ? '' : String(distance / 10)}
          />
        </label>
        <p class="fault" role="alert">${this.wrong ? t[this.wrong] : nothing}</p>
        <div class="acts">
          <button class=${this.#isGood ? 'quiet' : ''} ?disabled=${sensor !== 'running'}>${t.compare}</button>
        </div>
      </form>
      <div role="status">${this.#said()}</div>
      ${
        this.#isGood
          ? html`<div class="acts"><button @click=${() => this.end('done')}>${t.next}</button></div>`
          : nothing
      }
    `;
  }

  get #isGood(): boolean {
    return this.check !== null && this.check !== 'few' && this.check.outcome === 'good';
  }

  #said() {
    const { t, check } = this;
    if (check === null) return nothing;
    if (check === 'few') return html`<p class="bad">${t.checkFew}</p>`;
    const { outcome, read, reference } = check;
    if (outcome === 'unsteady') return html`<p class="bad">${t.checkUnsteady}</p>`;
    const degrees = [temperatureText(read), temperatureText(reference)] as const;
    return outcome === 'good'
      ? html`<p class="good">${t.checkGood(...degrees)}</p>`
      : html`<p class="bad">${t.checkOff(...degrees)}</p>`;
  }

  #compare(event: SubmitEvent): void {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const number = (name: string): number =>
      Number(
        String(form.get(name) ?? '')
          .trim()
          .replace(',', '.') || 'none',
      );
    const reference = Math.round(number('reference') * 100);
    const isSaid = String(form.get('distance') ?? '').trim() !== '';
    const distance = isSaid ? Math.round(number('distance') * 10) : null;
    this.wrong = null;
    if (!(reference >= referenceRange.min && reference <= referenceRange.max)) {
      this.wrong = 'referenceWrong';
      return;
    }
    if (distance !== null && !(distance >= distanceRange.min && distance <= distanceRange.max)) {
      this.wrong = 'distanceWrong';
      return;
    }
    rememberThermometer({ distance });
    this.check = this.gate.shift.checkThermometer(reference) ?? 'few';
    if (this.check !== 'few' && this.check.outcome === 'off') this.end('failed');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-set-up-temperature': TemperatureStep;
  }
}
