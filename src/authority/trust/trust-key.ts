import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { prefixTexts, type HashList } from '../../domain/credential/hash-lists.ts';
import type { RevocationList, TrustEntry } from '../../domain/credential/trust-list.ts';
import { trustKeyForm } from '../../domain/credential/trust-forms.ts';
import type { FormValues } from '../../domain/forms/form.ts';
import '../../ui/kit/form/data-form.ts';
import '../../ui/kit/form/picker-fields.ts';
import { declareFormWords } from '../../ui/kit/form/form-words.ts';
import { count, dateTime } from '../../ui/language/format.ts';
import { Texts, language, type Language } from '../../ui/language/languages.ts';
import { noLimitTexts, trustKindTexts } from '../../ui/texts/authority/policy-difference.ts';
import { trustTexts } from '../../ui/texts/authority/trust.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import { standingWord } from './trust-columns.ts';
import { trustFieldWords } from './trust-words.ts';

function words(language: Language) {
  const t = trustTexts[language];
  return {
    submit: t.save,
    busy: t.save,
    fields: {
      issuer: {
        label: t.name,
        problems: { missing: t.wrongName, long: t.wrongName, characters: t.wrongName },
      },
      notBefore: { label: t.from },
      notAfter: { label: t.until, problems: { before: t.wrongTimes } },
      suspended: { label: t.suspendedField, choices: { false: t.suspendedNo, true: t.suspendedYes } },
    },
  };
}
const formWords = declareFormWords(trustKeyForm, words('zh-CN'), words('en'));

/**
 * One key of the trust list: what it is, whether it is believed now, and a form to change it. Fires `change-key`
 * (CustomEvent of the changed TrustEntry) and `remove-key`.
 */
