import { html } from 'lit';
import type { SentryRow } from '../domain/api.ts';
import { dateTimeSeconds, duration } from '../ui/clock.ts';
import { ago, count } from '../ui/format.ts';
import type { Language } from '../ui/languages.ts';
import { sentryProblems, sentryState, waitedMs } from '../ui/sentry-health.ts';
import { deviceTexts, type AuthorityTexts } from '../ui/texts/authority.ts';
import { sentryTexts } from '../ui/texts/sentries.ts';

const signs = { online: '●', silent: '▲', never: '○', unpaired: '–' };

/**
 * One sentry as a table's row. Every cell names its column for narrow screens, where the row becomes a card.
 * @param now the server's time at the answer, UTC ms
 */
export function sentryLine(row: SentryRow, now: number, t: AuthorityTexts, language: Language) {
  const state = sentryState(row);
  const problems = new Set(sentryProblems(row, now));
  const digits = (value: number) => count(value, language);
  const word = (value: string) => deviceTexts[language][value] ?? value;
  const device = (name: 'camera' | 'temperature' | 'sound', label: string) => {
    const bad = problems.has(name);
    // A silent sentry's devices are shown as they were; whether they still are nobody knows.
    const old = state !== 'online';
    return html`<td role="cell" data-label=${label} class="device ${bad ? 'bad' : ''} ${old ? 'soft' : ''}">
      ${
        row.lastSeen === 0
          ? '—'
          : html`<span title=${old ? t.lastKnown : ''}>${bad ? '▲ ' : ''}${word(row[name])}</span>`
      }
    </td>`;
  };
  return html`
    <tr role="row" class=${problems.size > 0 ? 'problem' : ''}>
      <td role="cell" class="state ${state}" data-label=${t.state}>
        <span aria-hidden="true">${signs[state]}</span> ${sentryTexts[language][state]}
      </td>
      <th role="rowheader" scope="row" class="name">${row.name}</th>
      <td role="cell" class="site">
        ${row.siteName}${row.zoneName ? html`<span class="soft"> · ${row.zoneName}</span>` : ''}
      </td>
      <td role="cell" class="number ${problems.has('backlog') ? 'bad' : ''}" data-label=${t.queue}>
        ${problems.has('backlog') ? '▲ ' : ''}${digits(row.queue)}
      </td>
      <td role="cell" class="number ${problems.has('backlog') ? 'bad' : ''}" data-label=${t.oldest}>
        ${row.queue > 0 ? duration(waitedMs(row, now), language) : '—'}
      </td>
      <td role="cell" class="number ${problems.has('rejected') ? 'bad' : ''}" data-label=${t.rejected}>
        ${problems.has('rejected') ? '▲ ' : ''}${digits(row.rejected)}
      </td>
      <td role="cell" class="seen" data-label=${t.seen}>
        ${
          row.lastSeen > 0
            ? html`<time
                datetime=${new Date(row.lastSeen).toISOString()}
                title=${dateTimeSeconds(row.lastSeen)}
                >${ago(row.lastSeen, now, language)}</time
              >`
            : t.neverSeen
        }
      </td>
      ${device('camera', t.camera)} ${device('temperature', t.thermometer)} ${device('sound', t.sound)}
    </tr>
  `;
}
