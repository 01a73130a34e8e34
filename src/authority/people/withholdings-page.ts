import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { WithholdingRow, WithholdingsAnswer } from '../../domain/access/access-log.ts';
import type { FoundPerson } from '../../domain/api/official-api.ts';
import { withholdForm } from '../../domain/access/withhold-form.ts';
import { ApiError } from '../../sync/api-client.ts';
import type { LiveFeed } from '../../ui/device/live-feed.ts';
import { Action } from '../../ui/kit/action/action.ts';
import '../../ui/kit/action/confirm-dialog.ts';
import type { Confirm } from '../../ui/kit/action/confirm-dialog.ts';
import { PageAddress } from '../../ui/kit/address/page-address.ts';
import type { DataForm } from '../../ui/kit/form/data-form.ts';
import '../../ui/kit/form/data-form.ts';
import { FormGuard } from '../../ui/kit/form/form-guard.ts';
import { declareFormWords } from '../../ui/kit/form/form-words.ts';
import { StaffElement } from '../../ui/kit/shell/staff-element.ts';
import { freshness } from '../../ui/kit/shell/page-shell.ts';
import '../../ui/kit/picker/person-picker.ts';
import '../../ui/kit/table/data-table.ts';
import { panelOf } from '../../ui/kit/table/list-detail.ts';
import { openName } from '../../ui/kit/table/table-query.ts';
import { dateTime } from '../../ui/language/format.ts';
import { Texts, language, type Language } from '../../ui/language/languages.ts';
import { withholdingStateTexts, withholdingTexts } from '../../ui/texts/authority/withholdings.ts';
import { isCurrent, withholdingTable } from './withholding-columns.ts';

/** The view in which one is asked for; it has no count. */
const askView = 'ask';

/**
 * Reads for open cases that are kept from those whom they concern, for a time: asked for here, decided on among all approvals, ended early here.
 * Fires `refused` (CustomEvent of an ApiError) when the server no longer knows the session.
 */
@customElement('sc-withholdings-page')
export class WithholdingsPage extends StaffElement {
  static override styles = [
    StaffElement.styles,
    css`
      section {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 10px;
        overflow-wrap: anywhere;
      }
      .ask {
        max-width: 40rem;
      }
    `,
  ];

  @query('sc-confirm') private confirm!: Confirm;
  /** The one whose reads alone are to be withheld; null for everybody's. */
  @state() private person: FoundPerson | null = null;
  @state() private picking = false;
  readonly #texts = new Texts(this, withholdingTexts);
  readonly #address = new PageAddress(this);
  readonly #action = new Action(this);
  readonly #guard = new FormGuard(this, () => [...this.renderRoot.querySelectorAll<DataForm>('sc-form')]);
  #feed: LiveFeed<WithholdingsAnswer> | null = null;

  override willUpdate(): void {
    this.#feed ??= this.deskFeed(() => this.client.withholdings());
  }

  override render() {
    const { t } = this.#texts;
    const feed = this.#feed!;
    const { answer, fault } = feed;
    const isAsked = this.#address.one('view') === askView;
    const current = answer?.withholdings.filter(isCurrent).length ?? 0;
    return html`<sc-page
      heading=${t.title}
      definition=${t.definition}
      .fresh=${freshness(feed)}
      .views=${
        answer
          ? [
              { id: '', text: t.current, count: current },
              { id: 'past', text: t.past, count: answer.withholdings.length - current },
            ]
          : []
      }
    >
      ${
        isAsked
          ? nothing
          : html`<a slot="action" class="button" name="ask" href="#withholdings?view=${askView}">${t.ask}</a>`
      }
      ${this.#action.render()}
      ${answer ? (isAsked ? this.#ask(answer) : this.#list(answer)) : fault ? nothing : html`<p class="soft">${t.loading}</p>`}
      <sc-confirm></sc-confirm>
      ${this.#guard.render()}
    </sc-page>`;
  }

