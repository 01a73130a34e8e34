import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { RemovedRow, RosterAnswer, RosterRow, SentryReach } from '../../domain/api/gate/roster-api.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import { LiveFeed } from '../../ui/device/live-feed.ts';
import { saveFile } from '../../ui/device/save-file.ts';
import { Action, actionStyle } from '../../ui/kit/action/action.ts';
import '../../ui/kit/action/confirm-dialog.ts';
import type { Confirm } from '../../ui/kit/action/confirm-dialog.ts';
import { freshness } from '../../ui/kit/shell/page-shell.ts';
import '../../ui/kit/table/data-table.ts';
import { ago, count, dateTime } from '../../ui/language/format.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import { placeName } from '../../ui/language/place-names.ts';
import { removedByTexts, rosterTermsText } from '../../ui/texts/common/rosters.ts';
import { rosterTexts } from '../../ui/texts/venue/rosters.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import './roster-invitation.ts';
import { rosterTable } from './roster-table.ts';
import './shift-card.ts';

/** Sentries sign within half a minute of a change. */
const pollMs = 15_000;

/**
 * Who is on a site's roster: inviting, taking off, the key of a shift, and which sentries know. Fires `refused` when the server no longer
 * knows the sign-in.
 */
@customElement('sc-roster-page')
export class RosterPage extends LitElement {
  static override styles = [
    theme,
    controls,
    actionStyle,
    css`
      :host {
        display: block;
      }
      sc-page {
        max-width: calc(78rem + 32px);
      }
      .columns {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr));
        gap: 16px;
        align-items: start;
        margin-block-end: 16px;
      }
      .card {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 8px;
      }
      .waiting,
      section + section,
      sc-roster-invitation {
        margin-block-end: 16px;
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      li {
        padding: 8px 0;
        border-block-start: 1px solid var(--line);
        overflow-wrap: anywhere;
      }
      li li {
        padding: 4px 0;
        border: 0;
      }
      .knows::before {
        content: '✓ ';
        color: var(--green-deep);
      }
      .not-yet::before,
      .gone::before {
        content: '▲ ';
        color: var(--red-deep);
      }
      li button {
        margin-block-start: 6px;
      }
    `,
  ];

  @property({ attribute: false }) client!: ApiClient;
  @property({ type: Number }) site = 0;
  @state() private inviting = false;
  @query('sc-confirm') private confirm!: Confirm;
  readonly #texts = new Texts(this, rosterTexts);
  readonly #action = new Action(this, { faults: () => ({ overtaken: this.#texts.t.proofNone }) });
  #feed: LiveFeed<RosterAnswer> | null = null;

