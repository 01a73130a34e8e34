import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Identity } from '../../domain/custody/identity.ts';
import { csvLine, csvStart } from '../../domain/text/csv.ts';
import { saveFile } from '../../ui/device/save-file.ts';
import { count, dateTime } from '../../ui/language/format.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import { namedListTexts } from '../../ui/texts/authority/custody.ts';
import { controls, theme } from '../../ui/theme/theme.ts';

/** So long a list stays open, s: time to print it. */
export const listOpenForSeconds = 300;

/** Page numbers stand in the margin of every sheet; an element's own styles have no pages. */
const sheets = new CSSStyleSheet();
sheets.replaceSync(
  `@page { margin: 18mm 14mm; @bottom-right { content: counter(page) " / " counter(pages); font: 9pt sans-serif; } }`,
);

/**
 * Names that were opened in this browser, as a list to print or to save: by whom, when, for which case and what for stands on it. Fires
 * `masked` when its time is over or it is closed; whoever shows it lets go of it then.
 */
@customElement('sc-named-list')
export class NamedList extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 14px;
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .scroll {
        overflow-x: auto;
      }
      table {
        width: 100%;
        border-collapse: collapse;
      }
      th,
      td {
        padding: 6px 10px 6px 0;
        border-block-end: 1px solid var(--line);
        text-align: start;
        vertical-align: top;
        overflow-wrap: anywhere;
      }
      th {
        font-size: 0.8125rem;
        color: var(--ink-soft);
        white-space: nowrap;
      }
      .name {
        font-weight: 600;
      }
      @media (max-width: 40rem) {
        thead {
          display: none;
        }
        tr {
          display: grid;
          padding: 8px 0;
          border-block-end: 1px solid var(--line);
        }
        td {
          padding: 0;
          border: 0;
        }
      }
      @media print {
        .acts,
        .screen {
          display: none;
        }
        thead {
          display: table-header-group;
        }
        tr {
          display: table-row;
          break-inside: avoid;
        }
        td {
          padding: 4px 8px 4px 0;
          border-block-end: 1px solid #888;
        }
        .scroll {
          overflow: visible;
        }
      }
    `,
  ];

  @property({ attribute: false }) identities: readonly Identity[] = [];
  /** Whose browser it is. */
  @property() officer = '';
  /** When it was opened, UTC ms. */
  @property({ type: Number }) at = 0;
  /** The case and what for, in words. */
  @property() purpose = '';
  /** Tests shorten it, s. */
  @property({ type: Number }) seconds = listOpenForSeconds;
  readonly #texts = new Texts(this, namedListTexts);
  #timer: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheets];
    this.#timer = setTimeout(() => this.#mask(), this.seconds * 1000);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheets);
    clearTimeout(this.#timer);
  }

  override render() {
    const { t } = this.#texts;
    return html`<h2>${t.heading(count(this.identities.length, language()))}</h2>
      <p class="by">${t.by(this.officer, dateTime(this.at, language()))}<br />${this.purpose}</p>
      <div class="acts">
        <button type="button" name="print" @click=${() => window.print()}>${t.print}</button>
        <button type="button" class="quiet" name="save" @click=${() => this.#save()}>${t.save}</button>
        <button type="button" class="quiet" name="hide" @click=${() => this.#mask()}>${t.close}</button>
      </div>
      <p class="soft screen">${t.careful}</p>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              ${this.#headings.map((heading) => html`<th scope="col">${heading}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${this.identities.map(
              ({ name, idNumber, phone, address }, index) =>
                html`<tr>
                  <td>${count(index + 1, language())}</td>
                  <td class="name">${name}</td>
                  <td>${idNumber || '—'}</td>
                  <td>${phone || '—'}</td>
                  <td>${address || '—'}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>`;
  }

  get #headings(): string[] {
    const { t } = this.#texts;
    return [t.number, t.name, t.idNumber, t.phone, t.address];
  }

  #save(): void {
    const { t } = this.#texts;
    const lines = [
      [t.by(this.officer, dateTime(this.at, language())), this.purpose],
      this.#headings,
      ...this.identities.map(({ name, idNumber, phone, address }, index) => [
        index + 1,
        name,
        idNumber,
        phone,
        address,
      ]),
    ];
    // No name and no case in the file's name: it stands in histories of the browser and of others.
    saveFile(new Blob([csvStart, ...lines.map(csvLine)], { type: 'text/csv' }), 'names.csv');
  }

  #mask(): void {
    clearTimeout(this.#timer);
    this.dispatchEvent(new Event('masked'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-named-list': NamedList;
  }
}
