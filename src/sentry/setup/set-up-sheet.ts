import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { setUpSteps, stepsThat, type SetUpStep } from '../../domain/gate/set-up.ts';
import { temperatureText } from '../../domain/scan/temperature.ts';
import { appVersion } from '../../ui/device/app-version.ts';
import { dateTime } from '../../ui/language/format.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import { setUpWords } from '../../ui/texts/gate/set-up-words.ts';
import { setUpTexts } from '../../ui/texts/gate/set-up.ts';
import { theme } from '../../ui/theme/theme.ts';
import { thermometerSetup } from '../device/thermometer-setup.ts';
import type { SetUpRecord } from './set-up-memory.ts';
import type { SetUpGate } from './step-element.ts';

/** What came of a set-up, on one page of paper: of the sentry alone, and of nobody. */
@customElement('sc-set-up-sheet')
export class SetUpSheet extends LitElement {
  static override styles = [
    theme,
    css`
      :host {
        display: block;
        color: #000000;
        background: #ffffff;
        font-size: 12pt;
      }
      h1 {
        font-size: 20pt;
        margin: 0 0 6mm;
      }
      table {
        border-collapse: collapse;
        width: 100%;
        margin-bottom: 8mm;
      }
      th {
        text-align: start;
        font-weight: 600;
        width: 40%;
      }
      th,
      td {
        padding: 2mm 3mm;
        border: 0.3mm solid #777777;
        vertical-align: top;
      }
      .signed {
        margin-top: 14mm;
        padding-top: 2mm;
        border-top: 0.3mm solid #000000;
        width: 70mm;
      }
    `,
  ];

  @property({ attribute: false }) record!: SetUpRecord;
  @property({ attribute: false }) gate!: Pick<SetUpGate, 'place' | 'device'>;
  readonly #texts = new Texts(this, setUpTexts);

  override render() {
    const { t } = this.#texts;
    const words = setUpWords[language()];
    const { endedAt, results, device } = this.record;
    const facts: [name: string, value: string][] = [
      [t.sheetPlace, this.gate.place],
      [t.sheetNumber, String(device)],
      [t.sheetDate, dateTime(endedAt || this.gate.device.clock.now(), language())],
      [t.sheetVersion, appVersion],
    ];
    return html`<h1>${t.sheetTitle}</h1>
      <table>
        ${facts.map(
          ([name, value]) =>
            html`<tr>
              <th scope="row">${name}</th>
              <td>${value}</td>
            </tr>`,
        )}
      </table>
      <table>
        ${setUpSteps.map(
          (step) =>
            html`<tr>
              <th scope="row">${words[`step_${step}`]}</th>
              <td>${words[`result_${results[step]}`]}${this.#more(step)}</td>
            </tr>`,
        )}
      </table>
      <p>${stepsThat(results, 'failed', 'open').length > 0 ? t.sheetLeft : t.allDone}</p>
      <p class="signed">${t.sheetSigned}</p>
      <p>${t.sheetFoot}</p>`;
  }

  /** What the thermometer read of the reference. */
  #more(step: SetUpStep): string {
    const { check } = thermometerSetup();
    if (step !== 'temperature' || !check || this.record.results[step] === 'not-here') return '';
    const { t } = this.#texts;
    const say = check.outcome === 'good' ? t.checkGood : t.checkOff;
    return ` · ${say(temperatureText(check.read), temperatureText(check.reference))}`;
  }
}

/** On paper nothing but the sheet; on the screen everything but it. Both go when the printing has ended. */
const onPaper = `
  @media screen { sc-set-up-sheet { display: none; } }
  @media print {
    @page { size: A4; margin: 18mm; }
    html, body { height: auto; background: #ffffff; }
    body > :not(sc-set-up-sheet) { display: none; }
  }`;

/** Prints what came of the set-up. */
export function printSheet(record: SetUpRecord, gate: Pick<SetUpGate, 'place' | 'device'>): void {
  const sheet = document.createElement('sc-set-up-sheet');
  Object.assign(sheet, { record, gate });
  const style = new CSSStyleSheet();
  style.replaceSync(onPaper);
  document.body.append(sheet);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, style];
  const end = (): void => {
    sheet.remove();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== style);
  };
  addEventListener('afterprint', end, { once: true });
  void sheet.updateComplete.then(() => print());
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-set-up-sheet': SetUpSheet;
  }
}
