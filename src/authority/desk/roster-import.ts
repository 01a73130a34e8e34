import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ImportFault } from '../../domain/api/gate/roster-api.ts';
import { file, site, text } from '../../domain/forms/fields.ts';
import { form, type FormValues } from '../../domain/forms/form.ts';
import { readRosterFile } from './roster-csv.ts';
import type { RosterFileFault } from '../../domain/roster/roster-forms.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import { Action, actionStyle } from '../../ui/kit/action/action.ts';
import '../../ui/kit/form/data-form.ts';
import { declareFormWords } from '../../ui/kit/form/form-words.ts';
import '../../ui/kit/form/picker-fields.ts';
import '../../ui/kit/form/rare-fields.ts';
import { count } from '../../ui/language/format.ts';
import { Texts, language, type Language } from '../../ui/language/languages.ts';
import {
  deskRosterTexts,
  importProblemTexts,
  rosterFileTexts,
} from '../../ui/texts/authority/desk/desk-rosters.ts';
import { controls, theme } from '../../ui/theme/theme.ts';

const importForm = form('roster-file', {
  site: site(),
  heldBy: text({ least: 2, most: 60 }),
  file: file({ accept: ['.csv', 'text/csv'], mostBytes: 100_000 }),
});

function words(of: Language) {
  const t = deskRosterTexts[of];
  return {
    submit: t.load,
    busy: t.loading,
    fields: {
      site: { label: t.site },
      heldBy: { label: t.heldByLabel, help: t.heldByHelp },
      file: { label: t.file },
    },
  };
}
const importWords = declareFormWords(importForm, words('zh-CN'), words('en'));

/** Imports a list of people who agreed on paper into a site's roster: all of it, or none. The file is read here, and stored nowhere. */
@customElement('sc-roster-import')
export class RosterImport extends LitElement {
  static override styles = [
    theme,
    controls,
    actionStyle,
    css`
      :host {
        display: block;
        max-width: 40rem;
        margin-block-start: var(--gap);
      }
      summary {
        cursor: pointer;
        min-height: 44px;
        align-content: center;
        color: var(--accent);
      }
      details > * {
        /* What lies in a details inherits nothing of how boxes are sized. */
        box-sizing: border-box;
      }
      details > :not(summary) {
        margin-block-start: 10px;
      }
      ul {
        padding-inline-start: 1.4em;
        max-height: 16em;
        overflow: auto;
      }
    `,
  ];

  @property({ attribute: false }) client!: ApiClient;
  @state() private faults: readonly ImportFault[] = [];
  @state() private fileFault: RosterFileFault | null = null;
  @state() private left: number | null = null;
  readonly #texts = new Texts(this, deskRosterTexts);
  readonly #action = new Action(this, {
    faults: () => ({ 'not-found': this.#texts.t.noSite, 'too-many': this.#texts.t.tooMany }),
  });

  override render() {
    const { t } = this.#texts;
    return html`<details class="card">
      <summary>${t.importOpen}</summary>
      <p class="soft">${t.importWhy}</p>
      <sc-form
        .form=${importForm}
        .words=${importWords[language()]}
        .places=${this.client}
        .send=${this.#send}
        @fault=${({ detail }: CustomEvent<unknown>) => void this.#action.run(() => Promise.reject(detail))}
      ></sc-form>
      ${this.#action.render(true)}
      ${
        this.fileFault
          ? html`<p class="fault" role="alert">${rosterFileTexts[language()][this.fileFault]}</p>`
          : nothing
      }
      ${this.faults.length > 0 ? this.#faults() : nothing}
      ${this.left === null ? nothing : html`<p class="soft">${t.left(count(this.left, language()))}</p>`}
    </details>`;
  }

  #faults() {
    const { t } = this.#texts;
    const problems = importProblemTexts[language()];
    return html`<div role="alert">
      <p class="fault">${t.faults(count(this.faults.length, language()))}</p>
      <ul>
        ${this.faults.map(
          ({ row, problem }) =>
            html`<li>${t.fault(count(row + 1, language()), problems[problem] ?? problems['other']!)}</li>`,
        )}
      </ul>
    </div>`;
  }

  readonly #send = async (given: FormValues<typeof importForm>): Promise<void> => {
    const { t } = this.#texts;
    this.faults = [];
    this.fileFault = null;
    this.#action.clear();
    const read = readRosterFile(await (given.file as File).text());
    if ('fault' in read) {
      this.fileFault = read.fault;
      return;
    }
    const { site: number, heldBy } = given;
    const { faults, added, already, left } = await this.client.importRoster({
      site: number,
      heldBy,
      rows: read.rows,
    });
    this.faults = faults;
    this.left = left;
    if (faults.length === 0)
      await this.#action.run(async () => undefined, {
        said: () => t.done(count(added, language()), count(already, language())),
      });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-roster-import': RosterImport;
  }
}
