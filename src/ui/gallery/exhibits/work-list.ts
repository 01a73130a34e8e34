import { html } from 'lit';
import type { WorkRow } from '../../../domain/api/work-api.ts';
import '../../kit/tray/tray.ts';
import '../../kit/tray/work-list.ts';
import { language } from '../../language/languages.ts';
import { trayTexts } from '../../texts/kit/tray.ts';
import type { Exhibit } from '../exhibit.ts';

const at = Date.UTC(2026, 10, 29, 22, 53);
const row = (id: number, change: Partial<WorkRow> = {}): WorkRow => ({
  id,
  subject: { kind: 'policy-replay', version: 3, site: null, first: 20261116, last: 20261129 },
  state: 'running',
  done: 420_000,
  total: 1_397_592,
  askedAt: at,
  endedAt: 0,
  expires: at + 86_400_000,
  fault: null,
  file: null,
  ...change,
});
const ended = { endedAt: at, done: 1_397_592 };
const list = (...rows: WorkRow[]) => html`<sc-work-list .rows=${rows}></sc-work-list>`;
const every = () => [
  row(6),
  row(5, { state: 'waiting', done: 0, total: null, subject: { kind: 'export', list: 'fleet' } }),
  row(4, { ...ended, state: 'done', file: { name: 'replay.csv', bytes: 18_000 } }),
  row(3, { ...ended, state: 'failed', fault: 'late', done: 900_000 }),
  row(2, { ...ended, state: 'cancelled', done: 12 }),
];

export const exhibit: Exhibit = {
  name: 'work-list',
  title: { 'zh-CN': '任务', en: 'Long work' },
  states: [
    { name: 'every-state', render: () => list(...every()) },
    { name: 'none', render: () => list() },
    {
      name: 'long-names',
      render: () =>
        list(
          row(1, {
            subject: {
              kind: 'policy-replay',
              version: 'draft',
              site: {
                number: 1,
                name: '阿卜杜热合曼·买买提明的大型综合批发市场及其附属停车场和仓库二期工程',
              },
              first: 20261116,
              last: 20261116,
            },
          }),
        ),
    },
    {
      name: 'in-the-tray',
      render: () =>
        html`<sc-tray label=${trayTexts[language()].work} .count=${2}>${list(...every())}</sc-tray>`,
    },
  ],
};
