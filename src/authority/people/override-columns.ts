import { html } from 'lit';
import type { OverrideRow } from '../../domain/api/official-api.ts';
import { overrideColours, overrideReasons, type OverrideState } from '../../domain/policy/override.ts';
import { byText } from '../../ui/kit/table/local-rows.ts';
import type { TableColumn, TableSpec } from '../../ui/kit/table/table-spec.ts';
import { dateTime } from '../../ui/language/format.ts';
import type { Language } from '../../ui/language/languages.ts';
import {
  overrideReasonTexts,
  overrideStateTexts,
  overrideTexts,
} from '../../ui/texts/authority/overrides.ts';
import { healthTexts } from '../../ui/texts/common/health.ts';
import '../../ui/theme/status-mark.ts';

/** The views of the page, by the states that each lists. */
export const overrideViews = {
  active: ['active'],
  waiting: ['requested'],
  past: ['refused', 'lifted'],
} as const satisfies Record<string, readonly OverrideState[]>;
export type OverrideView = keyof typeof overrideViews;

/** The table of colours set by hand, in one of its views. */
export function overrideTable(view: OverrideView, language: Language): TableSpec<OverrideRow> {
  const t = overrideTexts[language];
  const at = (time: number) => (time > 0 ? dateTime(time, language) : '—');
  const reason = (row: OverrideRow) => overrideReasonTexts[language][row.reason];
  const time = (id: 'requestedAt' | 'decidedAt' | 'liftedAt' | 'validUntil', title: string) =>
    ({
      id,
      title,
      cell: (row) => at(row[id]),
      compare: (a, b) => a[id] - b[id],
    }) satisfies TableColumn<OverrideRow>;
  const who = (id: 'requestedBy' | 'decidedBy', title: string): TableColumn<OverrideRow> => ({
    id,
    title,
    cell: (row) => row[id] || '—',
    compare: (a, b) => byText(a[id], b[id]),
  });
  const title = { active: t.activeHeading, waiting: t.waitingHeading, past: t.pastHeading }[view];
  return {
    name: `overrides-${view}`,
    title,
    key: ({ id }) => id,
    rowName: ({ maskedName }) => maskedName,
    usualSort: { active: 'validUntil', waiting: 'requestedAt', past: '-requestedAt' }[view],
    noneYet: { active: t.noneActive, waiting: t.noneWaiting, past: t.nonePast }[view],
    opens: true,
    columns: [
      {
        id: 'name',
        title: t.person,
        isName: true,
        cell: ({ maskedName }) => maskedName,
        compare: (a, b) => byText(a.maskedName, b.maskedName),
      },
      {
        id: 'colour',
        title: t.colourTo,
        cell: ({ colour }) => html`<sc-status-mark .colour=${colour}></sc-status-mark>`,
        text: ({ colour }) => healthTexts[language][colour],
        compare: (a, b) => overrideColours.indexOf(a.colour) - overrideColours.indexOf(b.colour),
      },
      { id: 'reason', title: t.reason, cell: reason, compare: (a, b) => byText(reason(a), reason(b)) },
      ...(view === 'past'
        ? [
            {
              id: 'state',
              title: t.state,
              cell: ({ state }: OverrideRow) => overrideStateTexts[language][state],
            },
          ]
        : []),
      who('requestedBy', t.requestedBy),
      time('requestedAt', t.requestedAt),
      ...(view === 'waiting' ? [] : [who('decidedBy', t.decidedBy)]),
      ...(view === 'past' ? [time('liftedAt', t.endedAt)] : [time('validUntil', t.until)]),
    ],
    filters: [
      {
        id: 'colour',
        title: t.colourTo,
        options: overrideColours.map((value) => ({ value, text: healthTexts[language][value] })),
        matches: ({ colour }, value) => colour === value,
      },
      {
        id: 'reason',
        title: t.reason,
        options: overrideReasons.map((value) => ({ value, text: overrideReasonTexts[language][value] })),
        matches: (row, value) => row.reason === value,
      },
    ],
  };
}
