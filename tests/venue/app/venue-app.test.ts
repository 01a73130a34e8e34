import { expect, fixture } from '@open-wc/testing';
import type { Alarm, PairingCodeRequest, VenueAnswer } from '../../../src/domain/api/api.ts';
import { ApiClient } from '../../../src/sync/api-client.ts';
import { fillForm } from '../../ui/fill-form.ts';
import { setLanguage } from '../../../src/ui/language/languages.ts';
import { Session } from '../../../src/ui/session/session.ts';
import type { SignInDetail } from '../../../src/ui/session/sign-in-form.ts';
import { actionTexts } from '../../../src/ui/texts/kit/action.ts';
import { shellTexts } from '../../../src/ui/texts/kit/shell.ts';
import { venueTexts } from '../../../src/ui/texts/venue/venue.ts';
import { SeenAlarms } from '../../../src/venue/alarms/seen-alarms.ts';
import '../../../src/venue/app/venue-app.ts';
import type { VenueApp } from '../../../src/venue/app/venue-app.ts';
import { testDistrict, type TestDistrict } from '../../support/district.ts';
import { memoryStorage } from '../../ui/memory-storage.ts';
import { findAll, press, shownText } from '../../ui/shown.ts';
import { alarm, codeUrl, now, sentry, site } from '../own-sites.ts';
import { waitUntil } from '../../support/wait-until.ts';

const t = venueTexts['zh-CN'];
let district: TestDistrict;
let sites: VenueAnswer['sites'];
let alarms: Alarm[];
let down: boolean;
let expired: boolean;
let pairings: PairingCodeRequest[];
let session: Session;
let storage: ReturnType<typeof memoryStorage>;
/** Says that something changed, as the server's realtime does. */
let changed: () => void;
let open: VenueApp[] = [];

async function answer(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const path = new URL(String(input)).pathname.replace('/api/sitecode/', '');
  if (down) throw new TypeError('Failed to fetch');
  if (path.includes('/auth-')) return Response.json({ token: 'owner' });
  if (path === 'bundle') return Response.json({ bundle: await district.publish(), now });
  if (expired) return Response.json({ code: 'sign-in', message: 'who?' }, { status: 401 });
  if (path === 'venue') return Response.json({ sites, alarms, now } satisfies VenueAnswer);
  if (path === 'venue/pairing-code') {
    pairings.push(JSON.parse(String(init!.body)) as PairingCodeRequest);
    return Response.json({ code: 'ABCD-EFGH', expiresAt: now + 30 * 60_000 });
  }
  return Response.json({ message: `The test asks for ${path}.` }, { status: 404 });
}

async function page(): Promise<VenueApp> {
  const app = document.createElement('sc-venue-app');
  app.client = new ApiClient({ origin: 'https://code.example', fetch: answer });
  app.session = session;
  app.seen = new SeenAlarms(() => storage);
  app.pace = { poll: 60_000, gather: 0 };
  app.listen = async (onChange) => {
    changed = onChange;
    return () => undefined;
  };
  open.push(app);
  await fixture(app);
  await waitUntil(() => !shownText(app).includes(t.loading));
  return app;
}
const text = (app: VenueApp) => shownText(app);
const inside = <T extends Element>(app: VenueApp, selector: string) =>
  findAll<T>(app.shadowRoot!, selector)[0] ?? null;