  override willUpdate(): void {
    // Made once the client is known: properties come after the constructor.
    this.#feed ??= new LiveFeed<RosterAnswer>(this, {
      ask: () => this.client.roster({ site: this.site }),
      listen: () => Promise.resolve(() => undefined),
      onAnswer: () => undefined,
      onFault: (fault) => {
        if (fault.code === 'sign-in') this.dispatchEvent(new Event('refused'));
      },
      pace: { poll: pollMs, gather: 250, stale: 60_000 },
    });
  }

  override render() {
    const { t } = this.#texts;
    const feed = this.#feed!;
    const roster = feed.answer;
    const name = roster ? placeName(roster.siteName, roster.siteNameEn) : '';
    return html`<sc-page
      heading=${roster ? t.heading(name) : t.list}
      definition=${t.definition}
      .fresh=${freshness(feed)}
    >
      <a slot="action" class="button quiet" href="#">${t.back}</a>
      ${
        roster && !this.inviting
          ? html`<button slot="action" type="button" name="invite" @click=${() => (this.inviting = true)}>
              ${t.invite}
            </button>`
          : nothing
      }
      ${roster ? this.#all(roster) : feed.fault ? nothing : html`<p class="soft">${t.loading}</p>`}
      <sc-confirm></sc-confirm>
    </sc-page>`;
  }

  #all(roster: RosterAnswer) {
    const { t } = this.#texts;
    const of = language();
    return html`${this.#action.render()}
      ${
        this.inviting
          ? html`<sc-roster-invitation
              .client=${this.client}
              .site=${roster.site}
              @made=${() => this.#feed!.changed()}
              @close=${() => (this.inviting = false)}
            ></sc-roster-invitation>`
          : nothing
      }
      ${
        roster.invitations.length > 0
          ? html`<p class="soft waiting">${t.waiting(count(roster.invitations.length, of))}</p>`
          : nothing
      }
      <div class="columns">
        <sc-shift-card
          .client=${this.client}
          .roster=${roster}
          @changed=${() => this.#feed!.changed()}
        ></sc-shift-card>
        <section class="card">
          <h2>${t.reach}</h2>
          ${
            roster.reach.length === 0
              ? html`<p class="soft">${t.reachNone}</p>`
              : html`<p>${t.reachSummary(this.#know(roster.reach), count(roster.reach.length, of))}</p>
                  ${this.#reach(roster.reach, roster.now)}`
          }
        </section>
      </div>
      <section class="card">
        <h2>${t.list}</h2>
        <sc-data-table
          .spec=${rosterTable(of, roster.now, (row) => void this.#remove(row))}
          .rows=${roster.entries}
        ></sc-data-table>
      </section>
      ${roster.removed.length > 0 ? this.#removed(roster) : nothing}`;
  }

  #know(reach: readonly SentryReach[]): string {
    return count(reach.filter(({ state: how }) => how === 'knows').length, language());
  }

  #reach(reach: readonly SentryReach[], now: number) {
    return html`<ul>
      ${reach.map(
        (one) => html`<li class=${one.state}><strong>${one.name}</strong> ${this.#reachWords(one, now)}</li>`,
      )}
    </ul>`;
  }

  #reachWords({ state: how, at, lastSeen }: SentryReach, now: number): string {
    const { t } = this.#texts;
    if (how === 'knows') return t.knows(dateTime(at!, language()));
    const seen = ago(lastSeen, now, language());
    if (how === 'gone') return t.left(seen);
    return lastSeen === 0 ? t.never : t.notYet(seen);
  }

  #removed({ removed, site, now }: RosterAnswer) {
    const { t } = this.#texts;
    return html`<section class="card removed">
      <h2>${t.removedHeading}</h2>
      <p class="soft">${t.removedWhy}</p>
      <ul>
        ${removed.map((row) => this.#removedRow(row, site, now))}
      </ul>
    </section>`;
  }

  #removedRow(row: RemovedRow, site: number, now: number) {
    const { t } = this.#texts;
    const of = language();
    return html`<li>
      <strong>${row.maskedName}</strong> · ${rosterTermsText(row, of)}
      <div class="soft">${t.removedBy(removedByTexts[of][row.removedBy], dateTime(row.removed, of))}</div>
      ${
        row.reach.length === 0
          ? nothing
          : html`<details>
              <summary>${t.removedReach(this.#know(row.reach), count(row.reach.length, of))}</summary>
              ${this.#reach(row.reach, now)}
            </details>`
      }
      <button type="button" class="quiet" name="proof" @click=${() => void this.#proof(site, row)}>
        ${t.proof}
      </button>
    </li>`;
  }

  async #remove(row: RosterRow): Promise<void> {
    const { t } = this.#texts;
    const { site } = this.#feed!.answer!;
    await this.confirm.ask({
      title: t.removeTitle,
      verb: t.removeVerb,
      object: `${row.maskedName} · ${rosterTermsText(row, language())}`,
      effect: t.removeEffect,
      faults: { 'not-found': t.gone },
      act: async () => {
        await this.client.removeFromRoster({ site, entry: row.number });
        this.#feed!.changed();
        void this.#action.run(async () => undefined, { said: () => t.removed });
      },
    });
  }

  /** What shows anybody that the entry is on no tablet that signed: kept as a file by whoever needs it. */
  async #proof(site: number, { number }: RemovedRow): Promise<void> {
    const { t } = this.#texts;
    await this.#action.run(
      async () => {
        const proof = await this.client.rosterProof({ site, entry: number });
        const text = JSON.stringify(proof, null, 1);
        if (proof.proofs.length > 0)
          saveFile(new Blob([text], { type: 'application/json' }), `roster-removal-${site}-${number}.json`);
        return proof.proofs.length;
      },
      { said: (signed) => (signed === 0 ? t.proofNone : '') },
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-roster-page': RosterPage;
  }
}
