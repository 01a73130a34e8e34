import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type {
  ChainState,
  CommandRow,
  FleetChange,
  FleetRow,
  FleetSentryAnswer,
} from '../../domain/api/gate/fleet-api.ts';
import { temperatureText } from '../../domain/scan/temperature.ts';
import { dateTimeSeconds, duration } from '../../ui/language/clock.ts';
import { ago, count, dateTime } from '../../ui/language/format.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import { siteNameOf, subdistrictOf, zoneNameOf } from '../../ui/language/place-names.ts';
import { waitedMs } from '../../domain/fleet/sentry-health.ts';
import { deviceTexts } from '../../ui/texts/authority/authority.ts';
import { emergencyTexts } from '../../ui/texts/gate/emergency.ts';
import {
  changeWords,
  commandStateWords,
  commandWords,
  fleetTexts,
  problemWords,
  saidWords,
  stateWords,
  storageWords,
} from '../../ui/texts/authority/fleet.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import { fleetMark, fleetMarkStyle } from './fleet-mark.ts';
import { hasFailedSteps, healedWords, restartText, setUpText } from './fleet-set-up.ts';
import type { FleetCell } from './fleet-state.ts';

/**
 * All of one sentry: how it is, what it is told to do, what became otherwise. Fires `act` where something is to be done with
 * it, and `withdraw` (detail: the command's id).
 */
@customElement('sc-fleet-panel')
export class FleetPanel extends LitElement {
  static override styles = [
    theme,
    controls,
    fleetMarkStyle,
    css`
      :host {
        display: block;
      }
      section.card {
        display: grid;
        gap: 12px;
      }
      header {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 10px;
        align-items: start;
      }
      header p {
        overflow-wrap: anywhere;
      }
      .number {
        overflow-wrap: anywhere;
      }
      .act {
        justify-self: start;
      }
      .problems {
        color: var(--red-deep);
        font-weight: 600;
      }
      dl {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(130px, 1fr));
        gap: 8px 12px;
        margin: 0;
      }
      dt {
        font-size: 0.8125rem;
        color: var(--ink-soft);
      }
      dd {
        margin: 0;
        overflow-wrap: anywhere;
      }
      .bad {
        color: var(--red-deep);
        font-weight: 600;
      }
      ol {
        list-style: none;
        margin: 0;
        padding: 0;
        max-height: 320px;
        overflow: auto;
      }
      li {
        display: grid;
        gap: 2px;
        padding: 6px 0;
        border-top: 1px solid var(--line);
        overflow-wrap: anywhere;
      }
      li .soft {
        font-size: 0.875rem;
      }
      li button {
        justify-self: start;
      }
      ol:focus-visible {
        outline-offset: -2px;
      }
    `,
  ];

  @property({ attribute: false }) cell!: FleetCell;
  /** Null while it is being read. */
  @property({ attribute: false }) detail: FleetSentryAnswer | null = null;
  @property({ attribute: false }) now = 0;
  @property({ type: Boolean }) mayAct = false;
  @property({ type: Boolean }) busy = false;
  readonly #texts = new Texts(this, fleetTexts);