describe('sc-venue-app', () => {
  before(async () => {
    setLanguage('zh-CN');
    district = await testDistrict();
  });
  beforeEach(() => {
    sites = [site()];
    alarms = [];
    down = expired = false;
    pairings = [];
    storage = memoryStorage();
    session = new Session('sitecode.owner', () => storage);
    session.token = 'owner';
  });
  afterEach(() => {
    for (const app of open) app.remove();
    open = [];
    history.replaceState(null, '', location.pathname + location.search);
  });

  it('asks for a sign-in first, then shows the sites', async () => {
    session.token = null;
    const app = await page();
    expect(text(app)).to.contain(t.signInTitle).and.to.not.contain('虹口菜市场');
    const detail: SignInDetail = { email: 'owner@example.cn', password: 'secret' };
    inside(app, 'sc-sign-in-form')!.dispatchEvent(new CustomEvent('sign-in', { detail }));
    await waitUntil(() => text(app).includes('虹口菜市场'));
    expect(session.token).to.equal('owner');
  });

  it('shows the counts in full digits, the days, the sentries', async () => {
    sites = [
      site({
        sentries: [sentry(), sentry({ device: 4, name: '南门', online: false, lastSeen: now - 7_200_000 })],
      }),
    ];
    const app = await page();
    // What draws the days is loaded after the page.
    await waitUntil(() => text(app).includes(`${t.scansAndVisits} 113`) && text(app).includes('北门'));
    for (const expected of [
      '1,235',
      '四川北路街道',
      '菜市场',
      '2026-11-23（截至目前） 扫码和到访 113',
      '北门',
      '在线',
      '南门',
      '失联',
      '2小时前',
    ]) {
      expect(text(app), expected).to.contain(expected);
    }
  });

  it('says "fewer than 10" where the server tells no more, in the numbers, in the bars and of what waits', async () => {
    alarms = [alarm({ more: null }), alarm({ id: 'second', more: 415 })];
    sites = [
      site({
        today: null,
        alertsToday: null,
        sentries: [sentry({ queue: null, rejected: null })],
        days: site().days.map((day) => ({ ...day, scans: null })),
      }),
    ];
    const app = await page();
    await waitUntil(
      () => text(app).includes(`${t.scansAndVisits} ${t.fewer}`) && text(app).includes(t.queue(t.few)),
    );
    expect(text(app))
      .to.contain(`${t.today} ${t.fewer}`)
      .and.to.contain(`2026-11-23（截至目前） ${t.scansAndVisits} ${t.fewer}`);
    expect(text(app))
      .to.contain(`${t.alertsToday} ${t.fewer}`)
      .and.to.contain(t.queue(t.few))
      .and.to.contain(t.moreAlarms(t.few))
      .and.to.contain(t.moreAlarms('415'))
      .and.to.contain('有被拒记录');
    expect(text(app)).to.not.match(/null|NaN/);
    await waitUntil(() => findAll(app.shadowRoot!, 'rect.untold').length === 14);
    const heights = findAll(app.shadowRoot!, 'rect.untold').map((bar) => Number(bar.getAttribute('height')));
    expect(new Set(heights).size, 'nobody reads a number from the height').to.equal(1);
    expect(heights).to.have.length(14);
  });

  it('reads each day with the arrow keys', async () => {
    const app = await page();
    const reading = () =>
      inside(app, 'sc-bar-chart')?.shadowRoot?.querySelector('[role=slider]')?.getAttribute('aria-valuetext');
    // What draws it is loaded after the page.
    await waitUntil(() => reading()?.includes(`${t.scansAndVisits} 113`));
    const slider = inside(app, 'sc-bar-chart')!.shadowRoot!.querySelector('[role=slider]')!;
    slider.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft' }));
    await waitUntil(() => reading() === `2026-11-22: ${t.scansAndVisits} 112`);
    slider.dispatchEvent(new KeyboardEvent('keydown', { key: 'Home' }));
    await waitUntil(() => reading() === `2026-11-10: ${t.scansAndVisits} 100`);
  });

  it('makes a pairing code for zone and gate, and shows it with where to type it and until when', async () => {
    const app = await page();
    press(app, t.pair);
    await waitUntil(() => inside(app, 'sc-pair-sentry') && text(app).includes(t.makeCode));
    press(app, t.makeCode);
    await waitUntil(() => text(app).includes(t.gateMissing));
    expect(pairings).to.have.length(0);

    await fillForm(app.shadowRoot!, { zone: '5', name: ' 东门 ' });
    press(app, t.makeCode);
    await waitUntil(() => text(app).includes('ABCD-EFGH'));
    expect(pairings).to.deep.equal([{ site: 12, zone: 5, name: '东门' }]);
    expect(inside(app, '.address')!.textContent).to.equal('https://code.example/sentry/');
    expect(text(app)).to.contain('2026-11-23 14:30');

    sites = [site({ sentries: [sentry(), sentry({ device: 9, name: '东门', online: false, lastSeen: 0 })] })];
    changed();
    await waitUntil(() => text(app).includes(t.pairedNow));
    expect(text(app)).to.not.contain('ABCD-EFGH');
  });

  it('warns that a gate of the same name and zone loses its old tablet', async () => {
    const app = await page();
    press(app, t.pair);
    await waitUntil(() => inside(app, 'sc-pair-sentry'));
    await fillForm(app.shadowRoot!, { name: '北门' });
    await inside<HTMLElementTagNameMap['sc-pair-sentry']>(app, 'sc-pair-sentry')!.updateComplete;
    expect(text(app), 'another zone').to.not.contain(t.replaces);
    await fillForm(app.shadowRoot!, { zone: '5' });
    await waitUntil(() => text(app).includes(t.replaces));
  });

  it('says that no code was made when the server is silent', async () => {
    const app = await page();
    press(app, t.pair);
    await waitUntil(() => inside(app, 'sc-pair-sentry'));
    await fillForm(app.shadowRoot!, { name: '东门' });
    down = true;
    press(app, t.makeCode);
    await waitUntil(() => text(app).includes(actionTexts['zh-CN'].unanswered));
  });

  it('shows an alarm that comes in over everything, in the list and in the title, until it is marked as seen', async () => {
    alarms = [alarm()];
    const app = await page();
    await waitUntil(() => text(app).includes('健康码为红码'));
    const banner = inside(app, 'sc-alarm-banner')!;
    expect(banner.hasAttribute('empty'), 'three hours old at the first look').to.equal(true);

    alarms = [
      alarm({ id: 'second', t: now - 5000, outcome: 'attend', reasons: ['temperature.high'], body: 3812 }),
      ...alarms,
    ];
    changed();
    await waitUntil(() => !banner.hasAttribute('empty'));
    const shown = shownText(banner);
    for (const expected of [
      '需人工核验',
      '体温异常',
      '虹口菜市场',
      '北门',
      '38.1 °C',
      '2026-11-23 13:59:55',
    ]) {
      expect(shown, expected).to.contain(expected);
    }
    expect(document.title).to.match(/^\(1\) /);
    expect(findAll(app.shadowRoot!, 'li.fresh')).to.have.length(1);

    press(app, t.seen);
    await waitUntil(() => banner.hasAttribute('empty'));
    expect(document.title).to.equal(t.title);
    app.remove();
    const again = await page();
    expect(inside(again, 'sc-alarm-banner')!.hasAttribute('empty'), 'still seen after a reload').to.equal(
      true,
    );
  });

  it('takes an alarm of a sentry that was offline for news, though it is old', async () => {
    alarms = [alarm({ id: 'newer', t: now - 2 * 3_600_000 })];
    const app = await page();
    alarms = [...alarms, alarm({ id: 'late', t: now - 5 * 3_600_000 })];
    changed();
    await waitUntil(() => !inside(app, 'sc-alarm-banner')!.hasAttribute('empty'));
  });

  it('keeps the last numbers when the server falls silent, and says how old they are', async () => {
    const app = await page();
    down = true;
    changed();
    await waitUntil(() => text(app).includes(shellTexts['zh-CN'].unanswered));
    expect(text(app)).to.contain('1,235').and.to.contain('以下是 2026-11-23 14:00:00 的数据');
  });

  it('asks to sign in again when the server no longer knows the sign-in', async () => {
    const app = await page();
    expired = true;
    changed();
    await waitUntil(() => text(app).includes(t.sessionEnded));
    expect(session.token).to.equal(null);
  });

  it('shows a poster with name, zone, address and a code that can be printed', async () => {
    history.replaceState(null, '', '#poster/12/5');
    const app = await page();
    const poster = inside(app, 'sc-site-poster')!;
    for (const expected of ['虹口菜市场', '一层', '吴淞路 332 号', 'code.example', 'Scan with']) {
      expect(shownText(poster), expected).to.contain(expected);
    }
    const code = inside<HTMLElementTagNameMap['sc-qr-code']>(app, 'sc-qr-code')!;
    expect(code.text).to.equal(`${codeUrl.slice(0, -1)}B`);
    expect(code.correction).to.equal('Q');

    location.hash = '#poster/12/77';
    await waitUntil(() => text(app).includes(t.noPoster));
    location.hash = '#';
    await waitUntil(() => inside(app, 'sc-site-card'));
  });
});
