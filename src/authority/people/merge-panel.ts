import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { MergeRow } from '../../domain/api/persons/merge-api.ts';
import type { FormValues } from '../../domain/forms/form.ts';
import { mergeReasonForm } from '../../domain/person/merge-form.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import '../../ui/kit/form/data-form.ts';
import { declareFormWords } from '../../ui/kit/form/form-words.ts';
import { dateTime } from '../../ui/language/format.ts';
import { Texts, language, type Language } from '../../ui/language/languages.ts';
import { mergeTexts } from '../../ui/texts/authority/merges.ts';
import { controls, theme } from '../../ui/theme/theme.ts';

type Asked = FormValues<typeof mergeReasonForm>;

function words(language: Language) {
  const t = mergeTexts[language];
  return { submit: t.partRequest, busy: t.requesting, fields: { reason: { label: t.partReason } } };
}
const formWords = declareFormWords(mergeReasonForm, words('zh-CN'), words('en'));

/** All of one merge, and the form that asks for its end. Fires `requested`, and `fault` (CustomEvent of what the client threw). */
@customElement('sc-merge-panel')
export class MergePanel extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: block;
        overflow-wrap: anywhere;
      }
      section {
        display: grid;
        gap: 10px;
      }
      h3 {
        margin: 8px 0 0;
        font-size: 1rem;
      }
      section > button {
        justify-self: start;
      }
      .done {
        padding: 10px 12px;
        border: 2px solid var(--green-deep);
        border-radius: 10px;
      }
    `,
  ];

  @property({ attribute: false }) client!: ApiClient;
  @property({ attribute: false }) row!: MergeRow;
  /** Whether who looks may ask for merged records to be parted. */
  @property({ type: Boolean }) asks = false;
  @state() private asking = false;
  @state() private done = false;
  readonly #texts = new Texts(this, mergeTexts);
  #shown = '';

  override willUpdate(): void {
    if (this.#shown === this.row.id) return;
    this.#shown = this.row.id;
    this.asking = this.done = false;
  }

  override render() {
    const { t } = this.#texts;
    const { row } = this;
    const at = (time: number) => dateTime(time, language());
    return html`<section class="card">
      <h2>${row.maskedName} · ${row.otherName}</h2>
      <p>${t.stays(row.maskedName)}<br />${t.leads(row.otherName)}</p>
      <p>${t.merged(row.askedBy, row.decidedBy, at(row.at))}</p>
      <p class="soft">${t.why(row.reason)}</p>
      ${
        row.undoneAt > 0
          ? html`<p>${t.partedBy(row.undoAskedBy, row.undoneBy, at(row.undoneAt))}</p>
              <p class="soft">${t.why(row.undoReason)}</p>`
          : this.asks
            ? this.#part(row)
            : nothing
      }
    </section>`;
  }

  #part(row: MergeRow) {
    const { t } = this.#texts;
    if (this.done) return html`<p class="done" role="status">${t.partRequested}</p>`;
    if (!this.asking)
      return html`<button type="button" class="quiet" name="part" @click=${() => (this.asking = true)}>
        ${t.part}
      </button>`;
    return html`<h3>${t.partTitle(row.maskedName, row.otherName)}</h3>
      <p class="soft">${t.partEffect}</p>
      <sc-form
        .form=${mergeReasonForm}
        .words=${formWords[language()]}
        .send=${(asked: Asked) => this.#ask(asked)}
        @fault=${({ detail }: CustomEvent<unknown>) =>
          this.dispatchEvent(new CustomEvent<unknown>('fault', { detail }))}
      ></sc-form>`;
  }

  async #ask({ reason }: Asked): Promise<void> {
    await this.client.askUnmerge({ id: this.row.id, reason });
    this.done = true;
    this.dispatchEvent(new Event('requested'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-merge-panel': MergePanel;
  }
}
