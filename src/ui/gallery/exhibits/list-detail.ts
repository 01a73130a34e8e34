import { html, type TemplateResult } from 'lit';
import '../../kit/table/data-table.ts';
import '../../kit/table/list-detail.ts';
import { openName } from '../../kit/table/table-query.ts';
import type { TableSpec } from '../../kit/table/table-spec.ts';
import type { Exhibit } from '../exhibit.ts';
import { names, said } from '../samples.ts';

interface Place {
  id: number;
  name: string;
}
const places: readonly Place[] = names.map((name, index) => ({ id: index + 1, name }));

const spec = (): TableSpec<Place> => ({
  name: 'list-detail',
  title: said('场所', 'Sites'),
  key: ({ id }) => String(id),
  rowName: ({ name }) => name,
  usualSort: 'id',
  opens: true,
  columns: [
    { id: 'name', title: said('名称', 'Name'), isName: true, cell: ({ name }) => name },
    {
      id: 'id',
      title: said('编号', 'Number'),
      isNumber: true,
      cell: ({ id }) => String(id),
      compare: (a, b) => a.id - b.id,
    },
  ],
  filters: [],
});

/** @param open the number of the row whose panel is open; '' for none */
function example(open: string): TemplateResult {
  // What is open stands in the address; this exhibit's own part of it is kept.
  const [page] = location.hash.split('?');
  history.replaceState(null, '', open ? `${page}?${openName}=${open}` : page);
  const place = places.find(({ id }) => String(id) === open);
  return html`<sc-list-detail label=${said('场所详情', 'Site')}>
    <sc-data-table .spec=${spec()} .rows=${places}></sc-data-table>
    <div slot="panel">
      ${
        place
          ? html`<section class="card">
              <h3>${place.name}</h3>
              <p>${said('望江街道', 'Wangjiang')}</p>
            </section>`
          : ''
      }
    </div>
  </sc-list-detail>`;
}

export const exhibit: Exhibit = {
  name: 'list-detail',
  title: { 'zh-CN': '列表与详情', en: 'List with a panel' },
  states: [
    { name: 'none open', render: () => example(''), alone: true },
    { name: 'one open', render: () => example('5'), alone: true },
  ],
};