  #ask({ cases }: WithholdingsAnswer) {
    const { t } = this.#texts;
    if (cases.length === 0) return html`<section class="card ask"><p>${t.noCase}</p></section>`;
    const form = withholdForm(cases.map(({ id }) => String(id)));
    const words = (in_: Language) => {
      const its = withholdingTexts[in_];
      const choices = Object.fromEntries(
        cases.map(({ id, purpose }) => [String(id), its.caseOf(id, purpose)]),
      );
      return {
        submit: its.send,
        busy: its.sending,
        fields: {
          case: { label: its.case, choices },
          days: { label: its.days },
          reason: { label: its.reason, problems: { short: its.short } },
        },
      };
    };
    return html`<section class="card ask">
      <h2>${t.askHeading}</h2>
      ${this.#whose()}
      <sc-form
        .form=${form}
        .words=${declareFormWords(form, words('zh-CN'), words('en'))[language()]}
        .values=${usual}
        .send=${this.#send}
        @fault=${({ detail }: CustomEvent<unknown>) => void this.#failed(detail)}
      ></sc-form>
    </section>`;
  }

  /** Everybody's, unless one person is found: the picker opens when it is asked for. */
  #whose() {
    const { t } = this.#texts;
    if (this.person)
      return html`<p>${t.whose} · <b>${t.onlyOne(this.person.maskedName)}</b></p>
        <div>
          <button type="button" class="quiet" name="everybody" @click=${() => this.#forAll()}>
            ${t.clear}
          </button>
        </div>`;
    if (!this.picking)
      return html`<p>${t.whose} · <b>${t.everybody}</b></p>
        <div>
          <button type="button" class="quiet" name="one-person" @click=${() => (this.picking = true)}>
            ${t.oneHeading}
          </button>
        </div>`;
    return html`<p class="soft">${t.oneHint}</p>
      <sc-person-picker
        .client=${this.client}
        @picked=${({ detail }: CustomEvent<FoundPerson>) => (this.person = detail)}
        @fault=${({ detail }: CustomEvent<unknown>) => void this.#failed(detail)}
      ></sc-person-picker>
      <div>
        <button type="button" class="quiet" name="everybody" @click=${() => this.#forAll()}>
          ${t.clear}
        </button>
      </div>`;
  }

  #forAll(): void {
    this.person = null;
    this.picking = false;
  }

  readonly #send = async (given: { case: string; days: number; reason: string }): Promise<void> => {
    const { person } = this;
    await this.client.withholdAccess({
      ...given,
      case: Number(given.case),
      ...(person && { person: person.handle }),
    });
    for (const form of this.renderRoot.querySelectorAll<DataForm>('sc-form')) form.reset();
    this.#forAll();
    this.#address.set({ view: null });
    this.#feed!.changed();
    await this.#action.run(async () => undefined, { said: () => this.#texts.t.asked });
  };

  #list({ withholdings }: WithholdingsAnswer) {
    const isPast = this.#address.one('view') === 'past';
    const open = this.#address.one(openName);
    return html`<sc-list-detail label=${this.#texts.t.panel}>
      <section class="card">
        <sc-data-table
          .spec=${withholdingTable(!isPast, language())}
          .rows=${withholdings.filter((row) => isCurrent(row) !== isPast)}
        ></sc-data-table>
      </section>
      <div slot="panel">
        ${panelOf(
          open,
          withholdings.find(({ id }) => id === open),
          this.#texts.t,
          (row) => this.#panel(row),
        )}
      </div>
    </sc-list-detail>`;
  }

  #panel(row: WithholdingRow) {
    const { t } = this.#texts;
    const at = (time: number) => dateTime(time, language());
    return html`<section class="card" data-id=${row.id}>
      <h2>${t.caseOf(row.forCase, row.purpose)}</h2>
      <p>${t.whose} · ${row.maskedName ? t.onlyOne(row.maskedName) : t.everybody}</p>
      <p><b>${withholdingStateTexts[language()][row.state]}</b></p>
      <p>${t.askedBy} ${row.askedBy || '—'}${row.decidedBy ? ` · ${t.decidedBy} ${row.decidedBy}` : ''}</p>
      ${
        row.state === 'waiting'
          ? html`<p>${t.decideBy(at(row.until))}</p>`
          : html`<p>${t.from} ${at(row.at)} · ${t.until} ${at(row.until)}</p>`
      }
      ${row.endedBy ? html`<p>${t.endedBy} ${row.endedBy}</p>` : nothing}
      ${
        row.state === 'running'
          ? html`<div>
              <button type="button" class="quiet" name="end" @click=${() => void this.#end(row)}>
                ${t.end}
              </button>
            </div>`
          : nothing
      }
    </section>`;
  }

  async #end(row: WithholdingRow): Promise<void> {
    const { t } = this.#texts;
    const isDone = await this.confirm.ask({
      title: t.endTitle(row.forCase),
      verb: t.end,
      object: row.purpose,
      effect: t.endEffect,
      faults: { overtaken: t.overtaken },
      act: () => this.client.showAccess({ id: Number(row.id) }),
    });
    this.#feed!.changed();
    if (isDone) await this.#action.run(async () => undefined);
  }

  async #failed(fault: unknown): Promise<void> {
    if (!(fault instanceof ApiError)) throw fault;
    const { t } = this.#texts;
    await this.#action.run(() => Promise.reject(fault), {
      faults: { 'not-allowed': t.notAllowed, 'not-found': t.notFound },
      after: () => this.#feed!.changed(),
    });
  }
}

const usual = { days: 7 };

declare global {
  interface HTMLElementTagNameMap {
    'sc-withholdings-page': WithholdingsPage;
  }
}
