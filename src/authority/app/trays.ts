import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { TraysAnswer } from '../../domain/access/approval.ts';
import type { WorkRow } from '../../domain/api/work-api.ts';
import type { ApiError } from '../../sync/api-client.ts';
import type { FeedPace, LiveFeed } from '../../ui/device/live-feed.ts';
import { Action } from '../../ui/kit/action/action.ts';
import '../../ui/kit/tray/tray.ts';
import type { WorkAct } from '../../ui/kit/tray/work-list.ts';
import '../../ui/kit/tray/work-list.ts';
import { workWords } from '../../ui/kit/tray/work-words.ts';
import { PageAddress } from '../../ui/kit/address/page-address.ts';
import { StaffElement } from '../../ui/kit/shell/staff-element.ts';
import { count } from '../../ui/language/format.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import { trayTexts } from '../../ui/texts/kit/tray.ts';
import { saveFile } from '../../ui/device/save-file.ts';

/** The server tells of changes; asked besides, in case it could not, ms. */
const trayPace: Partial<FeedPace> = { poll: 60_000, gather: 1000, stale: 150_000, tick: 60_000 };

/**
 * The header's two trays: what waits for this official to decide, from every desk, and their own long work. Fires `refused`
 * (CustomEvent of an ApiError) when the server no longer knows the session.
 */
@customElement('sc-trays')
export class Trays extends StaffElement {
  static override styles = [
    StaffElement.styles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      a.button {
        padding-inline: var(--tray-padding, 12px);
      }
      a[aria-current='page'] {
        border-color: var(--ink);
        color: var(--ink);
        font-weight: 700;
      }
      .count {
        min-width: 1.6em;
        padding: 0 6px;
        border-radius: 1em;
        background: var(--accent);
        color: var(--accent-ink);
        font-size: 0.875rem;
        text-align: center;
      }
      .late {
        border-color: var(--red-deep);
        color: var(--red-deep);
        font-weight: 700;
      }
      .late .count {
        background: var(--red-deep);
        color: #ffffff;
      }
      .panel {
        display: grid;
        gap: 12px;
      }
      .aloud {
        position: absolute;
        width: 1px;
        height: 1px;
        overflow: hidden;
        clip-path: inset(50%);
      }
    `,
  ];

  readonly #texts = new Texts(this, trayTexts);
  readonly #address = new PageAddress(this);
  readonly #action = new Action(this);
  #feed: LiveFeed<TraysAnswer> | null = null;
  /** The work that was under way when it was last told of. */
  #underWay = new Set<number>();
  #announced: readonly WorkRow[] = [];

  override willUpdate(): void {
    this.#feed ??= this.deskFeed(() => this.client.trays(), {
      onAnswer: () => this.#answered(),
      onFault: (fault) => this.#failed(fault),
      pace: trayPace,
    });
  }

  override render() {
    const answer = this.#feed?.answer;
    if (!answer) return nothing;
    return html`${this.#unusual(answer)}${this.#requests(answer)}${this.#toApprove(answer)}${this.#work(answer)}
      <span class="aloud" role="status">${this.#announcement()}</span>`;
  }

  /** For who sees the audit log, while there is anything. */
  #unusual({ unusual = 0 }: TraysAnswer) {
    if (unusual === 0) return nothing;
    const { t } = this.#texts;
    const digits = count(unusual, language());
    return html`<a
      class="button quiet"
      name="unusual"
      href="#audit?view=odd"
      aria-label=${t.unusualCount(digits)}
      >${t.unusual}<span class="count">${digits}</span></a
    >`;
  }

  /** For who decides on them, while any wait; past the promised time it is an alarm. */
  #requests({ requests }: TraysAnswer) {
    if (!requests || requests.waiting === 0) return nothing;
    const { t } = this.#texts;
    const [waiting, late] = [requests.waiting, requests.overdue].map((each) => count(each, language()));
    const isLate = requests.overdue > 0;
    return html`<a
      class="button quiet ${isLate ? 'late' : ''}"
      name="requests"
      href="#requests"
      aria-label=${t.requestsCount(waiting!, late!)}
      >${isLate ? t.requestsLate(late!) : t.requests}<span class="count">${waiting}</span></a
    >`;
  }

  #toApprove({ decides, waiting }: TraysAnswer) {
    if (!decides) return nothing;
    const { t } = this.#texts;
    const number = waiting.reduce((sum, each) => sum + each.count, 0);
    const digits = count(number, language());
    return html`<a
      class="button quiet"
      name="to-approve"
      href="#approvals"
      aria-current=${this.#address.address.page === 'approvals' ? 'page' : 'false'}
      aria-label=${t.toApproveCount(digits)}
      >${t.toApprove}${number > 0 ? html`<span class="count">${digits}</span>` : nothing}</a
    >`;
  }

  #work({ work }: TraysAnswer) {
    const { t } = this.#texts;
    const underWay = work.filter(({ endedAt }) => endedAt === 0).length;
    return html`<sc-tray label=${t.work} said=${t.workCount(count(underWay, language()))} .count=${underWay}>
      <div class="panel">
        ${underWay > 0 ? html`<p class="soft">${t.leave}</p>` : nothing} ${this.#action.render()}
        <sc-work-list .rows=${work} ?busy=${this.#action.busy} @work-act=${this.#act}></sc-work-list>
      </div>
    </sc-tray>`;
  }

  #announcement(): string {
    const { t } = this.#texts;
    return this.#announced.map((work) => t.ended(workWords(work.subject), t[work.state])).join(' ');
  }

  readonly #act = ({ detail: { act, work } }: CustomEvent<WorkAct>): void => {
    const { t } = this.#texts;
    const said = { cancel: () => t.cancelledNow, remove: () => t.removed, file: () => t.saved }[act];
    void this.#action.run(() => this.#do(act, work), { said, after: () => this.#feed!.changed() });
  };

  async #do(act: WorkAct['act'], work: WorkRow): Promise<void> {
    if (act === 'cancel') await this.client.cancelWork({ id: work.id });
    else if (act === 'remove') await this.client.deleteWork({ id: work.id });
    else saveFile(await this.client.workFile(work.id), work.file!.name);
  }

  #answered(): void {
    const { work } = this.#feed!.answer!;
    const ended = work.filter(({ id, endedAt }) => endedAt > 0 && this.#underWay.has(id));
    if (ended.length > 0) this.#announced = ended;
    this.#underWay = new Set(work.filter(({ endedAt }) => endedAt === 0).map(({ id }) => id));
  }

  #failed(fault: ApiError): void {
    if (fault.code === 'sign-in') this.dispatchEvent(new CustomEvent<ApiError>('refused', { detail: fault }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-trays': Trays;
  }
}
