import type { MergeRow } from '../../domain/api/persons/merge-api.ts';
import { byText } from '../../ui/kit/table/local-rows.ts';
import type { TableColumn, TableSpec } from '../../ui/kit/table/table-spec.ts';
import { dateTime } from '../../ui/language/format.ts';
import type { Language } from '../../ui/language/languages.ts';
import { mergeTexts } from '../../ui/texts/authority/merges.ts';

/** The table of merges: those in force, or those that were undone. */
export function mergeTable(isParted: boolean, language: Language): TableSpec<MergeRow> {
  const t = mergeTexts[language];
  const words = (id: 'otherName' | 'askedBy' | 'decidedBy', title: string): TableColumn<MergeRow> => ({
    id,
    title,
    cell: (row) => row[id] || '—',
    compare: (a, b) => byText(a[id], b[id]),
  });
  const time = (id: 'at' | 'undoneAt', title: string): TableColumn<MergeRow> => ({
    id,
    title,
    cell: (row) => dateTime(row[id], language),
    compare: (a, b) => a[id] - b[id],
  });
  return {
    name: isParted ? 'merges-parted' : 'merges',
    title: isParted ? t.parted : t.inForce,
    key: ({ id }) => id,
    rowName: ({ maskedName, otherName }) => `${maskedName} · ${otherName}`,
    usualSort: isParted ? '-undoneAt' : '-at',
    noneYet: isParted ? t.noneParted : t.noneInForce,
    findIn: (row) => [row.maskedName, row.otherName, row.askedBy, row.decidedBy, row.undoneBy].join(' '),
    findHint: t.findHint,
    opens: true,
    filters: [],
    columns: [
      {
        id: 'name',
        title: t.person,
        isName: true,
        cell: ({ maskedName }) => maskedName,
        compare: (a, b) => byText(a.maskedName, b.maskedName),
      },
      words('otherName', t.other),
      words('askedBy', t.askedBy),
      words('decidedBy', t.decidedBy),
      time('at', t.at),
      ...(isParted ? [time('undoneAt', t.partedAt)] : []),
    ],
  };
}