  override render() {
    const { t } = this.#texts;
    const { row, state, problems, letter } = this.cell;
    const words = problems
      .filter((problem) => problem !== state)
      .map((each) => problemWords[language()][each]);
    return html`<section class="card" aria-label=${row.name}>
      <header>
        ${fleetMark(state, letter)}
        <div>
          <h2>${row.name}</h2>
          <p>${[siteNameOf(row), zoneNameOf(row), subdistrictOf(row)].filter(Boolean).join(' · ')}</p>
          <p><b>${stateWords[language()][state]}</b> · <span class="number">${t.device(row.device)}</span></p>
        </div>
      </header>
      ${words.length > 0 ? html`<p class="problems">▲ ${words.join(' · ')}</p>` : nothing}
      ${
        row.silentSince > 0
          ? html`<p class="problems">${t.silentSince(dateTimeSeconds(row.silentSince))}</p>`
          : nothing
      }
      ${
        this.mayAct && row.paired
          ? html`<button type="button" class="act" name="act" @click=${() => this.#fire('act', null)}>
              ${t.actOnOne}
            </button>`
          : nothing
      }
      ${this.#fields(row)} ${this.#detail()}
    </section>`;
  }

  #fields(row: FleetRow) {
    const { t } = this.#texts;
    const { now } = this;
    const bad = new Set(this.cell.problems);
    const digits = (value: number) => count(value, language());
    const time = (at: number) => (at > 0 ? ago(at, now, language()) : t.unknown);
    const word = (value: string) => deviceTexts[language()][value] ?? value;
    const degrees = (value: number | null) => (value === null ? t.unknown : temperatureText(value));
    const sign = (value: number, least = 1) => (value >= least ? '+' : value <= -least ? '−' : '');
    const fields: [label: string, value: string, wrong?: boolean][] = [
      [t.lastSeen, row.lastSeen > 0 ? ago(row.lastSeen, now, language()) : t.never, row.silentSince > 0],
      [t.queue, digits(row.queue), bad.has('backlog')],
      [t.oldest, row.queue > 0 ? duration(waitedMs(row, now), language()) : '—', bad.has('backlog')],
      [t.rejected, digits(row.rejected), bad.has('rejected')],
      [t.heldRecords, row.held === null ? t.unknown : digits(row.held)],
      [
        t.missing,
        row.chainFaults > 0
          ? t.chainFaults(digits(row.missing), digits(row.chainFaults))
          : digits(row.missing),
        bad.has('chain'),
      ],
      [t.storage, storageWords[language()][row.storage], bad.has('storage')],
      [t.camera, word(row.camera), bad.has('camera')],
      [t.thermometer, word(row.temperature), bad.has('temperature')],
      [t.sound, word(row.sound), bad.has('sound')],
      [
        t.drift,
        row.drift === null
          ? t.unknown
          : `${sign(row.drift)}${(Math.abs(row.drift) / 100).toFixed(2)} °C (${t.measured(row.measured)})`,
        bad.has('drift'),
      ],
      [
        t.calibrated,
        row.calibratedAt === null
          ? t.unknown
          : row.calibratedAt === 0
            ? t.never
            : ago(row.calibratedAt, now, language()),
        bad.has('calibration'),
      ],
      [t.setUp, setUpText(row, time), hasFailedSteps(row)],
      [t.healedWeek, healedWords(row, digits)],
      [
        t.restartedItself,
        row.restartedAt > 0 ? restartText(row, time(row.restartedAt)) : t.never,
        row.restartedAt > now - 86_400_000,
      ],
      [t.medians, `${degrees(row.bodyMedian)} / ${degrees(row.ambientMedian)}`],
      [
        t.skew,
        row.lastSeen === 0
          ? t.unknown
          : `${sign(row.skewMs, 1000)}${duration(Math.abs(row.skewMs), language())}`,
        bad.has('clock'),
      ],
      [
        t.rulesVersion,
        row.bundleVersion === row.bundleWanted
          ? String(row.bundleVersion)
          : t.rulesWanted(row.bundleVersion, row.bundleWanted),
        bad.has('rules'),
      ],
      [t.charterVersion, row.charterVersion > 0 ? String(row.charterVersion) : t.unknown],
      [t.denyVersion, row.denyVersion > 0 ? String(row.denyVersion) : t.unknown],
      [t.word, time(row.wordAt), bad.has('word')],
      [t.appVersion, row.appVersion || t.unknown],
      [t.started, time(row.startedAt)],
      [t.ring, t.ringName(row.ring)],
      [
        emergencyTexts[language()].today,
        this.detail?.device === row.device ? digits(this.detail.emergenciesToday) : t.unknown,
      ],
      [t.drills, this.detail?.device === row.device ? digits(this.detail.drillsToday ?? 0) : t.unknown],
    ];
    return html`<dl>
      ${fields.map(
        ([label, value, wrong]) =>
          html`<div>
            <dt>${label}</dt>
            <dd class=${wrong ? 'bad' : ''}>${wrong ? '▲ ' : ''}${value}</dd>
          </div>`,
      )}
    </dl>`;
  }

