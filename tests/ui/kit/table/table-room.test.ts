import { expect, fixture, html } from '@open-wc/testing';
import '../../../../src/ui/kit/table/data-table.ts';
import type { DataTable } from '../../../../src/ui/kit/table/data-table.ts';
import type { TableSpec } from '../../../../src/ui/kit/table/table-spec.ts';
import { setLanguage } from '../../../../src/ui/language/languages.ts';
import { waitUntil } from '../../../support/wait-until.ts';

type Row = Readonly<Record<string, string>>;
const ids = ['name', 'street', 'kind', 'state', 'note'];
const spec: TableSpec<Row> = {
  name: 'room',
  title: 'Rooms',
  columns: ids.map((id) => ({
    id,
    title: id,
    ...(id === 'name' && { isName: true }),
    cell: (row) => row[id]!,
  })),
  filters: [],
  key: (row) => row['name']!,
  rowName: (row) => row['name']!,
  usualSort: 'name',
  noneYet: 'None.',
};
const row = (word: string): Row => Object.fromEntries(ids.map((id) => [id, `${word} ${word}`]));

async function open(width: number, rows: Row[]): Promise<DataTable<Row>> {
  const box = await fixture(html`
    <div style="width: ${width}px"><sc-data-table .spec=${spec} .rows=${rows}></sc-data-table></div>
  `);
  return box.querySelector<DataTable<Row>>('sc-data-table')!;
}
const classesOf = (table: DataTable<Row>) =>
  table.shadowRoot!.querySelector('table')!.className.trim().split(/\s+/);
const drawn = (table: DataTable<Row>, classes: string[]) =>
  waitUntil(() => String(classesOf(table)) === String(classes), classes.join(' '));

describe('the columns of a table', () => {
  beforeEach(() => {
    setLanguage('en');
    history.replaceState(null, '', '#rooms');
  });
  afterEach(() => history.replaceState(null, '', location.pathname));

  it('stand beside one another with all their words whole', async () => {
    const table = await open(800, [row('Plaza')]);
    await drawn(table, ['wide']);
    const cell = table.shadowRoot!.querySelectorAll<HTMLElement>('td')[0]!;
    cell.textContent = 'Sub-district';
    const height = cell.offsetHeight;
    cell.textContent = 'Plaza';
    expect(cell.offsetHeight, 'one line').to.equal(height);
  });

  it('break one long word before they give up being columns', async () => {
    const table = await open(1200, [row('Plaza'), { ...row('Mall'), street: 'x'.repeat(120) }]);
    await drawn(table, ['wide', 'tight']);
    expect(table.shadowRoot!.querySelector('table')!.offsetWidth).to.be.at.most(table.clientWidth);
  });

  it('are cards where words have no room in them, and columns again once they have', async () => {
    const table = await open(500, [row('Neighbourhood-office')]);
    await drawn(table, ['narrow']);
    table.parentElement!.style.width = '1400px';
    await drawn(table, ['wide']);
    table.parentElement!.style.width = '500px';
    await drawn(table, ['narrow']);
  });
});
