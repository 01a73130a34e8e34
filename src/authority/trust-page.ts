import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { readBundle } from '../domain/bundle.ts';
import type { PolicyAnswer } from '../domain/policy-api.ts';
import type { TrustEntry, TrustList } from '../domain/trust-list.ts';
import type { ApiClient } from '../sync/api-client.ts';
import { count } from '../ui/format.ts';
import { Texts, language } from '../ui/languages.ts';
import { trustKindTexts } from '../ui/texts/policy-difference.ts';
import { trustTexts } from '../ui/texts/trust.ts';
import { controls, theme } from '../ui/theme.ts';
import { draftSource, type DraftSource } from './draft-source.ts';
import { importFaultWords, importedWords } from './import-words.ts';
import { faultWords, tellSessionEnd } from './policy-faults.ts';
import { policyPageStyle } from './policy-page-style.ts';
import { ImportFault, importTrust, sameKey, withKeyChanged, withoutKey } from './trust-import.ts';
import type { GivenImport, TrustImportForm } from './trust-import-form.ts';
import './trust-import-form.ts';
import type { TrustKey } from './trust-key.ts';
import './trust-key.ts';

/** So many keys are shown at first, and more with each press: a list of the world's keys is long. */
const keysAtOnce = 30;

/**
 * Whose foreign credentials are believed: the keys of the open draft, else of the bundle in force. Each change goes into the
 * draft at once. Fires `refused` (CustomEvent of an ApiError) when the server no longer knows the session.
 */
@customElement('sc-trust-page')
export class TrustPage extends LitElement {
  static override styles = [
    theme,
    controls,
    policyPageStyle,
    css`
      .head {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        align-items: center;
        gap: 8px 16px;
      }
      .head input {
        max-width: 340px;
      }
      .list {
        gap: 0;
      }
      .list .head {
        margin-bottom: 12px;
      }
    `,
  ];

  @property({ attribute: false }) client!: ApiClient;
  @state() private answer: PolicyAnswer | null = null;
  @state() private source: DraftSource | null = null;
  /** The list in force, to tell what the draft changes. */
  @state() private inForce: TrustList | null = null;
  @state() private message = '';
  @state() private fault = '';
  @state() private busy = false;
  @state() private wanted = '';
  @state() private most = keysAtOnce;
  readonly #texts = new Texts(this, trustTexts);

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  override render() {
    const { t } = this.#texts;
    const { answer, source, inForce } = this;
    return html`
      <h1>${t.heading}</h1>
      <p class="soft">${t.intro}</p>
      ${this.fault ? html`<p class="notice fault" role="alert">${this.fault}</p>` : nothing}
      ${this.message ? html`<p class="notice" role="status">${this.message}</p>` : nothing}
      ${answer && source && inForce ? this.#whole(answer, source.trust, inForce) : this.#nothingYet()}
    `;
  }