  #detail() {
    const { t } = this.#texts;
    const { detail } = this;
    if (!detail || detail.device !== this.cell.row.device) return html`<p class="soft">${t.loading}</p>`;
    return html`
      <h3>${t.commands}</h3>
      ${
        detail.commands.length === 0
          ? html`<p class="soft">${t.noCommands}</p>`
          : html`<ol tabindex="0" aria-label=${t.commands}>
              ${detail.commands.map((each) => this.#command(each))}
            </ol>`
      }
      ${
        detail.chains.length > 0
          ? html`<h3>${t.chains}</h3>
              <ol>
                ${detail.chains.map((each) => this.#chain(each))}
              </ol>`
          : nothing
      }
      <h3>${t.history}</h3>
      ${
        detail.changes.length === 0
          ? html`<p class="soft">${t.noHistory}</p>`
          : html`<ol tabindex="0" aria-label=${t.history}>
              ${detail.changes.map((each) => this.#change(each))}
            </ol>`
      }
    `;
  }

  #command({ id, kind, reason, by, at, expires, state, said, saidAt }: CommandRow) {
    const { t } = this.#texts;
    return html`<li data-command=${id}>
      <span>
        <b>${commandWords[language()][kind]}</b> · ${commandStateWords[language()][state]}
        ${said && said !== state ? html` · ${t.sentrySays(saidWords[language()][said])}` : nothing}
      </span>
      <span>${reason}</span>
      <span class="soft">
        ${by} · ${dateTime(at, language())}
        ${state === 'pending' ? t.until(dateTime(expires, language())) : nothing}
        ${saidAt > 0 ? t.saidAt(dateTimeSeconds(saidAt)) : nothing}
      </span>
      ${
        this.mayAct && state === 'pending'
          ? html`<button
              type="button"
              class="quiet"
              name="withdraw"
              aria-disabled=${this.busy}
              @click=${() => this.#fire('withdraw', id)}
            >
              ${t.withdraw}
            </button>`
          : nothing
      }
    </li>`;
  }

  #chain({ chain, have, next, gaps, verifiedTo, fault, rejected }: ChainState) {
    const { t } = this.#texts;
    return html`<li>
      <span
        ><b>${chain}</b>
        ${gaps > 0 ? html`<b class="bad">▲ ${t.gaps(count(gaps, language()))}</b>` : t.noGaps}</span
      >
      <span class="soft">
        ${[
          t.chainHas(have.map(([first, last]) => `${first}–${last}`).join(', ') || '—'),
          next > 0 ? t.chainNext(count(next, language())) : '',
          t.chainVerified(count(verifiedTo, language())),
        ].join('')}
      </span>
      ${fault ? html`<span class="bad">▲ ${fault}</span>` : nothing}
      ${rejected ? html`<span class="bad">▲ ${t.chainRejected(rejected)}</span>` : nothing}
    </li>`;
  }

  #change({ at, field, before, after }: FleetChange) {
    const word = (value: string) => {
      if (field === 'storage') return (storageWords[language()] as Record<string, string>)[value] ?? value;
      if (field === 'presence') return (stateWords[language()] as Record<string, string>)[value] ?? value;
      if (field === 'lock') return value === '0' ? this.#texts.t.unlocked : this.#texts.t.lockedBy(value);
      return deviceTexts[language()][value] ?? value;
    };
    return html`<li>
      <span><b>${changeWords[language()][field] ?? field}</b> ${word(before)} → ${word(after)}</span>
      <time class="soft" datetime=${new Date(at).toISOString()}>${dateTimeSeconds(at)}</time>
    </li>`;
  }

  #fire(name: 'act' | 'withdraw', detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-fleet-panel': FleetPanel;
  }
}
