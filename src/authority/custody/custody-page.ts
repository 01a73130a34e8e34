import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { CustodyRefused } from '../../credentials/signed/custody-verifier.ts';
import { fromBase64url } from '../../domain/bytes/bytes.ts';
import { removalReasons, type CustodyAnswer, type RemovalReason } from '../../domain/custody/custody-api.ts';
import { isWrappedKey, wrapKey } from '../../credentials/custody/wrapped-key.ts';
import { OfficialKey } from '../../store/holder/official-key.ts';
import { TracerKey } from '../../store/holder/tracer-key.ts';
import type { LiveFeed } from '../../ui/device/live-feed.ts';
import { Action } from '../../ui/kit/action/action.ts';
import '../../ui/kit/action/confirm-dialog.ts';
import type { Confirm } from '../../ui/kit/action/confirm-dialog.ts';
import { PageAddress } from '../../ui/kit/address/page-address.ts';
import { StaffElement } from '../../ui/kit/shell/staff-element.ts';
import { freshness } from '../../ui/kit/shell/page-shell.ts';
import '../../ui/kit/table/data-table.ts';
import { panelOf } from '../../ui/kit/table/list-detail.ts';
import { openName } from '../../ui/kit/table/table-query.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import { custodyTexts, removalReasonTexts } from '../../ui/texts/authority/custody.ts';
import { custodianCard, ownBrowserCard } from './browser-cards.ts';
import {
  generationOf,
  verifyCustody,
  type CustodyView,
  type VerifiedTracer,
  refusedWords,
} from './custody-state.ts';
import { newKeyAlarm, sealingCard } from './sealing-card.ts';
import { tracerTable } from './tracer-columns.ts';
import './tracer-panel.ts';

/**
 * Who can open names: officers' browsers, certified by two custody officers and given the tracing key by a colleague or from the escrow.
 * The page believes nothing of it that the root's charter and the officers' signatures do not say. Fires `refused` (CustomEvent of an
 * ApiError) when the server no longer knows the session.
 */
@customElement('sc-custody-page')
export class CustodyPage extends StaffElement {
  static override styles = [
    StaffElement.styles,
    css`
      .alarm,
      .cards {
        margin-bottom: var(--gap);
      }
      .alarm {
        padding: 10px 14px;
        border: 2px solid var(--red-deep);
        border-radius: 10px;
        background: var(--paper);
      }
      .alarm p {
        margin: 4px 0 0;
      }
      .cards {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr));
        gap: var(--gap);
      }
      .cards section {
        display: grid;
        gap: 10px;
        align-content: start;
        justify-items: start;
      }
      .cards p {
        margin: 0;
      }
      code {
        overflow-wrap: anywhere;
      }
      dl {
        margin: 0;
        display: grid;
        grid-template-columns: fit-content(65%) minmax(0, 1fr);
        gap: 4px 14px;
      }
      dd {
        margin: 0;
        font-weight: 600;
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
    `,
  ];

  @state() private view: CustodyView | null = null;
  /** Why nothing of what the server said is used. */
  @state() private refused: CustodyRefused['reason'] | null = null;
  @state() private notForHere = false;
  @query('sc-confirm') private confirm!: Confirm;
  readonly #texts = new Texts(this, custodyTexts);
  readonly #address = new PageAddress(this);
  readonly #action = new Action(this);
  #feed: LiveFeed<CustodyAnswer> | null = null;
  #signing: OfficialKey | null = null;
  #own: TracerKey | null = null;

  override willUpdate(): void {
    this.#feed ??= this.deskFeed(() => this.client.custody(), {
      onAnswer: () => void this.#verify(this.#feed!.answer!),
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#signing?.close();
    this.#own?.close();
    this.#signing = null;
    this.#own = null;
  }

  override render() {
    const { t } = this.#texts;
    const feed = this.#feed!;
    return html`<sc-page heading=${t.title} definition=${t.definition} .fresh=${freshness(feed)}>
      ${this.#action.render()}
      ${this.notForHere ? html`<p class="fault" role="alert">${t.notForHere}</p>` : nothing}
      ${
        this.refused
          ? html`<section class="alarm" role="alert">
              <strong>▲ ${t.notVerified}</strong>
              <p>${refusedWords(this.refused, t)}</p>
            </section>`
          : this.view
            ? this.#whole(this.view)
            : feed.fault
              ? nothing
              : html`<p class="soft">${t.loading}</p>`
      }
      <sc-confirm></sc-confirm>
    </sc-page>`;
  }

