import { html } from 'lit';
import { siteCategories } from '../../domain/access/categories.ts';
import type { FleetAnswer, FleetRow } from '../../domain/api/gate/fleet-api.ts';
import { waitedMs } from '../../domain/fleet/sentry-health.ts';
import { categoryTexts } from '../../domain/site/site-words.ts';
import { byText } from '../../ui/kit/table/local-rows.ts';
import type { TableColumn, TableFilter, TableSpec } from '../../ui/kit/table/table-spec.ts';
import { dateTimeSeconds, duration } from '../../ui/language/clock.ts';
import { ago, count } from '../../ui/language/format.ts';
import type { Language } from '../../ui/language/languages.ts';
import { siteNameOf, subdistrictOf, zoneNameOf } from '../../ui/language/place-names.ts';
import { deviceTexts } from '../../ui/texts/authority/authority.ts';
import { fleetTexts, problemWords, stateWords, storageWords } from '../../ui/texts/authority/fleet.ts';
import './fleet-state-mark.ts';
import {
  byNeed,
  cellStates,
  problemLetters,
  type CellState,
  type FleetCell,
  type FleetProblem,
} from './fleet-state.ts';
import { byBacklog, bySentryName, bySilence, bySite } from './sentry-rows.ts';

/** The value of the filter `problem` that any problem has. */
export const anyProblem = 'some';

interface Making {
  fleet: FleetAnswer;
  cells: readonly FleetCell[];
  language: Language;
  /** Whether who looks gives commands. */
  mayAct: boolean;
}

/** The table of all sentries. */
export function fleetTable(making: Making): TableSpec<FleetCell> {
  const { language, mayAct } = making;
  const t = fleetTexts[language];
  return {
    name: 'sentries',
    title: t.title,
    columns: columns(making),
    filters: filters(making),
    key: ({ row }) => String(row.device),
    rowName: ({ row }) => `${row.name} · ${siteNameOf(row)}`,
    usualSort: 'state',
    findIn: ({ row }) => sentryText(row),
    findHint: t.searchHint,
    noneYet: t.noSentries,
    opens: true,
    isMarked: ({ problems }) => problems.length > 0,
    acts: mayAct
      ? [
          { id: 'command', text: t.commandTo },
          { id: 'ring', text: t.setRing },
        ]
      : [],
  };
}

/** Problems in words, but for what the state says already. */
export function problemText({ problems, state }: FleetCell, language: Language): string {
  return problems
    .filter((problem) => problem !== state)
    .map((problem) => problemWords[language][problem])
    .join(language === 'en' ? ', ' : '、');
}

/** What a sentry is found by. */
function sentryText(row: FleetRow): string {
  const { siteNameEn = '', zoneNameEn = '' } = row;
  return [row.device, row.name, row.siteName, row.zoneName, siteNameEn, zoneNameEn].join(' ');
}

