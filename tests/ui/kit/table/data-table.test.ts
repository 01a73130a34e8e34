import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import type { ListAnswer, ListRequest } from '../../../../src/domain/api/list-api.ts';
import { ApiError } from '../../../../src/sync/api-client.ts';
import { csvOf } from '../../../../src/ui/kit/table/csv.ts';
import '../../../../src/ui/kit/table/data-table.ts';
import type { DataTable } from '../../../../src/ui/kit/table/data-table.ts';
import '../../../../src/ui/kit/table/list-detail.ts';
import type { ListDetail } from '../../../../src/ui/kit/table/list-detail.ts';
import type { BulkAct, TableSpec } from '../../../../src/ui/kit/table/table-spec.ts';
import { setLanguage } from '../../../../src/ui/language/languages.ts';
import { tableTexts } from '../../../../src/ui/texts/kit/table.ts';
import { manyStalls, stalls, stallTable, type Stall } from './stalls.ts';
import { waitUntil } from '../../../support/wait-until.ts';

const t = tableTexts.en;
const table = (spec: TableSpec<Stall>, rows: readonly Stall[] = stalls) =>
  fixture<DataTable<Stall>>(html`<sc-data-table .spec=${spec} .rows=${rows}></sc-data-table>`);
const all = (of: DataTable<Stall>, selector: string) => [
  ...of.shadowRoot!.querySelectorAll<HTMLElement>(selector),
];
const names = (of: DataTable<Stall>) => all(of, 'tbody th').map((cell) => cell.textContent!.trim());
const counted = (of: DataTable<Stall>) => all(of, '.bar [role=status]')[0]!.textContent!.trim();
const within = (of: DataTable<Stall>, element: string, selector: string) =>
  of.shadowRoot!.querySelector(element)!.shadowRoot!.querySelector<HTMLInputElement>(selector)!;
async function type(of: DataTable<Stall>, text: string): Promise<void> {
  const field = within(of, 'sc-table-filters', 'input[type=search]');
  field.value = text;
  field.dispatchEvent(new Event('input'));
  await of.updateComplete;
}
const press = (target: Element, key: string) =>
  target.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }),
  );

