import { expect, fixture } from '@open-wc/testing';
import '../../src/me/me-app.ts';
import type { MeApp } from '../../src/me/me-app.ts';
import { Wallet } from '../../src/store/holder/wallet.ts';
import { setLanguage } from '../../src/ui/language/languages.ts';
import { Session } from '../../src/ui/session/session.ts';
import type { Overlay } from '../../src/ui/overlay/overlay-dialog.ts';
import type { SignInDetail } from '../../src/ui/session/sign-in-form.ts';
import { meTexts } from '../../src/ui/texts/citizen/me.ts';
import { fillDatabase } from '../support/failing-disk.ts';
import { testIssuer, type TestIssuer } from '../store/test-issuer.ts';
import { memoryStorage } from '../ui/memory-storage.ts';
import { findAll, press, shownText } from '../ui/shown.ts';
import { FakeServer, tokenOf } from './fake-server.ts';
import { waitUntil } from '../support/wait-until.ts';

const t = meTexts['zh-CN'];
let issuer: TestIssuer;
let server: FakeServer;
let session: Session;
let walletName: string;
/** The server's clock; the phone's is `ahead` ms ahead of it. */
let now: number;
let ahead: number;

async function page(): Promise<MeApp> {
  const app = document.createElement('sc-me-app');
  Object.assign(app, { client: server.client(), session, walletName, wall: () => now + ahead });
  await fixture(app);
  await settled(app);
  return app;
}

async function settled(app: MeApp): Promise<void> {
  await waitUntil(() => !text(app).includes(t.opening) && !text(app).includes(t.renewing), 'it settles');
}

const text = (app: MeApp) => shownText(app);
const inside = <T extends Element>(app: MeApp, selector: string): T | null =>
  findAll<T>(app.shadowRoot!, selector)[0] ?? null;

async function signIn(app: MeApp): Promise<void> {
  const detail: SignInDetail = { email: 'anna@example.cn', password: 'secret' };
  inside(app, 'sc-sign-in-form')!.dispatchEvent(new CustomEvent('sign-in', { detail }));
  await waitUntil(() => inside(app, 'sc-qr-code'), 'the code is shown');
  await settled(app);
}

/** Signs in, gets a pass, and closes the page. */
async function once(): Promise<void> {
  const app = await page();
  await signIn(app);
  app.remove();
}

