import { byText } from '../../../../src/ui/kit/table/local-rows.ts';
import type { TableSpec } from '../../../../src/ui/kit/table/table-spec.ts';

/** What the tests' tables list. */
export interface Stall {
  id: number;
  name: string;
  state: 'open' | 'shut';
  scans: number;
}

export const stalls: Stall[] = [
  { id: 1, name: '虹口体育馆', state: 'open', scans: 9 },
  { id: 2, name: '安国路菜场10店', state: 'shut', scans: 20 },
  { id: 3, name: '安国路菜场2店', state: 'open', scans: 100 },
  { id: 4, name: '=HYPERLINK("x")', state: 'open', scans: 0 },
];

export const manyStalls = (number: number): Stall[] =>
  Array.from({ length: number }, (_, index) => ({
    id: index + 1,
    name: `摊位 ${index + 1}`,
    state: 'open',
    scans: index,
  }));

export const stallTable = (change: Partial<TableSpec<Stall>> = {}): TableSpec<Stall> => ({
  name: 'test-stalls',
  title: 'Stalls',
  key: ({ id }) => String(id),
  rowName: ({ name }) => name,
  usualSort: 'name',
  findIn: ({ name }) => name,
  findHint: 'Name',
  columns: [
    {
      id: 'name',
      title: 'Name',
      isName: true,
      cell: ({ name }) => name,
      compare: (a, b) => byText(a.name, b.name),
    },
    {
      id: 'scans',
      title: 'Scans',
      isNumber: true,
      cell: ({ scans }) => String(scans),
      compare: (a, b) => a.scans - b.scans,
    },
    { id: 'state', title: 'State', cell: ({ state }) => state },
    { id: 'id', title: 'Number', isExtra: true, cell: ({ id }) => String(id) },
  ],
  filters: [
    {
      id: 'state',
      title: 'State',
      isMultiple: true,
      options: [
        { value: 'open', text: 'Open' },
        { value: 'shut', text: 'Shut' },
      ],
      matches: ({ state }, value) => state === value,
    },
  ],
  ...change,
});
