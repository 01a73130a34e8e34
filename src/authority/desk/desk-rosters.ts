import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { OwnRosterRow } from '../../domain/api/gate/roster-api.ts';
import type { FormValues } from '../../domain/forms/form.ts';
import { isResidentId } from '../../domain/person/resident-id.ts';
import { deskEntryForm } from '../../domain/roster/roster-forms.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import '../../ui/district/privacy-notice.ts';
import { Action, actionStyle } from '../../ui/kit/action/action.ts';
import '../../ui/kit/action/confirm-dialog.ts';
import type { Confirm } from '../../ui/kit/action/confirm-dialog.ts';
import '../../ui/kit/form/data-form.ts';
import { declareFormWords } from '../../ui/kit/form/form-words.ts';
import '../../ui/kit/form/picker-fields.ts';
import '../../ui/kit/form/rare-fields.ts';
import { dateTime } from '../../ui/language/format.ts';
import { Texts, language, type Language } from '../../ui/language/languages.ts';
import { placeName } from '../../ui/language/place-names.ts';
import { deskRosterTexts } from '../../ui/texts/authority/desk/desk-rosters.ts';
import {
  consentWayTexts,
  removedByTexts,
  rosterKindTexts,
  rosterTermsText,
} from '../../ui/texts/common/rosters.ts';
import { controls, theme } from '../../ui/theme/theme.ts';

function words(of: Language) {
  const t = deskRosterTexts[of];
  return {
    submit: t.add,
    busy: t.adding,
    fields: {
      site: { label: t.site },
      kind: { label: t.kind, choices: rosterKindTexts[of] },
      group: { label: t.group },
      from: { label: t.from },
      until: { label: t.until },
    },
  };
}
const addWords = declareFormWords(deskEntryForm, words('zh-CN'), words('en'));
const usual = { kind: 'staff' };

/** The rosters of the person who stands at the desk: looked at when the clerk opens them, which is on record. */
@customElement('sc-desk-rosters')
export class DeskRosters extends LitElement {
  static override styles = [
    theme,
    controls,
    actionStyle,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      details > * {
        /* What lies in a details inherits nothing of how boxes are sized. */
        box-sizing: border-box;
        margin-block-start: 10px;
      }
      summary {
        cursor: pointer;
        min-height: 44px;
        align-content: center;
        color: var(--accent);
      }
      ul {
        list-style: none;
        padding: 0;
      }
      li {
        display: grid;
        gap: 2px;
        padding: 8px 0;
        border-block-start: 1px solid var(--line);
        overflow-wrap: anywhere;
      }
      li button {
        justify-self: start;
      }
    `,
  ];

  @property({ attribute: false }) client!: ApiClient;
  /** Stands for the person who was found. */
  @property() handle = '';
  /** On the document of who stands there, by which they were found; '' where it is not known. */
  @property({ attribute: false }) idNumber = '';
  @state() private rosters: readonly OwnRosterRow[] | null = null;
  @query('sc-confirm') private confirm!: Confirm;
  @query('details') private details!: HTMLDetailsElement | null;
  readonly #texts = new Texts(this, deskRosterTexts);
  readonly #action = new Action(this, {
    faults: () => {
      const { t } = this.#texts;
      return { overtaken: t.already, 'not-found': t.gone, 'too-many': t.full };
    },
  });

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('handle')) return;
    // Another person: nothing of the one before stays.
    this.rosters = null;
    this.#action.clear();
    if (this.details) this.details.open = false;
  }

  override render() {
    const { t } = this.#texts;
    return html`<details @toggle=${this.#opened}>
      <summary>${t.show}</summary>
      <p class="soft">${t.why}</p>
      ${this.#action.render()} ${this.rosters ? this.#all(this.rosters) : nothing}
      <sc-confirm></sc-confirm>
    </details>`;
  }

  #all(rosters: readonly OwnRosterRow[]) {
    const { t } = this.#texts;
    return html`${
        rosters.length === 0
          ? html`<p>${t.none}</p>`
          : html`<ul>
              ${rosters.map((row) => this.#row(row))}
            </ul>`
      }
      <sc-form
        .form=${deskEntryForm}
        .words=${addWords[language()]}
        .values=${usual}
        .places=${this.client}
        .send=${this.#add}
        @fault=${({ detail }: CustomEvent<unknown>) => void this.#action.run(() => Promise.reject(detail))}
      ></sc-form>
      <sc-privacy-notice purpose="membership"></sc-privacy-notice>`;
  }

  #row(row: OwnRosterRow) {
    const { t } = this.#texts;
    const of = language();
    const { siteName, siteNameEn, added, consent, heldBy, removed, removedBy } = row;
    return html`<li>
      <strong>${placeName(siteName, siteNameEn)}</strong>
      <span>${rosterTermsText(row, of)}</span>
      <span class="soft">${t.since(dateTime(added, of), consentWayTexts[of][consent])}</span>
      ${heldBy ? html`<span class="soft">${t.heldBy(heldBy)}</span>` : nothing}
      ${
        removed === 0
          ? html`<button type="button" class="quiet" name="remove" @click=${() => void this.#remove(row)}>
              ${t.remove}
            </button>`
          : html`<span class="soft"
              >${removedBy ? t.over(dateTime(removed, of), removedByTexts[of][removedBy]) : nothing}</span
            >`
      }
    </li>`;
  }

  readonly #opened = (): void => {
    if (!this.details?.open || this.rosters) return;
    const { handle } = this;
    void this.#action.run(
      async () => {
        const { rosters } = await this.client.deskRosters({ handle });
        if (handle === this.handle) this.rosters = rosters;
      },
      { said: () => '' },
    );
  };

  readonly #add = async (given: FormValues<typeof deskEntryForm>): Promise<void> => {
    const { t } = this.#texts;
    this.rosters = (
      await this.client.deskEnrol({
        handle: this.handle,
        ...given,
        // The site's sentries then know the card without a network; other documents they learn when these lie on their reader.
        ...(isResidentId(this.idNumber) && { idNumber: this.idNumber }),
      })
    ).rosters;
    await this.#action.run(async () => undefined, { said: () => t.added });
  };

  async #remove(row: OwnRosterRow): Promise<void> {
    const { t } = this.#texts;
    await this.confirm.ask({
      title: t.removeTitle,
      verb: t.removeVerb,
      object: placeName(row.siteName, row.siteNameEn),
      effect: t.removeEffect,
      faults: { 'not-found': t.gone },
      act: async () => {
        this.rosters = (await this.client.deskUnenrol({ handle: this.handle, entry: row.number })).rosters;
        void this.#action.run(async () => undefined, { said: () => t.removed });
      },
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-desk-rosters': DeskRosters;
  }
}
