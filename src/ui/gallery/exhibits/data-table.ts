import { html } from 'lit';
import { ref } from 'lit/directives/ref.js';
import type { ListAnswer } from '../../../domain/api/list-api.ts';
import { ApiError } from '../../../sync/api-client.ts';
import '../../kit/table/data-table.ts';
import type { DataTable } from '../../kit/table/data-table.ts';
import { byText } from '../../kit/table/local-rows.ts';
import type { TableSpec } from '../../kit/table/table-spec.ts';
import { language } from '../../language/languages.ts';
import type { Exhibit } from '../exhibit.ts';

interface Stall {
  id: number;
  name: string;
  street: string;
  state: 'open' | 'shut';
  scans: number;
}

const said = (zh: string, en: string): string => (language() === 'en' ? en : zh);
const names = [
  '玥',
  '安国路菜场',
  '阿卜杜热合曼·买买提明国际会展中心滨江综合体育文化商业广场地下二层东北角停车场',
  'Cafe Lantern',
];

const stalls = (number: number): Stall[] =>
  Array.from({ length: number }, (_, index) => ({
    id: index + 1,
    name: `${names[index % names.length]!}${index < names.length ? '' : ` ${index}`}`,
    street: said('望江路', 'Wangjiang Road'),
    state: index % 3 === 2 ? 'shut' : 'open',
    scans: (index * 7919) % 1000,
  }));

function spec(change: Partial<TableSpec<Stall>> = {}): TableSpec<Stall> {
  const words = { open: said('营业', 'Open'), shut: said('停业', 'Shut') };
  return {
    name: 'exhibit',
    title: said('摊位', 'Stalls'),
    key: ({ id }) => String(id),
    rowName: ({ name }) => name,
    usualSort: 'name',
    findIn: ({ name }) => name,
    findHint: said('名称', 'Name'),
    isMarked: ({ state }) => state === 'shut',
    columns: [
      {
        id: 'name',
        title: said('名称', 'Name'),
        isName: true,
        sorted: true,
        cell: ({ name }) => name,
        compare: (a, b) => byText(a.name, b.name),
      },
      { id: 'street', title: said('道路', 'Street'), cell: ({ street }) => street },
      { id: 'state', title: said('状态', 'State'), cell: ({ state }) => words[state] },
      {
        id: 'scans',
        title: said('扫码', 'Scans'),
        isNumber: true,
        cell: ({ scans }) => String(scans),
        compare: (a, b) => a.scans - b.scans,
      },
    ],
    filters: [
      {
        id: 'stall',
        title: said('状态', 'State'),
        options: [
          { value: 'open', text: words.open },
          { value: 'shut', text: words.shut },
        ],
        matches: ({ state }, value) => state === value,
      },
    ],
    ...change,
  };
}

const page = async (): Promise<ListAnswer<Stall>> => ({
  rows: stalls(4),
  total: 69_445,
  matching: 1204,
  hasEarlier: false,
  hasNext: true,
  now: Date.now(),
});

/** Once it is drawn, does something to it. */
const then = (act: (table: DataTable<Stall>) => void) =>
  ref((element) => {
    if (element)
      void (element as DataTable<Stall>).updateComplete.then(() => act(element as DataTable<Stall>));
  });
const ticked = (table: DataTable<Stall>): void =>
  [...table.renderRoot.querySelectorAll<HTMLElement>('tbody input')]
    .slice(0, 2)
    .forEach((box) => box.click());
/** Answers once, and is offline from then on. */
const once = () => {
  let asked = 0;
  return () => (asked++ === 0 ? page() : Promise.reject(new ApiError('offline', 'No answer.', 0)));
};
const noRight = () =>
  Promise.reject(
    new ApiError(
      'not-allowed',
      said(
        '您的账号不能查看摊位。可查看者：街道、卫健。',
        'Your account may not see stalls. Who may: sub-districts, health.',
      ),
      403,
    ),
  );

export const exhibit: Exhibit = {
  name: 'data-table',
  title: { 'zh-CN': '数据表', en: 'Data table' },
  states: [
    {
      name: 'usual, with names of 1 to 50 characters',
      render: () => html`<sc-data-table .spec=${spec()} .rows=${stalls(4)}></sc-data-table>`,
    },
    {
      name: 'rows that can be chosen and opened, new ones waiting',
      render: () =>
        html`<sc-data-table
          news="7"
          .spec=${spec({ opens: true, acts: [{ id: 'close', text: said('停业…', 'Shut…') }] })}
          .rows=${stalls(4)}
        ></sc-data-table>`,
    },
    {
      name: 'none yet',
      render: () =>
        html`<sc-data-table
          .spec=${spec({ noneYet: said('还没有摊位。', 'No stalls yet.') })}
          .rows=${[]}
        ></sc-data-table>`,
    },
    {
      name: 'a page of the server’s',
      render: () => html`<sc-data-table .spec=${spec()} .ask=${page}></sc-data-table>`,
    },
    {
      name: 'loading',
      render: () =>
        html`<sc-data-table
          .spec=${spec()}
          .ask=${() => new Promise<never>(() => undefined)}
        ></sc-data-table>`,
    },
    {
      name: 'failed',
      render: () =>
        html`<sc-data-table
          .spec=${spec()}
          .ask=${() => Promise.reject(new ApiError('offline', 'No answer.', 0))}
        ></sc-data-table>`,
    },
    {
      name: 'old rows, which could not be read again',
      render: () =>
        html`<sc-data-table
          .spec=${spec()}
          .ask=${once()}
          ${then((table) => void table.refresh())}
        ></sc-data-table>`,
    },
    {
      name: 'no right',
      render: () => html`<sc-data-table .spec=${spec()} .ask=${noRight}></sc-data-table>`,
    },
    {
      name: 'two chosen',
      render: () =>
        html`<sc-data-table
          .spec=${spec({ acts: [{ id: 'close', text: said('停业…', 'Shut…') }] })}
          .rows=${stalls(4)}
          ${then(ticked)}
        ></sc-data-table>`,
    },
    {
      name: 'many',
      alone: true,
      render: () => html`<sc-data-table .spec=${spec()} .rows=${stalls(763)}></sc-data-table>`,
    },
  ],
};