describe('sc-me-app', () => {
  before(async () => {
    setLanguage('zh-CN');
    issuer = await testIssuer();
  });
  beforeEach(() => {
    now = Date.UTC(2026, 10, 23, 6, 0, 30);
    ahead = 0;
    server = new FakeServer(issuer, () => now);
    const storage = memoryStorage();
    session = new Session('sitecode.citizen', () => storage);
    walletName = `me-${crypto.randomUUID()}`;
  });
  afterEach(() => {
    indexedDB.deleteDatabase(walletName);
  });

  it('asks for a sign-in, then shows code, name, status, result with its age, doses and times', async () => {
    server.me.status = {
      ...server.me.status,
      sampleTime: now - 5 * 3_600_000,
      lastDose: Date.UTC(2025, 4, 20),
    };
    server.me.visits = [{ at: now - 60_000, site: '虹口菜市场', zone: '东门' }];
    const app = await page();
    expect(text(app)).to.contain(t.signInTitle);
    await signIn(app);
    const shown = text(app);
    for (const expected of [
      '张*三',
      '绿码',
      '阴性',
      '5小时前',
      '3 剂',
      '2026-11-23 14:00',
      '2026-11-23 15:00',
      '虹口菜市场',
    ]) {
      expect(shown, expected).to.contain(expected);
    }
    expect(inside(app, 'sc-status-mark')!.shadowRoot!.querySelector('svg'), 'a shape').to.not.equal(null);
    expect(session.token).to.equal(tokenOf('anna'));
  });

  it('shows the pass again with no network, and says that and what is missing', async () => {
    await once();
    server.down = true;
    now += 10 * 60_000;
    const app = await page();
    await waitUntil(() => inside(app, 'sc-qr-code'));
    await waitUntil(() => text(app).includes(t.offline));
    expect(text(app)).to.contain(t.keepsOld).and.to.contain(t.notLoaded);
  });

  it('shows no code and no colour when the pass has ended, and says what to do', async () => {
    await once();
    server.down = true;
    now += 61 * 60_000;
    const app = await page();
    await waitUntil(() => text(app).includes(t.endedTitle));
    expect(inside(app, 'sc-qr-code')).to.equal(null);
    expect(inside(app, 'sc-status-mark')).to.equal(null);
    expect(text(app)).to.contain(t.ended('2026-11-23 15:00'));

    server.down = false;
    press(app, t.renew);
    await waitUntil(() => inside(app, 'sc-qr-code'), 'a new pass');
  });

  it('tells of a clock that is wrong, and not of one that is nearly right', async () => {
    ahead = 15_000;
    const near = await page();
    await signIn(near);
    expect(text(near)).to.not.contain(t.clockAdvice);
    near.remove();
    ahead = -180_000;
    const wrong = await page();
    await waitUntil(() => text(wrong).includes(t.clockAdvice));
    expect(text(wrong)).to.match(/手机时间慢了 3\s?分钟/);
    expect(inside(wrong, 'sc-qr-code'), 'the code is shown, signed with the right time').to.not.equal(null);
  });

  it('still shows the pass when the sign-in has run out, and offers to sign in again', async () => {
    await once();
    session.token = null;
    const app = await page();
    await waitUntil(() => inside(app, 'sc-qr-code'));
    expect(text(app)).to.contain(t.signedOut);
    press(app, t.signInAgain);
    await app.updateComplete;
    await signIn(app);
    expect(text(app)).to.not.contain(t.signedOut);
  });

  it("never shows one person's pass to another who signed in on the same phone", async () => {
    await once();
    session.token = tokenOf('bo');
    server.down = true;
    const app = await page();
    await waitUntil(() => text(app).includes(t.offline));
    expect(text(app)).to.not.contain('张*三');
    expect(inside(app, 'sc-qr-code')).to.equal(null);
    expect(text(app)).to.contain(t.noneTitle);
  });

  it('deletes key, pass and token at sign-out, once that was confirmed', async () => {
    const app = await page();
    await signIn(app);
    press(app, t.signOut);
    await app.updateComplete;
    expect(inside<Overlay>(app, 'sc-overlay')!.open, 'asked first').to.equal(true);
    expect(session.token).to.not.equal(null);
    press(app, t.signOutYes);
    await waitUntil(() => text(app).includes(t.signInTitle));
    expect(session.token).to.equal(null);
    expect(await Wallet.open(null, walletName)).to.equal(null);
  });

  it('says which sign-in fault it was', async () => {
    server.down = true;
    const app = await page();
    const detail: SignInDetail = { email: 'anna@example.cn', password: 'secret' };
    const form = inside<HTMLElementTagNameMap['sc-sign-in-form']>(app, 'sc-sign-in-form')!;
    form.dispatchEvent(new CustomEvent('sign-in', { detail }));
    await waitUntil(() => form.fault === 'offline');
  });

  it('says that the pass is no longer kept on this phone, shows it on, and takes that back', async () => {
    const app = await page();
    await signIn(app);
    expect(text(app)).not.to.contain(t.notKept);
    const room = fillDatabase('wallet', walletName);
    try {
      press(app, t.renew);
      await waitUntil(() => text(app).includes(t.notKept), 'it is said');
      expect(inside(app, 'sc-qr-code')).not.to.equal(null);
    } finally {
      room();
    }
    await settled(app);
    press(app, t.renew);
    await waitUntil(() => !text(app).includes(t.notKept), 'it is taken back');
  });

  const screen = (app: MeApp) => inside(app, 'sc-pass-screen')!;

  it('shows a whole green pass in full green, and one without test or dose not', async () => {
    server.me.status = { ...server.me.status, sampleTime: now - 3_600_000 };
    const app = await page();
    await signIn(app);
    expect(getComputedStyle(screen(app)).backgroundColor).to.equal('rgb(0, 158, 115)');
    expect(text(app)).to.not.contain('资料不全');

    for (const [change, said] of [
      [{ lastResult: 'none', sampleTime: null }, [t.missingTest]],
      [{ lastResult: 'pending', sampleTime: null }, [t.missingResult]],
      [{ lastResult: 'negative', sampleTime: now - 3_600_000, doses: 0 }, [t.missingDose]],
      [{ lastResult: 'none', sampleTime: null, doses: null }, [t.missingTest, t.missingDose]],
    ] as const) {
      server.me.status = { ...server.me.status, doses: 3, ...change };
      press(app, t.renew);
      await waitUntil(() => text(app).includes(t.incomplete([...said])), said.join());
      await settled(app);
      expect(getComputedStyle(screen(app)).backgroundColor).to.equal('rgb(255, 255, 255)');
      expect(text(app)).to.contain(t.incompleteAdvice).and.to.contain('绿码');
    }
  });

  it('says with a red code what to do and whom to call, as the district has it, without a network too', async () => {
    server.me.status = { ...server.me.status, colour: 'red', lastResult: 'positive' };
    server.me.advice = {
      red: { 'zh-CN': '请留在家中。', en: 'Stay at home.' },
      yellow: { 'zh-CN': '请做核酸。', en: 'Take a test.' },
      phone: '+86 21 6357 1234',
    };
    const link = (app: MeApp) => inside<HTMLAnchorElement>(app, 'a[href^="tel:"]')?.href;
    const app = await page();
    await signIn(app);
    expect(text(app)).to.contain('请留在家中。').and.not.to.contain('请做核酸。');
    expect(link(app)).to.equal('tel:+862163571234');
    app.remove();

    server.down = true;
    const again = await page();
    await waitUntil(() => inside(again, 'sc-qr-code'), 'the code is shown');
    expect(text(again)).to.contain('请留在家中。');
    expect(link(again)).to.equal('tel:+862163571234');
    again.remove();

    server.down = false;
    server.me.status = { ...server.me.status, colour: 'yellow', lastResult: 'negative' };
    const yellow = await page();
    await waitUntil(() => text(yellow).includes('请做核酸。'), 'the yellow words');
  });

  it('says that a refused session is over, not that a network is needed', async () => {
    await once();
    server.refuses = { status: 401, code: 'sign-in' };
    const app = await page();
    await waitUntil(() => text(app).includes(t.notLoadedSignedOut), 'it says so');
    expect(text(app)).to.contain(t.signedOut).and.not.to.contain(t.notLoaded);
  });
});