  #whole(view: CustodyView) {
    return html`${newKeyAlarm(view)}
      <div class="cards">
        ${sealingCard(view)}
        ${
          this.may('name.open')
            ? ownBrowserCard({
                view,
                point: this.#own?.point ?? null,
                make: () => void this.#make(),
                bring: (file) => void this.#bring(file),
                demoCertify: (key) => void this.#act(() => this.client.demoCertify({ key })),
                demoTake: () => void this.#demoTake(view),
              })
            : nothing
        }
        ${
          this.may('custody.certify')
            ? custodianCard({
                view,
                point: this.#signing?.point ?? null,
                make: () => void this.#act(() => this.#signing!.make()),
                adopt: () => void this.#act(() => this.#adopt()),
              })
            : nothing
        }
      </div>
      <sc-list-detail label=${this.#texts.t.panel}>
        <section class="card">
          <sc-data-table .spec=${tracerTable(language())} .rows=${view.tracers}></sc-data-table>
        </section>
        <div slot="panel">${this.#panel(view)}</div>
      </sc-list-detail>`;
  }

  #panel(view: CustodyView) {
    const open = this.#address.one(openName);
    const draw = (one: VerifiedTracer) => {
      const { row, state } = one;
      const office = this.#office(view);
      const hasSigned = row.signatures.some(({ custodian }) => custodian === office);
      return html`<sc-tracer-panel
        .one=${one}
        ?busy=${this.#action.busy}
        ?certifies=${office !== null && !row.isOwn && state !== 'out' && !hasSigned}
        ?hands-on=${state === 'certified' && !this.#isHere(one) && this.#wrapped(view) !== null}
        ?removes=${this.may('custody.certify') && state !== 'out'}
        @certify=${() => void this.#certify(one, office!)}
        @hand-on=${() => void this.#handOn(view, one)}
        @remove=${() => void this.#remove(one)}
      ></sc-tracer-panel>`;
    };
    return panelOf(
      open,
      view.tracers.find(({ row }) => String(row.key) === open),
      this.#texts.t,
      draw,
    );
  }

  #isHere({ tracer }: VerifiedTracer): boolean {
    return tracer.point === this.#own?.point;
  }

  /** Which custody officer signs in this browser; null where none does, or another account's. */
  #office({ charter, answer }: CustodyView): number | null {
    const { custodians = [] } = charter;
    const own = custodians.find(
      ({ point, account }) => point === this.#signing?.point && account === answer.account,
    );
    return own && this.may('custody.certify') ? own.id : null;
  }

  /** The key in use as it is wrapped for this browser; null where it is not. */
  #wrapped({ answer, key, tracers }: CustodyView): string | null {
    const here = tracers.find((one) => this.#isHere(one) && one.state === 'in');
    const found = answer.wrapped.find(
      (one) => one.key === here?.row.key && one.generation === key?.generation,
    );
    return found?.wrapped ?? null;
  }

  async #verify(answer: CustodyAnswer): Promise<void> {
    try {
      this.#signing ??= await OfficialKey.open();
      this.#own ??= await TracerKey.open(answer.account);
      this.view = await verifyCustody(answer);
      this.refused = null;
    } catch (fault) {
      if (!(fault instanceof CustodyRefused)) throw fault;
      this.refused = fault.reason;
      this.view = null;
    }
  }

  async #act(work: () => Promise<unknown>, said?: string): Promise<void> {
    const { t } = this.#texts;
    this.notForHere = false;
    await this.#action.run(work, {
      ...(said !== undefined && { said: () => said }),
      faults: { key: t.refusedKey, 'too-many': t.refusedMany },
      after: () => this.#feed!.changed(),
    });
  }

  #make(): Promise<void> {
    return this.#act(async () => this.client.addTracerKey({ point: await this.#own!.make() }));
  }

  async #adopt(): Promise<void> {
    const { privateKey, point } = await this.client.demoCustodianKey();
    await this.#signing!.adopt(privateKey, point);
  }

  /** The demo lends its tracing key, which a real district's escrow would wrap offline. */
  async #demoTake({ key, tracers, charter }: CustodyView): Promise<void> {
    const here = tracers.find((one) => this.#isHere(one) && one.state === 'certified');
    if (!here || !key) return;
    await this.#act(async () => {
      for (const { generation, secret } of (await this.client.demoTracingKey()).keys) {
        const tracing = generationOf(charter, generation);
        if (!tracing) continue;
        const browser = { generation: 0, point: here.tracer.point };
        const wrapped = await wrapKey(fromBase64url(secret), browser, tracing);
        await this.client.handOverKey({ key: here.row.key, generation, wrapped });
      }
    }, this.#texts.t.brought);
  }

  /** Brings in what the escrow wrapped for this browser, once it was seen to open here. */
  async #bring(file: File): Promise<void> {
    const view = this.view!;
    const here = view.tracers.find((one) => this.#isHere(one));
    const given = readHandOver(await file.text());
    const tracing = given && generationOf(view.charter, given.generation);
    try {
      if (!here || !tracing) throw new RangeError('It is of no generation of this charter.');
      await this.#own!.handOn(tracing, given.wrapped, here.tracer.point);
    } catch (fault) {
      if (!(fault instanceof RangeError)) throw fault;
      this.notForHere = true;
      return;
    }
    const { generation, wrapped } = given;
    await this.#act(
      () => this.client.handOverKey({ key: here.row.key, generation, wrapped }),
      this.#texts.t.brought,
    );
  }

  async #certify({ row, tracer, words }: VerifiedTracer, custodian: number): Promise<void> {
    const { t } = this.#texts;
    await this.#ask({
      title: t.certifyTitle(row.name || tracer.name),
      verb: t.certifyVerb,
      object: words,
      effect: t.certifyEffect(words),
      act: async () => {
        const signature = await this.#signing!.certify(row.body);
        await this.client.certifyTracer({ key: row.key, custodian, signature });
      },
      said: t.certified,
    });
  }

  /** Hands on every generation that this browser has and the other has not: older names are opened with older ones. */
  async #handOn(view: CustodyView, one: VerifiedTracer): Promise<void> {
    const { t } = this.#texts;
    const { row, tracer, words } = one;
    const here = view.tracers.find((each) => this.#isHere(each))!;
    await this.#ask({
      title: t.handOnTitle(row.name || tracer.name),
      verb: t.handOnVerb,
      object: words,
      effect: t.handOnEffect,
      act: async () => {
        for (const { key, generation, wrapped } of view.answer.wrapped) {
          const tracing = generationOf(view.charter, generation);
          if (key !== here.row.key || !tracing || row.generations.includes(generation)) continue;
          const handed = await this.#own!.handOn(tracing, wrapped, tracer.point);
          await this.client.handOverKey({ key: row.key, generation, wrapped: handed });
        }
      },
      said: t.handedOn,
    });
  }

  async #remove({ row, tracer, words }: VerifiedTracer): Promise<void> {
    const { t } = this.#texts;
    await this.#ask({
      title: t.removeTitle(row.name || tracer.name),
      verb: t.removeVerb,
      object: words,
      effect: t.removeEffect,
      reasons: removalReasons.map((value) => ({ value, text: removalReasonTexts[language()][value] })),
      act: ({ reason }) => this.client.removeTracer({ key: row.key, reason: reason as RemovalReason }),
      said: t.removed,
    });
  }

  async #ask({ said, ...question }: Parameters<Confirm['ask']>[0] & { said: string }): Promise<void> {
    this.notForHere = false;
    const isDone = await this.confirm.ask({ ...question, faults: { key: this.#texts.t.refusedKey } });
    this.#feed!.changed();
    if (isDone) await this.#action.run(async () => undefined, { said: () => said });
  }
}

/** What the escrow's tool wrote; null when it is no such file. */
function readHandOver(text: string): { generation: number; wrapped: string } | null {
  try {
    const { generation, wrapped } = JSON.parse(text) as { generation: unknown; wrapped: unknown };
    return typeof generation === 'number' && typeof wrapped === 'string' && isWrappedKey(wrapped)
      ? { generation, wrapped }
      : null;
  } catch {
    return null;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-custody-page': CustodyPage;
  }
}