  #nothingYet() {
    const { t } = this.#texts;
    if (this.busy) return html`<p class="soft" role="status">${t.loading}</p>`;
    return html`<div class="actions">
      <button type="button" @click=${() => this.#load()}>${t.again}</button>
    </div>`;
  }

  #whole(answer: PolicyAnswer, trust: TrustList, inForce: TrustList) {
    return html`
      ${this.#state(answer, trust, inForce)}
      <sc-trust-import-form class="card" ?busy=${this.busy} @import=${this.#import}></sc-trust-import-form>
      ${this.#list(answer, trust, inForce)}
    `;
  }

  #state({ current, draft }: PolicyAnswer, trust: TrustList, inForce: TrustList) {
    const { t } = this.#texts;
    const digits = (value: number) => count(value, language());
    const gone = inForce.entries.filter((old) => !trust.entries.some((entry) => sameKey(entry, old))).length;
    return html`<section class="card" id="state">
      <p>${t.inForce(String(current.version), digits(inForce.entries.length))}</p>
      <p>
        ${
          draft
            ? t.showsDraft(String(draft.version), draft.author, digits(trust.entries.length))
            : t.showsCurrent
        }
      </p>
      ${gone > 0 ? html`<p>${t.removedKeys(digits(gone))}</p>` : nothing}
      ${
        draft && draft.signatures.length > 0
          ? html`<p class="fault">${t.voids(String(draft.signatures.length))}</p>`
          : nothing
      }
      ${draft ? html`<div class="actions"><a class="button" href="#policy">${t.toPolicy}</a></div>` : nothing}
    </section>`;
  }

  #list({ now }: PolicyAnswer, { entries, revocations }: TrustList, inForce: TrustList) {
    const { t } = this.#texts;
    const digits = (value: number) => count(value, language());
    const wanted = this.wanted.trim().toLocaleLowerCase();
    const found = entries.filter((entry) => this.#fits(entry, wanted));
    const shown = found.slice(0, this.most);
    return html`<section class="card list">
      <div class="head">
        <h2>${t.listHeading}</h2>
        ${
          entries.length > 5
            ? html`<input
                type="search"
                aria-label=${t.search}
                placeholder=${t.search}
                @input=${(event: Event) => (this.wanted = (event.target as HTMLInputElement).value)}
              />`
            : nothing
        }
      </div>
      ${entries.length === 0 ? html`<p>${t.none}</p>` : nothing}
      ${entries.length > 0 && found.length === 0 ? html`<p>${t.nothingMatches}</p>` : nothing}
      ${repeat(
        shown,
        ({ kid, key }) => `${kid} ${key}`,
        (entry) =>
          html`<sc-trust-key
            .entry=${entry}
            .revocations=${revocations.find(({ kid }) => kid === entry.kid) ?? null}
            .drafted=${draftedAs(entry, inForce)}
            now=${now}
            ?busy=${this.busy}
            @change-key=${this.#change}
            @remove-key=${this.#remove}
          ></sc-trust-key>`,
      )}
      ${
        shown.length < found.length
          ? html`<div class="head">
              <span class="soft">${t.shown(digits(shown.length), digits(found.length))}</span>
              <button type="button" class="quiet" @click=${() => (this.most += keysAtOnce)}>${t.more}</button>
            </div>`
          : nothing
      }
    </section>`;
  }

  #fits({ issuer, kid, kind, iss }: TrustEntry, wanted: string): boolean {
    return [issuer, kid, trustKindTexts[language()][kind], iss ?? ''].some((text) =>
      text.toLocaleLowerCase().includes(wanted),
    );
  }

  readonly #import = async ({ target, detail }: CustomEvent<GivenImport>): Promise<void> => {
    const form = target as TrustImportForm;
    await this.#do(async ({ trust }) => {
      const imported = await importTrust(detail.file, trust, detail.issuer);
      const isNew = imported.added.length > 0 || imported.revocations !== null;
      return { trust: isNew ? imported.trust : null, said: importedWords(imported) };
    });
    if (this.fault === '') form.clear();
  };

  readonly #change = async ({ target, detail }: CustomEvent<TrustEntry>): Promise<void> => {
    await this.#do(async ({ trust }) => ({
      trust: withKeyChanged(trust, detail),
      said: this.#texts.t.changed(detail.issuer),
    }));
    if (this.fault === '') (target as TrustKey).done();
  };

  readonly #remove = async ({ target }: Event): Promise<void> => {
    const { entry } = target as TrustKey;
    await this.#do(async ({ trust }) => ({
      trust: withoutKey(trust, entry),
      said: this.#texts.t.removed(entry.issuer),
    }));
  };

  /**
   * Makes a draft with another list, then reads the state of things anew. Whatever fails, nothing was changed.
   * @param change the new list, null to leave it, and what is said when that is done
   */
  async #do(
    change: (source: DraftSource) => Promise<{ trust: TrustList | null; said: string }>,
  ): Promise<void> {
    this.busy = true;
    this.fault = '';
    this.message = '';
    let said = '';
    let fault = '';
    try {
      const source = this.source!;
      const changed = await change(source);
      if (changed.trust) {
        const { policy, validDays, basis } = source;
        await this.client.draftPolicy({ policy, trust: changed.trust, validDays, basis });
      }
      ({ said } = changed);
    } catch (error) {
      fault = error instanceof ImportFault ? importFaultWords(error) : faultWords(error);
      tellSessionEnd(this, error);
    }
    await this.#load();
    if (fault) this.fault = fault;
    else if (this.fault === '') this.message = said;
    this.scrollIntoView({ block: 'start' });
  }

  async #load(): Promise<void> {
    this.busy = true;
    this.fault = '';
    try {
      const answer = await this.client.policy();
      this.source = draftSource(answer);
      this.inForce = readBundle(answer.current.body).trust;
      this.answer = answer;
    } catch (error) {
      this.fault = faultWords(error);
      tellSessionEnd(this, error);
    }
    this.busy = false;
  }
}

/** How a draft has a key against what is in force. */
function draftedAs(entry: TrustEntry, inForce: TrustList): 'isNew' | 'isChanged' | null {
  const old = inForce.entries.find((each) => sameKey(each, entry));
  if (!old) return 'isNew';
  return JSON.stringify(old) === JSON.stringify(entry) ? null : 'isChanged';
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-trust-page': TrustPage;
  }
}
