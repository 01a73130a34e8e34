import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { AccessAnswer, AccessRow } from '../domain/access/access-log.ts';
import { roles } from '../domain/access/rights.ts';
import { ApiError, type ApiClient } from '../sync/api-client.ts';
import { dateTime } from '../ui/language/format.ts';
import { Texts, language } from '../ui/language/languages.ts';
import { accessKindTexts, accessTexts } from '../ui/texts/citizen/access.ts';
import { openingReasonTexts } from '../ui/texts/common/opening-reasons.ts';
import { controls, theme } from '../ui/theme/theme.ts';

/** Who of the staff looked at a person's data, a page at a time: in what role, at what, why, when. Never stored on the phone. */
@customElement('sc-access-log')
export class AccessLog extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: grid;
        gap: 8px;
        margin-top: 8px;
      }
      ol {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      li {
        display: grid;
        gap: 2px;
        padding: 8px 0;
        border-block-start: 1px solid var(--line);
        overflow-wrap: anywhere;
      }
      li .soft {
        font-size: 0.875rem;
      }
      button {
        justify-self: start;
      }
    `,
  ];

  @property({ attribute: false }) client!: ApiClient;
  /** The person's handle; undefined for the account's first. */
  @property({ attribute: false }) person: string | undefined;
  @state() private rows: AccessRow[] = [];
  /** The last answer; null before the first. */
  @state() private last: AccessAnswer | null = null;
  @state() private failed = false;
  @state() private busy = false;
  readonly #texts = new Texts(this, accessTexts);
  /** Tells an answer from one of a person who is no longer shown. */
  #turn = 0;

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('person') && !changed.has('client')) return;
    this.rows = [];
    this.last = null;
    void this.#read();
  }

  override render() {
    const { t } = this.#texts;
    const { last } = this;
    return html`<p class="soft">${t.intro}</p>
      ${
        this.rows.length > 0
          ? html`<ol>
                ${this.rows.map((row) => this.#row(row))}
              </ol>
              <p class="soft">${t.once} ${t.ask}</p>`
          : last
            ? html`<p role="status">${t.none}</p>`
            : nothing
      }
      <div role="status">
        ${this.busy ? html`<p class="soft">${t.loading}</p>` : this.failed ? html`<p class="fault">${t.notLoaded}</p>` : nothing}
      </div>
      ${
        this.busy
          ? nothing
          : this.failed
            ? this.#button('again', t.again)
            : last?.next
              ? this.#button('more', t.more)
              : nothing
      }`;
  }

  #row({ at, role, kind, purpose, withheldUntil }: AccessRow) {
    const { t } = this.#texts;
    const when = dateTime(at, language());
    return html`<li>
      <strong>${roles[role].words[language()]}</strong>
      <span>${accessKindTexts[language()][kind] ?? kind}</span>
      ${purpose ? html`<span>${t.purpose(purposeWords(kind, purpose))}</span>` : nothing}
      <span class="soft"><time datetime=${new Date(at).toISOString()}>${when}</time></span>
      ${
        withheldUntil === null
          ? nothing
          : html`<span class="soft">${t.withheld(dateTime(withheldUntil, language()))}</span>`
      }
    </li>`;
  }

  #button(name: string, text: string) {
    return html`<button type="button" class="quiet" name=${name} @click=${() => void this.#read()}>
      ${text}
    </button>`;
  }

  async #read(): Promise<void> {
    const turn = ++this.#turn;
    this.busy = true;
    this.failed = false;
    const before = this.last?.next ?? undefined;
    let answer: AccessAnswer | null = null;
    try {
      answer = await this.client.accessLog({
        ...(this.person !== undefined && { person: this.person }),
        ...(before !== undefined && { before }),
      });
    } catch (fault) {
      if (!(fault instanceof ApiError)) throw fault;
    }
    if (turn !== this.#turn) return;
    this.busy = false;
    this.failed = answer === null;
    if (!answer) return;
    this.last = answer;
    this.rows = [...this.rows, ...answer.rows];
  }
}

/** What a name was opened for is chosen from a list; other purposes are an official's own words. */
function purposeWords(kind: AccessRow['kind'], purpose: string): string {
  const reasons: { [reason: string]: string } = openingReasonTexts[language()];
  return kind === 'name' ? (reasons[purpose] ?? purpose) : purpose;
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-access-log': AccessLog;
  }
}