@customElement('sc-trust-key')
export class TrustKey extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 10px;
      }
      .marks {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
        margin-top: 2px;
      }
      .mark {
        padding: 1px 9px;
        border: 1px solid var(--line);
        border-radius: 999px;
        font-size: 0.8125rem;
        font-weight: 600;
      }
      .mark.in-force {
        border-color: var(--green-deep);
        color: var(--green-deep);
      }
      .mark.is-suspended,
      .mark.no-longer-in-force {
        border-color: var(--red-deep);
        color: var(--red-deep);
      }
      .mark.draft {
        border-color: var(--accent);
        background: #eef6fb;
        color: var(--accent);
      }
      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 2px 12px;
        margin: 6px 0 0;
        font-size: 0.9375rem;
      }
      dt {
        color: var(--ink-soft);
      }
      dd {
        margin: 0;
        overflow-wrap: anywhere;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .form {
        display: grid;
        gap: 12px;
        padding: 12px;
        border: 1px solid var(--line);
        border-radius: 10px;
      }
    `,
  ];

  @property({ attribute: false }) entry!: TrustEntry;
  /** The revocation list of this key; null when there is none. */
  @property({ attribute: false }) revocations: RevocationList | null = null;
  /** The lists of certificates called back that are of this key. */
  @property({ attribute: false }) hashLists: readonly HashList[] = [];
  /** How the draft has it against what is in force. */
  @property({ attribute: false }) drafted: 'isNew' | 'isChanged' | null = null;
  /** The server's time, UTC ms. */
  @property({ type: Number }) now = 0;
  @property({ type: Boolean }) busy = false;
  /** Whether who looks may change the draft. */
  @property({ type: Boolean }) mayChange = false;
  @state() private open = false;
  #values: object = {};
  readonly #texts = new Texts(this, trustTexts);

  override render() {
    const { t } = this.#texts;
    const { entry } = this;
    const mark = standingWord(entry, this.now);
    return html`
      <div>
        <h2>${entry.issuer}</h2>
        <div class="soft">${trustKindTexts[language()][entry.kind]}</div>
        <div class="marks">
          <span class="mark ${mark}">${t[mark]}</span>
          ${this.drafted ? html`<span class="mark draft">${t[this.drafted]}</span>` : nothing}
        </div>
        <dl>
          <dt>${t.kid}</dt>
          <dd><code>${entry.kid}</code></dd>
          <dt>${t.validity}</dt>
          <dd>${this.#validity()}</dd>
          <dt>${t.mayState}</dt>
          <dd>${trustFieldWords(entry, 'usages')}</dd>
          ${entry.kind === 'jwk' ? this.#ofCards() : this.#ofCertificates()}
        </dl>
      </div>
      ${
        this.open || !this.mayChange
          ? nothing
          : html`<div class="actions">
              <button type="button" name="change" class="quiet" @click=${() => this.#show(true)}>
                ${t.change}
              </button>
              <button
                type="button"
                name="remove"
                class="quiet"
                aria-disabled=${this.busy}
                @click=${() => this.dispatchEvent(new Event('remove-key'))}
              >
                ${t.remove}
              </button>
            </div>`
      }
      ${this.open && this.mayChange ? this.#form() : nothing}
    `;
  }

  #validity(): string {
    const { notBefore, notAfter } = this.entry;
    if (notBefore === null && notAfter === null) return noLimitTexts[language()].time;
    const at = (time: number | null) => (time === null ? '…' : dateTime(time, language()));
    return `${at(notBefore)} – ${at(notAfter)}`;
  }

  #ofCards() {
    const { t } = this.#texts;
    const { entry, revocations } = this;
    const { crlVersion } = entry;
    const missing = crlVersion !== null && (revocations === null || revocations.ctr < crlVersion);
    return html`
      <dt>${t.issShort}</dt>
      <dd>${trustFieldWords(entry, 'iss')}</dd>
      <dt>${t.revocation}</dt>
      <dd>
        ${
          revocations
            ? t.revocationList(String(revocations.ctr), count(revocations.rids.length, language()))
            : missing
              ? nothing
              : noLimitTexts[language()].crlVersion
        }
        ${missing ? html`<span class="fault">${t.revocationMissing(String(crlVersion))}</span>` : nothing}
      </dd>
    `;
  }

  #ofCertificates() {
    const { t } = this.#texts;
    const { crlVersion } = this.entry;
    if (this.hashLists.length === 0 && crlVersion === null) return nothing;
    const missing = crlVersion !== null && !this.hashLists.some(({ ctr }) => ctr >= crlVersion);
    return html`
      <dt>${t.revocation}</dt>
      <dd>
        ${this.hashLists.map(
          (list) =>
            html`<div>
              ${list.type}:
              ${t.certificateList(String(list.ctr), count(prefixTexts(list).length, language()))}
            </div>`,
        )}
        ${missing ? html`<span class="fault">${t.revocationMissing(String(crlVersion))}</span>` : nothing}
      </dd>
    `;
  }

  #form() {
    const { t } = this.#texts;
    return html`<sc-form
      class="form"
      columns
      .form=${trustKeyForm}
      .words=${formWords[language()]}
      .values=${this.#values}
      .send=${this.#save}
      ?waiting=${this.busy}
    >
      <button slot="actions" type="button" class="quiet" @click=${() => this.#show(false)}>${t.no}</button>
    </sc-form>`;
  }

  #show(open: boolean): void {
    const { issuer, notBefore, notAfter, suspended } = this.entry;
    this.#values = { issuer, notBefore, notAfter, suspended };
    this.open = open;
  }

  readonly #save = async (given: FormValues<typeof trustKeyForm>): Promise<void> => {
    const { entry } = this;
    const changed: TrustEntry = {
      ...entry,
      issuer: given.issuer,
      notBefore: sameMoment(given.notBefore, entry.notBefore),
      notAfter: sameMoment(given.notAfter, entry.notAfter),
      suspended: given.suspended,
    };
    this.dispatchEvent(new CustomEvent<TrustEntry>('change-key', { detail: changed }));
  };

  /** Folds the form away once what it asked for is done. */
  done(): void {
    this.#show(false);
  }
}

/** The moment given, to the millisecond of the one before where the field says the same second. */
function sameMoment(given: number | undefined, before: number | null): number | null {
  if (given === undefined) return null;
  return before !== null && given === Math.floor(before / 1000) * 1000 ? before : given;
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-trust-key': TrustKey;
  }
}
