import { expect } from '@open-wc/testing';
import type { AuthorityApp } from '../../../src/authority/app/authority-app.ts';
import { tableTexts } from '../../../src/ui/texts/kit/table.ts';
import { setLanguage } from '../../../src/ui/language/languages.ts';
import { shellTexts } from '../../../src/ui/texts/kit/shell.ts';
import { authorityTexts } from '../../../src/ui/texts/authority/authority.ts';
import { boardTexts } from '../../../src/ui/texts/authority/board.ts';
import { alarm, board, manySentries, now } from '../district-data.ts';
import type { FakeServer } from '../fake-server.ts';
import { find, shownText } from '../find-deep.ts';
import { key, openBoard, says } from '../open-app.ts';
import { boardSentries } from '../../support/samples/board-sentries.ts';
import { waitUntil } from '../../support/wait-until.ts';

const en = authorityTexts.en;
const enBoard = boardTexts.en;

describe('sc-board-page', () => {
  beforeEach(() => {
    localStorage.removeItem(key);
    setLanguage('en');
  });

  describe('the numbers', () => {
    for (const [lang, label] of [
      ['zh-CN', '今日扫码'],
      ['en', 'Scans today'],
    ] as const) {
      it(`shows every digit in ${lang}`, async () => {
        setLanguage(lang);
        const { app } = await openBoard(
          (server) => (server.board = board({ sentries: boardSentries(manySentries(), now) })),
        );
        await says(app, '#scans', `${label} 99,828`);
        await says(app, '#visits', '12,045');
        await says(app, '#alerts', '1,214');
        await says(app, '#refused', '57');
        await says(app, '#emergencies', '4');
        await says(app, '#sites', '69,445');
        await says(app, '#online', '733');
        await says(app, '#online', '763');
        await says(app, '#queue', '2,190');
        expect(shownText(app)).not.to.include('万');
      });
    }

    it('prints the date and the time they are of, in the district’s own time', async () => {
      const { app } = await openBoard();
      await says(app, '#today', '2026-11-23 Monday');
      await says(app, '.as-of', 'As of 2026-11-23 14:05:09');
    });

    it('changes language at once', async () => {
      const { app } = await openBoard();
      await says(app, '#categories', 'Office building');
      setLanguage('zh-CN');
      await says(app, '#categories', '办公楼宇');
      await says(app, '.as-of', '数据截至 2026-11-23 14:05:09');
    });

    it('sums categories and sub-districts, most scans first', async () => {
      const { app } = await openBoard();
      await says(app, '#subdistricts', 'Total 69,445 99,828 1,214');
      const rows = shownText(find(app.shadowRoot!, '#subdistricts'));
      expect(rows.indexOf('江湾镇街道')).to.be.lessThan(rows.indexOf('四川北路街道'));
    });

    it('asks again when the server says that something changed', async () => {
      const { app, server, change } = await openBoard();
      server.board = board({ scans: 99_829 });
      change();
      await says(app, '#scans', '99,829');
    });
  });

  describe('the map', () => {
    const ring = [
      [121.4, 31.2],
      [121.5, 31.2],
      [121.5, 31.3],
      [121.4, 31.2],
    ];
    const outlines = {
      type: 'FeatureCollection',
      features: [
        {
          type: 'Feature',
          properties: { name: '江湾镇街道' },
          geometry: { type: 'Polygon', coordinates: [ring] },
        },
      ],
    };
    const areas = (app: AuthorityApp) =>
      find(app.shadowRoot!, 'sc-district-map')?.shadowRoot?.querySelectorAll('.ground path').length;

    it('shows the sub-districts, and their figures in a table', async () => {
      const { app } = await openBoard((server) => (server.map = outlines));
      await waitUntil(() => areas(app) === 1, 'the outline is drawn');
      await says(app, 'sc-district-map', '江湾镇街道 59,828');
    });

    it('that cannot be had says why and can be asked for again, and the board stands', async () => {
      const { app, server } = await openBoard((server) => {
        server.mapFails = true;
        server.map = outlines;
      });
      await says(app, 'sc-board-map', 'The disk is full.');
      await says(app, 'sc-district-map', '江湾镇街道 59,828');
      await says(app, '#scans', '99,828');
      server.mapFails = false;
      find(app.shadowRoot!, 'sc-board-map')!
        .shadowRoot!.querySelector<HTMLElement>('button[name=again]')
        ?.click();
      await waitUntil(() => areas(app) === 1, 'the outline is drawn');
    });

    it('is left out where the district has brought no outlines, and says so', async () => {
      const { app } = await openBoard();
      await says(app, 'sc-board-map', 'has brought no outlines');
    });
  });

  it('leads from every figure to the list behind it', async () => {
    const { app } = await openBoard((server) => {
      server.roles = ['support'];
      server.board = board({ sentries: boardSentries(manySentries(), now) });
    });
    const hrefOf = (id: string) =>
      find(app.shadowRoot!, id)?.shadowRoot?.querySelector('a')?.getAttribute('href') ?? '';
    for (const [id, href] of [
      ['#scans', '#sites?scansOn=20261123'],
      ['#visits', '#sites?visitsOn=20261123'],
      ['#alerts', '#board?day=20261123&view=alarms'],
      ['#refused', '#board?day=20261123&outcome=refuse&view=alarms'],
      ['#emergencies', '#sites?emergenciesOn=20261123'],
      ['#sites', '#sites?status=active'],
      ['#online', '#sentries?state=silent'],
      ['#queue', '#sentries?sort=-queue'],
      ['#categories', '#sites?category=pharmacy'],
      ['#subdistricts', `#sites?subdistrict=${encodeURIComponent('江湾镇街道')}`],
    ] as const)
      await waitUntil(() => hrefOf(id) === href, `${id} leads to ${href}, not ${hrefOf(id)}`);
    await says(app, 'sc-worst-sentries', 'Gate 20');
    const worst = find(app.shadowRoot!, 'sc-worst-sentries')!.shadowRoot!;
    expect(worst.querySelectorAll('li')).to.have.length(8);
    const links = [...worst.querySelectorAll('a.button')].map((link) => link.getAttribute('href'));
    expect(links).to.deep.equal(['#sentries?problem=some', '#sentries']);
  });

  it('leads from the columns of its charts to the sites that were scanned then, and from its map to a sub-district’s', async () => {
    const { app } = await openBoard();
    const slider = (id: string) =>
      find(app.shadowRoot!, id)?.shadowRoot?.querySelector<SVGElement>('svg[role=slider]') ?? null;
    for (const [id, href] of [
      ['#hours', '#sites?scansOn=20261123T13'],
      ['#days', '#sites?scansOn=20261122'],
    ] as const) {
      await waitUntil(() => slider(id) !== null);
      slider(id)!.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft' }));
      const link = () =>
        find(app.shadowRoot!, id)!
          .shadowRoot!.querySelector('sc-chart-figure')!
          .shadowRoot!.querySelector('.readout a');
      await waitUntil(() => link()?.getAttribute('href') === href, `${id} leads to ${href}`);
    }
  });

  it('leads who may not open the page of all sentries to its own list of them', async () => {
    const { app } = await openBoard((server) => {
      server.roles = ['analyst'];
      server.board = board({ sentries: boardSentries(manySentries(), now) });
    });
    await says(app, 'sc-worst-sentries', 'All 763 sentries');
    const links = [...find(app.shadowRoot!, 'sc-worst-sentries')!.shadowRoot!.querySelectorAll('a')].map(
      (link) => link.getAttribute('href'),
    );
    expect(links).to.deep.equal(['#board?problems=some&view=sentries', '#board?view=sentries']);
  });

  it('says to an account of a part of the district why it sees no hours', async () => {
    const { app } = await openBoard((server) => {
      server.subdistricts = ['江湾镇街道'];
      server.board = board({ hours: [] });
    });
    await says(app, '#no-hours', 'your account is of 江湾镇街道');
    await says(app, 'sc-authority-header', '江湾镇街道');
  });

  it('leads from the sentries’ number to their list, whom it may be shown to', async () => {
    const { app } = await openBoard((server) => {
      server.roles = ['administrator'];
      server.board = board({ sentries: boardSentries(manySentries(), now) });
    });
    const link = () => find(app.shadowRoot!, '#online')!.shadowRoot!.querySelector('a');
    await waitUntil(() => link() !== null);
    expect(link()!.getAttribute('href')).to.equal('#sentries?state=silent');
  });

  it('says that the signer is away, since when and what waits for it, until it is back', async () => {
    const away = board({ signerAway: now - 3 * 60_000 });
    const { app, server, change } = await openBoard((one) => (one.board = away));
    await says(app, 'sc-signer-away', enBoard.signerAway);
    await says(app, 'sc-signer-away', '3 minutes ago');
    await says(app, 'sc-signer-away', enBoard.signerAwayMeans);
    server.board = board();
    change();
    await waitUntil(() => shownText(find(app, 'sc-signer-away')!) === '', 'it goes by itself');
  });

  describe('when the server falls silent', () => {
    it('says so with the age of the numbers, keeps them, and stops saying so when it is back', async () => {
      const { app, server, change } = await openBoard();
      const warning = () => shownText(find(app.shadowRoot!, '.warning[role=alert]'));
      expect(warning()).to.equal('');
      server.down = true;
      change();
      await says(app, '.warning[role=alert]', shellTexts.en.unanswered);
      await says(app, '.warning[role=alert]', 'as of 2026-11-23 14:05:09');
      await says(app, '#scans', '99,828');
      server.down = false;
      change();
      await waitUntil(() => warning() === '');
    });
  });

  describe('alarms', () => {
    it('are told by place, verdict, reason in words and temperature', async () => {
      const { app } = await openBoard(
        (server) =>
          (server.board = board({
            alarms: [
              alarm(),
              alarm({ id: 'a2', outcome: 'refuse', reasons: ['proof.forged'], body: null, more: 1412 }),
            ],
          })),
      );
      await says(app, 'sc-alarm-list', 'Invalid code: its signature is not valid');
      const text = shownText(find(app.shadowRoot!, 'sc-alarm-list'));
      for (const part of [
        'Hongkou Plaza · North gate',
        'Staff needed',
        'High temperature: measure again',
        '2026-11-23 14:04:09',
        '38.1 °C',
        'Refused',
        'Temperature not measured',
        'and 1,412 more alarms of this sentry in these minutes',
      ]) {
        expect(text).to.include(part);
      }
      expect(text, 'what was there before is not new').not.to.include(en.markSeen);
    });

    it('that are new are marked and announced, until they are marked as seen', async () => {
      const { app, server, change } = await openBoard();
      await says(app, 'sc-alarm-list', 'High temperature');
      server.board = board({
        alarms: [
          alarm({ id: 'a2', t: now, sentryName: 'South gate', outcome: 'refuse', reasons: ['status.red'] }),
          alarm(),
        ],
      });
      change();
      await says(
        app,
        '.unseen[aria-live=polite]',
        '1 new alarm. Latest: Hongkou Plaza South gate, Refused, The health code is red',
      );
      const fresh = () => [
        ...find(app.shadowRoot!, 'sc-alarm-list')!.shadowRoot!.querySelectorAll('li.fresh'),
      ];
      await waitUntil(() => fresh().length === 1);
      expect(shownText(fresh()[0]!)).to.match(/^New Hongkou Plaza · South gate/);
      find(find(app.shadowRoot!, 'sc-alarm-list')!.shadowRoot!, 'header button')!.click();
      await waitUntil(() => fresh().length === 0);
      await says(app, 'sc-alarm-list', 'South gate');
    });

    it('are a table of their own, asked for with the filters of the address', async () => {
      history.replaceState(null, '', '#board?day=20261123T14&view=alarms');
      const refused = { key: 2, ...alarm({ id: 'a2', outcome: 'refuse', reasons: ['proof.forged'] }) };
      const { app, server } = await openBoard(
        (server) => (server.alarms = [{ key: 1, ...alarm() }, refused]),
        'sc-data-table',
      );
      const rows = () => find(app.shadowRoot!, 'sc-data-table')!.shadowRoot!.querySelectorAll('tr[data-key]');
      await waitUntil(() => rows().length === 2);
      await says(app, 'sc-data-table', 'Day: 2026-11-23 14:00–15:00');
      server.alarms = [refused];
      location.hash = '#board?day=20261123&outcome=refuse&view=alarms';
      await waitUntil(() => rows().length === 1);
      expect(shownText(rows()[0]!)).to.include('Invalid code').and.to.include('Hongkou Plaza');
      expect(server.alarmsAsked.map(({ filters }) => filters)).to.deep.equal([
        { day: ['20261123T14'] },
        { day: ['20261123'], outcome: ['refuse'] },
      ]);
      history.replaceState(null, '', location.pathname + location.search);
    });

    it('that come while the table is read move no row of it, and are shown when asked for', async () => {
      history.replaceState(null, '', '#board?view=alarms');
      const { app, server, change } = await openBoard(
        (server) => (server.alarms = [{ key: 1, ...alarm() }]),
        'sc-data-table',
      );
      const rows = () => find(app.shadowRoot!, 'sc-data-table')!.shadowRoot!.querySelectorAll('tr[data-key]');
      await waitUntil(() => rows().length === 1);
      const news = alarm({ id: 'a2', t: now });
      server.board = board({ alarms: [news, alarm()] });
      server.alarms = [
        { key: 2, ...news },
        { key: 1, ...alarm() },
      ];
      change();
      const show = () =>
        find(app.shadowRoot!, 'sc-data-table')!.shadowRoot!.querySelector<HTMLElement>('.news');
      await waitUntil(() => show() !== null);
      expect(rows()).to.have.length(1);
      show()!.click();
      await waitUntil(() => rows().length === 2 && show() === null);
      history.replaceState(null, '', location.pathname + location.search);
    });

    it('of a rule that is newer than the bundle in hand keep its id', async () => {
      const { app } = await openBoard(
        (server) => (server.board = board({ alarms: [alarm({ reasons: ['mask.none'] })] })),
      );
      await says(app, 'sc-alarm-list', 'mask.none');
    });
  });

  describe('sentries', () => {
    const tableOf = (app: AuthorityApp) => find(app.shadowRoot!, 'sc-data-table')!.shadowRoot!;
    const rowsOf = (app: AuthorityApp) => [...tableOf(app).querySelectorAll('tbody tr[data-key]')];
    const withMany = (server: FakeServer) => (server.sentries = manySentries());
    const typeFind = (app: AuthorityApp, text: string) => {
      const search = find<HTMLInputElement>(tableOf(app), 'input[type=search]')!;
      search.value = text;
      search.dispatchEvent(new InputEvent('input'));
      return search;
    };
    beforeEach(() => history.replaceState(null, '', '#board?view=sentries'));
    afterEach(() => history.replaceState(null, '', location.pathname + location.search));

    it('begin with the worst; those in sight are drawn', async () => {
      const { app } = await openBoard(withMany, 'sc-data-table');
      await waitUntil(() => rowsOf(app).length > 0);
      expect(rowsOf(app).length).to.be.lessThan(150);
      expect(shownText(rowsOf(app)[0]!)).to.match(/▲ Silent Gate 20 Site 20 ▲ 119 ▲ ?4 hr 0 2 hours ago/);
    });

    it('are cut down by words and to those with problems', async () => {
      const { app } = await openBoard(withMany, 'sc-data-table');
      const only = find<HTMLSelectElement>(tableOf(app), 'select[name=problems]')!;
      only.value = 'some';
      only.dispatchEvent(new Event('change'));
      await says(app, 'sc-data-table', '31 of 763');
      const search = typeFind(app, 'basement GATE');
      await waitUntil(() => rowsOf(app).length === 1);
      expect(shownText(rowsOf(app)[0]!))
        .to.include('Site 31 · Basement')
        .and.to.include('▲ No permission');
      typeFind(app, 'gate 763');
      await says(app, 'sc-data-table', tableTexts.en.noneMatches);
      find(tableOf(app), '.state button[name=clear]')!.click();
      await waitUntil(() => rowsOf(app).length > 10);
      await waitUntil(() => search.value === '');
      expect(only.value).to.equal('');
    });

    it('are sorted by a column’s head, and turned round by a second press', async () => {
      const { app } = await openBoard(withMany, 'sc-data-table');
      await waitUntil(() => tableOf(app).querySelector('[data-sort=name]'));
      const head = tableOf(app).querySelector<HTMLElement>('[data-sort=name]')!;
      const firstName = () => shownText(rowsOf(app)[0]!.querySelector('th'));
      head.click();
      await waitUntil(() => firstName() === 'Gate 1');
      expect(head.closest('th')!.getAttribute('aria-sort')).to.equal('ascending');
      head.click();
      await waitUntil(() => firstName() === 'Gate 763');
      expect(head.closest('th')!.getAttribute('aria-sort')).to.equal('descending');
    });

    it('keep what was typed when new numbers come', async () => {
      const { app, server, change } = await openBoard(withMany, 'sc-data-table');
      const search = typeFind(app, 'gate 763');
      await waitUntil(() => rowsOf(app).length === 1);
      server.board = board({ scans: 1 });
      change();
      await says(app, 'sc-data-table', '1 of 763');
      expect(rowsOf(app)).to.have.length(1);
      expect(search.value).to.equal('gate 763');
    });
  });
});