describe('a data table', () => {
  beforeEach(() => {
    setLanguage('en');
    localStorage.clear();
    history.pushState(null, '', '#stalls');
  });
  afterEach(() => history.replaceState(null, '', location.pathname + location.search));

  describe('with all rows there', () => {
    it('shows them in their usual order and says how many they are', async () => {
      const shown = await table(stallTable());
      expect(names(shown)).to.deep.equal([
        '=HYPERLINK("x")',
        '安国路菜场2店',
        '安国路菜场10店',
        '虹口体育馆',
      ]);
      expect(counted(shown)).to.equal('4, by Name, ascending');
    });

    it('sorts by a column, turns it round, and keeps that in the address', async () => {
      const shown = await table(stallTable());
      all(shown, '[data-sort=scans]')[0]!.click();
      await shown.updateComplete;
      expect(names(shown)[0]).to.equal('=HYPERLINK("x")');
      all(shown, '[data-sort=scans]')[0]!.click();
      await shown.updateComplete;
      expect(names(shown)[0]).to.equal('安国路菜场2店');
      expect(location.hash).to.equal('#stalls?sort=-scans');
      expect(all(shown, 'th[aria-sort=descending]')).to.have.length(1);
      const went = oneEvent(window, 'popstate');
      history.back();
      await went;
      await shown.updateComplete;
      expect(names(shown)[0], 'Back brings the order before').to.equal('=HYPERLINK("x")');
    });

    it('filters by the address, shows each filter as a chip, and takes it away', async () => {
      history.replaceState(null, '', '#stalls?state=shut&state=no-such');
      const shown = await table(stallTable());
      expect(names(shown)).to.deep.equal(['安国路菜场10店']);
      expect(counted(shown)).to.equal('1 of 4, by Name, ascending');
      within(shown, 'sc-table-filters', '.chip').click();
      await shown.updateComplete;
      expect(names(shown)).to.have.length(4);
      expect(location.hash).to.equal('#stalls');
    });

    it('says on paper how many of how many stand there, and what they are filtered by', async () => {
      const paper = (of: DataTable<Stall>) => all(of, '.paper')[0]!.textContent!.replace(/\s+/g, ' ').trim();
      expect(paper(await table(stallTable()))).to.equal('4 of 4 rows. Filters: none');
      history.replaceState(null, '', '#stalls?state=shut');
      expect(paper(await table(stallTable()))).to.equal('1 of 4 rows. Filters: State: Shut');
    });

    it('finds by words, which do not stand in the address', async () => {
      const shown = await table(stallTable());
      await type(shown, '安国路 １０');
      expect(names(shown)).to.deep.equal(['安国路菜场10店']);
      expect(location.hash).to.equal('#stalls');
    });

    it('tells none yet from none that matches, and clears the filters', async () => {
      const none = await table(stallTable({ noneYet: 'Nobody came.' }), []);
      expect(none.shadowRoot!.querySelector('.state')!.textContent).to.include('Nobody came.');
      const shown = await table(stallTable());
      await type(shown, 'nothing is called so');
      expect(all(shown, '.state')[0]!.textContent).to.include(t.noneMatches);
      all(shown, 'button[name=clear]')[0]!.click();
      await shown.updateComplete;
      expect(names(shown)).to.have.length(4);
    });

    it('keeps which columns are shown on this device', async () => {
      const shown = await table(stallTable());
      for (const name of ['state', 'id', 'compact']) {
        within(shown, 'sc-table-tools', `input[name=${name}]`).click();
        await shown.updateComplete;
      }
      const heads = (of: DataTable<Stall>) => all(of, 'thead th').map((head) => head.textContent!.trim()[0]);
      expect(heads(shown)).to.deep.equal(['N', 'S', 'N']);
      const again = await table(stallTable());
      expect(heads(again)).to.deep.equal(['N', 'S', 'N']);
      expect(all(again, 'table.compact')).to.have.length(1);
    });

    it('draws of many rows those in sight', async () => {
      const shown = await table(stallTable(), manyStalls(763));
      await waitUntil(() => names(shown).length > 0);
      expect(names(shown).length).to.be.lessThan(120);
      expect(counted(shown)).to.include('763');
      const heights = all(shown, 'tr.space td').map((cell) => cell.offsetHeight);
      expect(heights.at(-1), 'the others stand below').to.be.greaterThan(5000);
      const toTheEnd = (): boolean => {
        scrollTo(0, document.documentElement.scrollHeight);
        return names(shown).includes('摊位 763');
      };
      await waitUntil(toTheEnd, 'the last is drawn when it is scrolled to');
      window.dispatchEvent(new Event('beforeprint'));
      await shown.updateComplete;
      expect(names(shown), 'paper has them all').to.have.length(763);
      window.dispatchEvent(new Event('afterprint'));
    });
  });

  describe('whose rows can be chosen', () => {
    const acts = [{ id: 'shut', text: 'Shut' }];
    const tick = async (shown: DataTable<Stall>, key: string) => {
      all(shown, `tr[data-key="${key}"] input`)[0]!.click();
      await shown.updateComplete;
    };

    it('tells which are, and an act its rows', async () => {
      const shown = await table(stallTable({ acts }));
      await tick(shown, '3');
      await tick(shown, '1');
      await tick(shown, '1');
      expect(all(shown, '.bulk')[0]!.textContent).to.include(t.chosen('1'));
      setTimeout(() => all(shown, '.bulk button[name=shut]')[0]!.click());
      const { detail } = (await oneEvent(shown, 'bulk')) as CustomEvent<BulkAct>;
      expect(detail).to.deep.equal({ act: 'shut', keys: ['3'], all: false });
    });

    it('takes the tick from a row that the filters take away', async () => {
      const shown = await table(stallTable({ acts }));
      await tick(shown, '1');
      await tick(shown, '2');
      await type(shown, '虹口');
      expect(all(shown, '.bulk')[0]!.textContent).to.include(t.chosen('1'));
      await type(shown, '');
      expect(all(shown, 'tbody input:checked')).to.have.length(1);
    });
  });

  describe('by keys', () => {
    it('goes from row to row, ticks by Space, finds by / and lists the keys by ?', async () => {
      const shown = await table(stallTable({ opens: true, acts: [{ id: 'shut', text: 'Shut' }] }));
      const link = (key: string) => all(shown, `tr[data-key="${key}"] a`)[0]!;
      link('4').focus();
      press(link('4'), 'ArrowDown');
      expect(shown.shadowRoot!.activeElement).to.equal(link('3'));
      press(link('3'), ' ');
      await shown.updateComplete;
      expect(all(shown, '.bulk')).to.have.length(1);
      press(link('3'), '/');
      const filters = shown.shadowRoot!.querySelector('sc-table-filters')!;
      expect(shown.shadowRoot!.activeElement).to.equal(filters);
      press(filters.shadowRoot!.activeElement!, '?');
      const tools = shown.shadowRoot!.querySelector('sc-table-tools')!;
      await tools.updateComplete;
      expect(tools.shadowRoot!.querySelector('dl'), 'what is typed is typed').to.equal(null);
      press(link('3'), '?');
      await tools.updateComplete;
      expect(tools.shadowRoot!.querySelector('dl')!.textContent).to.include(t.key_find);
    });
  });

  describe('with the rows at the server', () => {
    let asked: ListRequest[];
    let reply: () => Promise<ListAnswer<Stall>>;
    const ask = (request: ListRequest) => {
      asked.push(request);
      return reply();
    };
    const page = (change: Partial<ListAnswer<Stall>> = {}): ListAnswer<Stall> => ({
      rows: stalls.slice(0, 2),
      total: 900,
      matching: 143,
      hasEarlier: false,
      hasNext: true,
      now: 1,
      ...change,
    });
    const open = () =>
      fixture<DataTable<Stall>>(
        html`<sc-data-table
          .spec=${stallTable({ acts: [{ id: 'shut', text: 'Shut' }] })}
          .ask=${ask}
        ></sc-data-table>`,
      );

    beforeEach(() => {
      asked = [];
      reply = async () => page();
    });

    it('asks for what the address says, and shows the page as it came', async () => {
      history.replaceState(null, '', '#stalls?sort=-scans&state=open&after=7');
      const shown = await open();
      await waitUntil(() => names(shown).length === 2);
      expect(asked).to.deep.equal([{ filters: { state: ['open'] }, sort: '-scans', after: 7 }]);
      expect(counted(shown)).to.equal('143 of 900, by Scans, descending');
      expect(names(shown)).to.deep.equal(['虹口体育馆', '安国路菜场10店']);
    });

    it('turns its pages by the keys of its rows; a filter begins at the first again', async () => {
      const shown = await open();
      await waitUntil(() => names(shown).length === 2);
      all(shown, 'button[name=next]')[0]!.click();
      await waitUntil(() => asked.length === 2);
      expect(asked[1]).to.deep.equal({ sort: 'name', after: 2 });
      await type(shown, ' 虹口 ');
      await waitUntil(() => asked.length > 2);
      expect(asked.at(-1)).to.deep.equal({ sort: 'name', find: '虹口' });
    });

    it('can mean all that match, those of other pages too', async () => {
      const shown = await open();
      await waitUntil(() => names(shown).length === 2);
      all(shown, 'thead input')[0]!.click();
      await shown.updateComplete;
      all(shown, 'button[name=choose-all]')[0]!.click();
      await shown.updateComplete;
      expect(all(shown, '.bulk')[0]!.textContent).to.include(t.allChosen('143'));
      await type(shown, 'x');
      expect(all(shown, '.bulk'), 'others match: nobody means them').to.have.length(0);
    });

    it('shows grey rows when the first answer takes long', async () => {
      reply = () => new Promise(() => undefined);
      const shown = await open();
      expect(all(shown, 'table')).to.have.length(0);
      await waitUntil(() => all(shown, 'tr.ghost').length > 0);
      expect(counted(shown)).to.equal(t.loading);
    });

    it('keeps what was read when the next answer fails, says so, and asks again', async () => {
      const shown = await open();
      await waitUntil(() => names(shown).length === 2);
      reply = () => Promise.reject(new ApiError('offline', 'No answer.', 0));
      all(shown, 'button[name=next]')[0]!.click();
      await waitUntil(() => all(shown, '[role=alert]').length === 1);
      expect(all(shown, '[role=alert]')[0]!.textContent)
        .to.include(t.failedOffline)
        .and.to.include(t.oldRows);
      expect(names(shown)).to.have.length(2);
      reply = async () => page({ rows: stalls.slice(2), hasEarlier: true });
      all(shown, 'button[name=retry]')[0]!.click();
      await waitUntil(() => names(shown)[0] === '安国路菜场2店');
      expect(all(shown, '[role=alert]')).to.have.length(0);
    });

    it('asks nothing once it was taken away, and asks when it is back', async () => {
      const shown = await open();
      await waitUntil(() => names(shown).length === 2);
      const host = shown.parentElement!;
      shown.remove();
      history.replaceState(null, '', '#stalls?after=2');
      shown.requestUpdate();
      await shown.updateComplete;
      expect(asked).to.have.length(1);
      host.append(shown);
      await waitUntil(() => asked.length === 2);
      expect(asked[1]).to.deep.equal({ sort: 'name', after: 2 });
    });

    it('passes on that the person may not see them', async () => {
      reply = () => Promise.reject(new ApiError('not-allowed', 'No.', 403));
      const refused: unknown[] = [];
      const host = await fixture(html`<div></div>`);
      const shown = document.createElement('sc-data-table') as DataTable<Stall>;
      shown.addEventListener('refused', (event) =>
        refused.push((event as CustomEvent<ApiError>).detail.code),
      );
      Object.assign(shown, { spec: stallTable(), ask });
      host.append(shown);
      await waitUntil(() => refused.length === 1);
      expect(refused).to.deep.equal(['not-allowed']);
    });
  });

  describe('beside a panel', () => {
    const open = () =>
      fixture<ListDetail>(
        html`<sc-list-detail label="Stall">
          <sc-data-table .spec=${stallTable({ opens: true })} .rows=${stalls}></sc-data-table>
          <div slot="panel"><h2>One stall</h2></div>
        </sc-list-detail>`,
      );

    it('goes from row to row at once where its address opened it', async () => {
      history.replaceState(null, '', '#stalls?open=3');
      const host = await open();
      const following = () =>
        host.shadowRoot!.querySelector<HTMLButtonElement>('button[name=following]:not([disabled])');
      await waitUntil(following, 'the list is known');
      following()!.click();
      await waitUntil(() => location.hash === '#stalls?open=2');
      history.replaceState(null, '', '#stalls');
    });

    it('opens a row by its link, goes to the next, and comes back to it by Esc', async () => {
      const host = await open();
      const shown = host.querySelector<DataTable<Stall>>('sc-data-table')!;
      await shown.updateComplete;
      const aside = () => host.shadowRoot!.querySelector('aside');
      expect(aside()).to.equal(null);
      all(shown, 'tr[data-key="3"] a')[0]!.click();
      await waitUntil(aside);
      expect(location.hash).to.equal('#stalls?open=3');
      expect(aside()!.textContent).to.include('2 of 4');
      const { length } = history;
      host.shadowRoot!.querySelector<HTMLButtonElement>('button[name=following]')!.click();
      await waitUntil(() => location.hash === '#stalls?open=2');
      expect(history.length, 'the same entry of the history').to.equal(length);
      press(aside()!, 'Escape');
      await waitUntil(() => !aside());
      expect(location.hash).to.equal('#stalls');
      await waitUntil(() => shown.shadowRoot!.activeElement !== null);
      expect(shown.shadowRoot!.activeElement!.textContent).to.equal('安国路菜场10店');
    });
  });
});

describe('a file of rows', () => {
  it('is UTF-8 with a mark, and runs nothing in a spreadsheet', async () => {
    const csv = csvOf(stallTable().columns.slice(0, 2), stalls.slice(2));
    expect(csv).to.equal(`\uFEFFName,Scans\r\n安国路菜场2店,100\r\n"'=HYPERLINK(""x"")",0\r\n`);
  });
});
