import { html } from 'lit';
import type { SentryRow } from '../../domain/api/api.ts';
import { sentryProblems, sentryState, waitedMs } from '../../domain/fleet/sentry-health.ts';
import type { TableColumn, TableSpec } from '../../ui/kit/table/table-spec.ts';
import { dateTimeSeconds, duration } from '../../ui/language/clock.ts';
import { ago, count } from '../../ui/language/format.ts';
import type { Language } from '../../ui/language/languages.ts';
import { siteNameOf, zoneNameOf } from '../../ui/language/place-names.ts';
import { authorityTexts, deviceTexts } from '../../ui/texts/authority/authority.ts';
import { sentryTexts } from '../../ui/texts/common/sentries.ts';
import { byBacklog, bySentryName, bySilence, bySite, byUrgency } from './sentry-rows.ts';

const signs = { online: '●', silent: '▲', never: '○', unpaired: '–' };

/**
 * What a table says of each sentry: how it is, what waits on it, how its devices are.
 * @param of the sentry of a row of the table
 * @param now the server's time at the answer, UTC ms
 */
export function sentryColumns<Row>(
  of: (row: Row) => SentryRow,
  now: number,
  language: Language,
): TableColumn<Row>[] {
  const t = authorityTexts[language];
  const digits = (value: number) => count(value, language);
  const has = (row: SentryRow, problem: ReturnType<typeof sentryProblems>[number]) =>
    sentryProblems(row, now).includes(problem);
  const marked = (isBad: boolean, text: string) => (isBad ? html`<b class="fault">▲ ${text}</b>` : text);
  const compare = (by: (a: SentryRow, b: SentryRow, now: number) => number) => (a: Row, b: Row) =>
    by(of(a), of(b), now);
  const device = (id: 'camera' | 'temperature' | 'sound', title: string): TableColumn<Row> => {
    const word = (row: SentryRow) => deviceTexts[language][row[id]] ?? row[id];
    return {
      id,
      title,
      cell: (each) => {
        const row = of(each);
        if (row.lastSeen === 0) return '—';
        // A silent sentry's devices are shown as they were; whether they still are nobody knows.
        if (sentryState(row) !== 'online')
          return html`<span class="soft" title=${t.lastKnown}>${word(row)}</span>`;
        return marked(has(row, id), word(row));
      },
      text: (each) => (of(each).lastSeen === 0 ? '—' : word(of(each))),
    };
  };
  const number = (id: string, title: string, value: (row: SentryRow) => number): TableColumn<Row> => ({
    id,
    title,
    isNumber: true,
    cell: (each) =>
      marked(has(of(each), id === 'rejected' ? 'rejected' : 'backlog'), digits(value(of(each)))),
    text: (each) => String(value(of(each))),
    compare: compare((a, b) => value(a) - value(b)),
  });
  const waited = (row: SentryRow) => (row.queue > 0 ? duration(waitedMs(row, now), language) : '—');
  const place = (row: SentryRow) => [siteNameOf(row), zoneNameOf(row)].filter(Boolean).join(' · ');
  const state = (row: SentryRow) => sentryTexts[language][sentryState(row)];
  return [
    {
      id: 'state',
      title: t.state,
      cell: (each) =>
        html`<b><span aria-hidden="true">${signs[sentryState(of(each))]}</span> ${state(of(each))}</b>`,
      text: (each) => state(of(each)),
      compare: compare(byUrgency),
    },
    {
      id: 'name',
      title: t.sentry,
      isName: true,
      cell: (each) => of(each).name,
      compare: compare(bySentryName),
    },
    { id: 'site', title: t.site, cell: (each) => place(of(each)), compare: compare(bySite) },
    number('queue', t.queue, ({ queue }) => queue),
    {
      id: 'oldest',
      title: t.oldest,
      isNumber: true,
      cell: (each) => marked(has(of(each), 'backlog'), waited(of(each))),
      text: (each) => waited(of(each)),
      compare: compare(byBacklog),
    },
    number('rejected', t.rejected, ({ rejected }) => rejected),
    {
      id: 'seen',
      title: t.seen,
      cell: (each) => {
        const { lastSeen } = of(each);
        if (lastSeen === 0) return t.neverSeen;
        return html`<time datetime=${new Date(lastSeen).toISOString()} title=${dateTimeSeconds(lastSeen)}
          >${ago(lastSeen, now, language)}</time
        >`;
      },
      text: (each) => (of(each).lastSeen > 0 ? dateTimeSeconds(of(each).lastSeen) : t.neverSeen),
      compare: compare(bySilence),
    },
    device('camera', t.camera),
    device('temperature', t.thermometer),
    device('sound', t.sound),
  ];
}

/** What a sentry is found by. */
export function sentryText(row: SentryRow): string {
  const { siteNameEn = '', zoneNameEn = '' } = row;
  return [row.device, row.name, row.siteName, row.zoneName, siteNameEn, zoneNameEn].join(' ');
}

/** The board's table of all sentries. @param now the server's time at the answer, UTC ms */
export function sentryTable(now: number, language: Language): TableSpec<SentryRow> {
  const t = authorityTexts[language];
  const isBad = (row: SentryRow) => sentryProblems(row, now).length > 0;
  return {
    name: 'sentries',
    title: t.sentriesHeading,
    columns: sentryColumns((row) => row, now, language),
    filters: [
      {
        id: 'problems',
        title: t.problems,
        options: [{ value: 'some', text: t.withProblems }],
        matches: isBad,
      },
    ],
    key: ({ device }) => String(device),
    rowName: (row) => `${row.name} · ${siteNameOf(row)}`,
    usualSort: 'state',
    findIn: sentryText,
    findHint: t.searchHint,
    noneYet: t.noSentries,
    isMarked: isBad,
  };
}
