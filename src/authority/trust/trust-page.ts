import { consume } from '@lit/context';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { hasRight } from '../../domain/access/rights.ts';
import type { StaffMeAnswer } from '../../domain/api/official-api.ts';
import type { PolicyAnswer } from '../../domain/api/policy-api.ts';
import { readBundle } from '../../domain/bundle/bundle.ts';
import type { TrustEntry, TrustList } from '../../domain/credential/trust-list.ts';
import { ApiError, type ApiClient } from '../../sync/api-client.ts';
import { Action, actionStyle } from '../../ui/kit/action/action.ts';
import '../../ui/kit/action/confirm-dialog.ts';
import type { Confirm } from '../../ui/kit/action/confirm-dialog.ts';
import { PageAddress } from '../../ui/kit/address/page-address.ts';
import { clientContext, staffContext } from '../../ui/kit/shell/context.ts';
import '../../ui/kit/shell/page-shell.ts';
import type { PageView } from '../../ui/kit/shell/page-shell.ts';
import '../../ui/kit/table/data-table.ts';
import { panelOf } from '../../ui/kit/table/list-detail.ts';
import { openName } from '../../ui/kit/table/table-query.ts';
import { count } from '../../ui/language/format.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import { trustTexts } from '../../ui/texts/authority/trust.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import { draftSource, type DraftSource } from '../policy/draft-source.ts';
import { importFaultWords, importedWords } from './import-words.ts';
import { draftedAs, trustKeyName, trustTable } from './trust-columns.ts';
import { ImportFault, importTrust, sameKey, withKeyChanged, withoutKey } from './trust-import.ts';
import type { GivenImport, TrustImportForm } from './trust-import-form.ts';
import './trust-import-form.ts';
import type { TrustKey } from './trust-key.ts';
import './trust-key.ts';

/** The view in which keys are taken in. */
const importView = 'import';

/** What a change makes of the list; null to leave it, and what is said when that is done. */
interface Changed {
  trust: TrustList | null;
  said: string;
}

/**
 * Whose foreign credentials are believed: the keys of the open draft, else of the bundle in force. Each change goes into the
 * draft at once. Fires `refused` (CustomEvent of an ApiError) when the server no longer knows the session.
 */
@customElement('sc-trust-page')
export class TrustPage extends LitElement {
  static override styles = [
    theme,
    controls,
    actionStyle,
    css`
      :host {
        display: block;
      }
      #state {
        display: grid;
        gap: 6px;
        justify-items: start;
        margin-bottom: var(--gap);
      }
      .action-said:has(p) {
        margin-bottom: var(--gap);
      }
      sc-trust-import-form {
        max-width: 60rem;
      }
    `,
  ];

