import { aTimeout, expect, waitUntil } from '@open-wc/testing';
import type { AuthorityApp } from '../../src/authority/authority-app.ts';
import { setLanguage } from '../../src/ui/languages.ts';
import { authorityTexts } from '../../src/ui/texts/authority.ts';
import { alarm, board, manySentries, now } from './district-data.ts';
import type { FakeServer } from './fake-server.ts';
import { find, shownText } from './find-deep.ts';
import { key, openBoard, says } from './open-app.ts';

const en = authorityTexts.en;

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
        const { app } = await openBoard((server) => (server.board = board({ sentries: manySentries() })));
        await says(app, '#scans', `${label} 99,828`);
        await says(app, '#visits', '12,045');
        await says(app, '#alerts', '1,214');
        await says(app, '#refused', '57');
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
      await says(app, '#as-of', 'As of 2026-11-23 14:05:09');
    });

    it('changes language at once', async () => {
      const { app } = await openBoard();
      await says(app, '#categories', 'Office building');
      setLanguage('zh-CN');
      await says(app, '#categories', '办公楼宇');
      await says(app, '#as-of', '数据截至 2026-11-23 14:05:09');
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

  describe('when the server falls silent', () => {
    it('says so with the age of the numbers, keeps them, and stops saying so when it is back', async () => {
      const { app, server, change } = await openBoard();
      expect(shownText(find(app.shadowRoot!, 'sc-board-banner'))).to.equal('');
      server.down = true;
      change();
      await says(app, 'sc-board-banner', en.unansweredHeading);
      await says(app, 'sc-board-banner', 'as of 2026-11-23 14:05:09');
      await says(app, '#scans', '99,828');
      server.down = false;
      change();
      await waitUntil(() => shownText(find(app.shadowRoot!, 'sc-board-banner')) === '');
    });
  });

  describe('alarms', () => {
    it('are told by place, verdict, reason in words and temperature', async () => {
      const { app } = await openBoard(
        (server) =>
          (server.board = board({
            alarms: [alarm(), alarm({ id: 'a2', outcome: 'refuse', reasons: ['proof.forged'], body: null })],
          })),
      );
      await says(app, 'sc-alarm-list', 'Invalid code: its signature does not hold');
      const text = shownText(find(app.shadowRoot!, 'sc-alarm-list'));
      for (const part of [
        'Hongkou Plaza · North gate',
        'Staff needed',
        'High temperature: measure again',
        '2026-11-23 14:04:09',
        '38.1 °C',
        'Refused',
        'Temperature not measured',
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
        '[aria-live=polite]',
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

    it('of a rule that is newer than the bundle in hand keep its id', async () => {
      const { app } = await openBoard(
        (server) => (server.board = board({ alarms: [alarm({ reasons: ['mask.none'] })] })),
      );
      await says(app, 'sc-alarm-list', 'mask.none');
    });
  });

  describe('sentries', () => {
    const rowsOf = (app: AuthorityApp) => [
      ...find(app.shadowRoot!, 'sc-sentry-table')!.shadowRoot!.querySelectorAll('tbody tr'),
    ];
    const withMany = (server: FakeServer) => (server.board = board({ sentries: manySentries() }));

    it('begin with the worst, some of all at a time', async () => {
      const { app } = await openBoard(withMany);
      const first = rowsOf(app).length;
      expect(first).to.be.within(10, 60);
      expect(shownText(rowsOf(app)[0]!)).to.match(/▲ Silent Gate 20 Site 20 ▲ 119 ▲? ?4 hr 0 2 hours ago/);
      find(find(app.shadowRoot!, 'sc-sentry-table')!.shadowRoot!, '.more button')!.click();
      await waitUntil(() => rowsOf(app).length > first);
    });

    it('are cut down by words and to those with problems', async () => {
      const { app } = await openBoard(withMany);
      const table = find(app.shadowRoot!, 'sc-sentry-table')!.shadowRoot!;
      const search = table.querySelector<HTMLInputElement>('input[type=search]')!;
      const only = table.querySelector<HTMLInputElement>('input[type=checkbox]')!;
      only.click();
      await says(app, 'sc-sentry-table', 'of 31 shown');
      search.value = 'basement GATE';
      search.dispatchEvent(new InputEvent('input'));
      await waitUntil(() => rowsOf(app).length === 1);
      expect(shownText(rowsOf(app)[0]!))
        .to.include('Site 31 · Basement')
        .and.to.include('▲ No permission');
      search.value = 'gate 763';
      search.dispatchEvent(new InputEvent('input'));
      await says(app, 'sc-sentry-table', en.nothingMatches);
      find(table, '.more button')!.click();
      await waitUntil(() => rowsOf(app).length > 10);
      expect(search.value).to.equal('');
      expect(only.checked).to.equal(false);
    });

    it('are sorted by a column’s head, and turned round by a second press', async () => {
      const { app } = await openBoard(withMany);
      const table = find(app.shadowRoot!, 'sc-sentry-table')!.shadowRoot!;
      const head = [...table.querySelectorAll('thead th')].find((each) => shownText(each) === en.sentry)!;
      const firstName = () => shownText(rowsOf(app)[0]!.querySelector('th'));
      head.querySelector('button')!.click();
      await waitUntil(() => firstName() === 'Gate 1');
      expect(head.getAttribute('aria-sort')).to.equal('ascending');
      head.querySelector('button')!.click();
      await waitUntil(() => firstName() === 'Gate 763');
      expect(head.getAttribute('aria-sort')).to.equal('descending');
    });

    it('keep what was typed and sorted when new numbers come', async () => {
      const { app, server, change } = await openBoard(withMany);
      const search = find<HTMLInputElement>(app.shadowRoot!, 'input[type=search]')!;
      search.value = 'gate 763';
      search.dispatchEvent(new InputEvent('input'));
      await waitUntil(() => rowsOf(app).length === 1);
      server.board = board({ scans: 1, sentries: manySentries() });
      change();
      await says(app, '#scans', 'Scans today 1');
      await aTimeout(50);
      expect(rowsOf(app)).to.have.length(1);
      expect(search.value).to.equal('gate 763');
    });
  });
});
