import type { WithholdingRow } from '../../domain/access/access-log.ts';
import { byText } from '../../ui/kit/table/local-rows.ts';
import type { TableSpec } from '../../ui/kit/table/table-spec.ts';
import { count, dateTime } from '../../ui/language/format.ts';
import type { Language } from '../../ui/language/languages.ts';
import { withholdingStateTexts, withholdingTexts } from '../../ui/texts/authority/withholdings.ts';

/** Whether one still waits or holds. */
export const isCurrent = ({ state }: WithholdingRow): boolean => state === 'waiting' || state === 'running';

/** The table of reads that are withheld, or were. */
export function withholdingTable(current: boolean, language: Language): TableSpec<WithholdingRow> {
  const t = withholdingTexts[language];
  const at = (time: number) => dateTime(time, language);
  const name = (row: WithholdingRow) => t.caseOf(row.forCase, row.purpose);
  const state = (row: WithholdingRow) => withholdingStateTexts[language][row.state];
  return {
    name: current ? 'withholdings' : 'withholdings-past',
    title: current ? t.current : t.past,
    key: ({ id }) => id,
    rowName: name,
    usualSort: current ? 'until' : '-from',
    noneYet: current ? t.noneCurrent : t.nonePast,
    opens: true,
    columns: [
      { id: 'case', title: t.case, isName: true, cell: name, compare: (a, b) => a.forCase - b.forCase },
      {
        id: 'whose',
        title: t.whose,
        cell: ({ maskedName }) => (maskedName ? t.onlyOne(maskedName) : t.everybody),
        compare: (a, b) => byText(a.maskedName, b.maskedName),
      },
      { id: 'state', title: t.state, cell: state, compare: (a, b) => byText(state(a), state(b)) },
      {
        id: 'days',
        title: t.days,
        cell: ({ days }) => count(days, language),
        compare: (a, b) => a.days - b.days,
      },
      { id: 'from', title: t.from, cell: (row) => at(row.at), compare: (a, b) => a.at - b.at },
      { id: 'until', title: t.until, cell: ({ until }) => at(until), compare: (a, b) => a.until - b.until },
      { id: 'asked', title: t.askedBy, cell: ({ askedBy }) => askedBy || '—' },
      { id: 'decided', title: t.decidedBy, cell: ({ decidedBy }) => decidedBy || '—' },
    ],
    filters: [],
  };
}