  @consume({ context: clientContext, subscribe: true })
  @property({ attribute: false })
  client!: ApiClient;
  @consume({ context: staffContext, subscribe: true })
  @property({ attribute: false })
  staff: StaffMeAnswer | null = null;
  @state() private answer: PolicyAnswer | null = null;
  @state() private source: DraftSource | null = null;
  /** The list in force, to tell what the draft changes. */
  @state() private inForce: TrustList | null = null;
  @query('sc-confirm') private confirm!: Confirm;
  readonly #texts = new Texts(this, trustTexts);
  readonly #address = new PageAddress(this);
  readonly #reading = new Action(this, { how: 'read' });
  #importFault: ImportFault | null = null;
  readonly #action = new Action(this, {
    faults: () => (this.#importFault ? { malformed: importFaultWords(this.#importFault) } : {}),
  });

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#read();
  }

  override render() {
    const { t } = this.#texts;
    const { answer, source, inForce } = this;
    const isImport = this.#mayDraft && this.#address.one('view') === importView;
    return html`<sc-page
      heading=${t.heading}
      definition=${t.definition}
      .asOf=${answer?.now ?? null}
      .views=${source ? this.#views(source) : []}
    >
      ${
        this.#mayDraft && source && !isImport
          ? html`<a slot="action" class="button" name="import" href="#trust?view=${importView}"
              >${t.toImport}</a
            >`
          : nothing
      }
      ${this.#action.render()} ${this.#reading.render()}
      ${
        answer && source && inForce
          ? html`${this.#state(answer, source.trust, inForce)}
            ${isImport ? this.#import() : this.#list(answer, source.trust, inForce)}`
          : this.#reading.busy
            ? nothing
            : html`<button type="button" name="again" @click=${() => void this.#read()}>${t.again}</button>`
      }
      <sc-confirm></sc-confirm>
    </sc-page>`;
  }

  get #mayDraft(): boolean {
    return hasRight(this.staff?.roles ?? [], 'policy.draft');
  }

  #views({ trust }: DraftSource): PageView[] {
    const { t } = this.#texts;
    const list: PageView = { id: '', text: t.listHeading, count: trust.entries.length };
    return this.#mayDraft ? [list, { id: importView, text: t.importHeading }] : [list];
  }

  #state({ current, draft }: PolicyAnswer, trust: TrustList, inForce: TrustList) {
    const { t } = this.#texts;
    const digits = (value: number) => count(value, language());
    const gone = inForce.entries.filter((old) => !trust.entries.some((entry) => sameKey(entry, old))).length;
    return html`<section class="card" id="state">
      <p>
        ${t.inForce(String(current.version), digits(inForce.entries.length))}
        ${
          draft
            ? t.showsDraft(String(draft.version), draft.author, digits(trust.entries.length))
            : t.showsCurrent
        }
        ${gone > 0 ? t.removedKeys(digits(gone)) : nothing}
      </p>
      ${
        draft && draft.signatures.length > 0
          ? html`<p class="fault">${t.voids(String(draft.signatures.length))}</p>`
          : nothing
      }
      ${draft ? html`<a class="button quiet" href="#policy">${t.toPolicy}</a>` : nothing}
    </section>`;
  }

  #import() {
    return html`<sc-trust-import-form
      class="card"
      ?busy=${this.#action.busy}
      @import=${this.#imported}
    ></sc-trust-import-form>`;
  }

  #list(answer: PolicyAnswer, trust: TrustList, inForce: TrustList) {
    return html`<sc-list-detail label=${this.#texts.t.panel}>
      <section class="card">
        <sc-data-table
          .spec=${trustTable(inForce, answer.now, language())}
          .rows=${trust.entries}
        ></sc-data-table>
      </section>
      <div slot="panel">${this.#panel(answer, trust, inForce)}</div>
    </sc-list-detail>`;
  }

  #panel({ now }: PolicyAnswer, { entries, revocations, hashLists }: TrustList, inForce: TrustList) {
    const open = this.#address.one(openName);
    const row = entries.find((each) => trustKeyName(each) === open);
    const draw = (entry: TrustEntry) =>
      html`<sc-trust-key
        class="card"
        .entry=${entry}
        .revocations=${revocations.find(({ kid }) => kid === entry.kid) ?? null}
        .hashLists=${(hashLists ?? []).filter(({ kid }) => kid === entry.kid)}
        .drafted=${draftedAs(entry, inForce)}
        now=${now}
        ?mayChange=${this.#mayDraft}
        ?busy=${this.#action.busy}
        @change-key=${this.#changed}
        @remove-key=${() => void this.#remove(entry)}
      ></sc-trust-key>`;
    return panelOf(open, row, this.#texts.t, draw);
  }

  readonly #imported = async ({ target, detail }: CustomEvent<GivenImport>): Promise<void> => {
    const form = target as TrustImportForm;
    const done = await this.#act(async ({ trust }) => {
      const imported = await importTrust(detail.file, trust, detail.issuer);
      const isNew = imported.added.length > 0 || imported.revocations !== null;
      return { trust: isNew ? imported.trust : null, said: importedWords(imported) };
    });
    if (done) form.clear();
  };

  readonly #changed = async ({ target, detail }: CustomEvent<TrustEntry>): Promise<void> => {
    const done = await this.#act(async ({ trust }) => ({
      trust: withKeyChanged(trust, detail),
      said: this.#texts.t.changed(detail.issuer),
    }));
    if (done) (target as TrustKey).done();
  };

  async #remove(entry: TrustEntry): Promise<void> {
    const { t } = this.#texts;
    const isDone = await this.confirm.ask({
      title: t.removeTitle(entry.issuer),
      verb: t.remove,
      object: entry.kid,
      effect: t.removeSure(entry.issuer),
      act: () => this.#draft(async ({ trust }) => ({ trust: withoutKey(trust, entry), said: '' })),
    });
    await this.#read();
    if (isDone) await this.#action.run(async () => undefined, { said: () => t.removed(entry.issuer) });
  }

  /** Puts a change into the draft, says what became of it and reads the state of things anew. Whatever fails, nothing was changed. */
  async #act(change: (source: DraftSource) => Promise<Changed>): Promise<boolean> {
    const changed = await this.#action.run(() => this.#draft(change), {
      said: ({ said }) => said,
      after: () => this.#read(),
    });
    return changed !== null;
  }

  async #draft(change: (source: DraftSource) => Promise<Changed>): Promise<Changed> {
    this.#importFault = null;
    const source = this.source!;
    try {
      const changed = await change(source);
      const { policy, validDays, basis } = source;
      if (changed.trust) await this.client.draftPolicy({ policy, trust: changed.trust, validDays, basis });
      return changed;
    } catch (fault) {
      if (!(fault instanceof ImportFault)) throw fault;
      this.#importFault = fault;
      throw new ApiError('malformed', fault.message, 400);
    }
  }

  async #read(): Promise<void> {
    await this.#reading.run(
      async () => {
        const answer = await this.client.policy();
        this.source = draftSource(answer);
        this.inForce = readBundle(answer.current.body).trust;
        this.answer = answer;
      },
      { said: () => '' },
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-trust-page': TrustPage;
  }
}