function columns({ fleet: { now }, language }: Making): TableColumn<FleetCell>[] {
  const t = fleetTexts[language];
  const digits = (value: number) => count(value, language);
  const marked = (isBad: boolean, text: string) => (isBad ? html`<b class="fault">▲ ${text}</b>` : text);
  const byRow = (by: (a: FleetRow, b: FleetRow, at: number) => number) => (a: FleetCell, b: FleetCell) =>
    by(a.row, b.row, now);
  const words = (id: string, title: string, text: (cell: FleetCell) => string): TableColumn<FleetCell> => ({
    id,
    title,
    cell: text,
    compare: (a, b) => byText(text(a), text(b)),
  });
  const number = (
    id: 'device' | 'queue' | 'rejected' | 'missing',
    title: string,
    problem: FleetProblem | null = null,
  ): TableColumn<FleetCell> => ({
    id,
    title,
    isNumber: true,
    cell: ({ row, problems }) =>
      marked(
        problem !== null && problems.includes(problem),
        id === 'device' ? String(row[id]) : digits(row[id]),
      ),
    text: ({ row }) => String(row[id]),
    compare: (a, b) => a.row[id] - b.row[id],
  });
  const device = (id: 'camera' | 'temperature' | 'sound', title: string): TableColumn<FleetCell> => {
    const word = (row: FleetRow) => (row.lastSeen === 0 ? '—' : (deviceTexts[language][row[id]] ?? row[id]));
    return {
      id,
      title,
      isExtra: true,
      cell: ({ row, problems }) => marked(problems.includes(id), word(row)),
      text: ({ row }) => word(row),
    };
  };
  const waited = (row: FleetRow) => (row.queue > 0 ? duration(waitedMs(row, now), language) : '—');
  const place = (row: FleetRow) => [siteNameOf(row), zoneNameOf(row)].filter(Boolean).join(' · ');
  const extra = (column: TableColumn<FleetCell>): TableColumn<FleetCell> => ({ ...column, isExtra: true });
  return [
    {
      id: 'state',
      title: t.state,
      cell: ({ state, letter }) => html`<sc-fleet-state .state=${state} letter=${letter}></sc-fleet-state>`,
      text: ({ state }) => stateWords[language][state],
      compare: byNeed,
    },
    {
      id: 'name',
      title: t.sentry,
      isName: true,
      cell: ({ row }) => row.name,
      compare: byRow(bySentryName),
    },
    { id: 'site', title: t.site, cell: ({ row }) => place(row), compare: byRow(bySite) },
    words('subdistrict', t.subdistrict, ({ row }) => subdistrictOf(row)),
    {
      id: 'problem',
      title: t.problems,
      cell: (cell) => {
        const text = problemText(cell, language);
        return text ? html`<span class="fault">${text}</span>` : '—';
      },
      text: (cell) => problemText(cell, language) || '—',
    },
    number('queue', t.queue, 'backlog'),
    {
      id: 'seen',
      title: t.lastSeen,
      cell: ({ row: { lastSeen } }) =>
        lastSeen === 0
          ? t.never
          : html`<time datetime=${new Date(lastSeen).toISOString()} title=${dateTimeSeconds(lastSeen)}
              >${ago(lastSeen, now, language)}</time
            >`,
      text: ({ row: { lastSeen } }) => (lastSeen > 0 ? dateTimeSeconds(lastSeen) : t.never),
      compare: byRow(bySilence),
    },
    {
      id: 'ring',
      title: t.ring,
      cell: ({ row }) => t.ringName(row.ring),
      compare: (a, b) => a.row.ring - b.row.ring,
    },
    extra({
      id: 'oldest',
      title: t.oldest,
      isNumber: true,
      cell: ({ row, problems }) => marked(problems.includes('backlog'), waited(row)),
      text: ({ row }) => waited(row),
      compare: byRow(byBacklog),
    }),
    extra(number('rejected', t.rejected, 'rejected')),
    extra(number('missing', t.missing, 'chain')),
    device('camera', t.camera),
    device('temperature', t.thermometer),
    device('sound', t.sound),
    extra(words('storage', t.storage, ({ row }) => storageWords[language][row.storage])),
    extra(words('app', t.appVersion, ({ row }) => row.appVersion || t.unknown)),
    extra({
      id: 'rules',
      title: t.rulesVersion,
      isNumber: true,
      cell: ({ row, problems }) => marked(problems.includes('rules'), String(row.bundleVersion)),
      text: ({ row }) => String(row.bundleVersion),
      compare: (a, b) => a.row.bundleVersion - b.row.bundleVersion,
    }),
    extra(words('category', t.category, ({ row }) => categoryTexts[language][row.category] ?? row.category)),
    extra(number('device', t.number)),
  ];
}

function filters({ cells, language }: Making): TableFilter<FleetCell>[] {
  const t = fleetTexts[language];
  const unique = <Value>(of: (row: FleetRow) => Value) => [...new Set(cells.map(({ row }) => of(row)))];
  const numbers = (of: (row: FleetRow) => number, text: (value: number) => string) =>
    unique(of)
      .sort((a, b) => a - b)
      .map((value) => ({ value: String(value), text: text(value) }));
  return [
    {
      id: 'state',
      title: t.state,
      // Its counts above the list are what sets it.
      isElsewhere: true,
      options: cellStates.map((value) => ({ value, text: stateWords[language][value] })),
      matches: ({ state }, value) => state === (value as CellState),
    },
    {
      id: 'problem',
      title: t.problems,
      options: [
        { value: anyProblem, text: t.onlyProblems },
        ...(Object.keys(problemLetters) as FleetProblem[]).map((value) => ({
          value,
          text: problemWords[language][value],
        })),
      ],
      matches: ({ problems }, value) =>
        value === anyProblem ? problems.length > 0 : problems.includes(value as FleetProblem),
    },
    {
      id: 'subdistrict',
      title: t.subdistrict,
      isMultiple: true,
      options: [...new Map(cells.map(({ row }) => [row.subdistrict, subdistrictOf(row)]))]
        .map(([value, text]) => ({ value, text }))
        .sort((a, b) => byText(a.text, b.text)),
      matches: ({ row }, value) => row.subdistrict === value,
    },
    {
      id: 'category',
      title: t.category,
      isMultiple: true,
      options: siteCategories.map((value) => ({ value, text: categoryTexts[language][value] })),
      matches: ({ row }, value) => row.category === value,
    },
    {
      id: 'ring',
      title: t.ring,
      options: numbers(({ ring }) => ring, t.ringName),
      matches: ({ row }, value) => row.ring === Number(value),
    },
    {
      id: 'rules',
      title: t.rulesVersion,
      options: numbers(({ bundleVersion }) => bundleVersion, t.version),
      matches: ({ row }, value) => row.bundleVersion === Number(value),
    },
    {
      id: 'app',
      title: t.appVersion,
      options: unique(({ appVersion }) => appVersion)
        .filter(Boolean)
        .sort(byText)
        .map((value) => ({ value, text: value })),
      matches: ({ row }, value) => row.appVersion === value,
    },
  ];
}
