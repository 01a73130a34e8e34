import { expect, fixture, waitUntil } from '@open-wc/testing';
import type { LiveCode } from '../../src/me/live-code.ts';
import '../../src/me/me-app.ts';
import type { MeApp } from '../../src/me/me-app.ts';
import { decodeShownPass } from '../../src/domain/health-pass.ts';
import { Wallet } from '../../src/store/wallet.ts';
import { setLanguage } from '../../src/ui/languages.ts';
import { Session } from '../../src/ui/session.ts';
import { familyTexts } from '../../src/ui/texts/family.ts';
import { testIssuer, type TestIssuer } from '../store/test-issuer.ts';
import { memoryStorage } from '../ui/memory-storage.ts';
import { findAll, shownText } from '../ui/shown.ts';
import { FakeServer, tokenOf } from './fake-server.ts';

const t = familyTexts['zh-CN'];
let issuer: TestIssuer;
let server: FakeServer;
let session: Session;
let walletName: string;
const now = Date.UTC(2026, 10, 23, 6, 0);

async function page(): Promise<MeApp> {
  const app = document.createElement('sc-me-app');
  Object.assign(app, { client: server.client(), session, walletName, wall: () => now });
  await fixture(app);
  return app;
}

const all = <T extends Element>(app: MeApp, selector: string): T[] => findAll<T>(app.shadowRoot!, selector);
const names = (app: MeApp): string[] =>
  all(app, 'sc-people-switch')
    .flatMap((element) => [...element.shadowRoot!.querySelectorAll('button span')])
    .map((span) => span.textContent!);
const choose = (app: MeApp, index: number): void =>
  all(app, 'sc-people-switch')[0]!.shadowRoot!.querySelectorAll('button')[index]!.click();

/** Whose code is on the screen. */
function shownName(app: MeApp): string | null {
  const text = all<LiveCode>(app, 'sc-live-code')[0]?.text ?? '';
  return text === '' ? null : decodeShownPass(text).fields.maskedName;
}

describe('a family on one phone', () => {
  before(async () => {
    setLanguage('zh-CN');
    issuer = await testIssuer();
  });
  beforeEach(() => {
    server = new FakeServer(issuer, () => now);
    server.me.wards = [
      { id: 'w2', maskedName: '林*满', kind: 'child' },
      { id: 'w1', maskedName: '赵*芳', kind: 'elder' },
    ];
    walletName = `wallet-${crypto.randomUUID()}`;
    const storage = memoryStorage();
    session = new Session('sitecode.citizen', () => storage);
    session.token = tokenOf('anna');
  });
  afterEach(() => Wallet.wipe(walletName));

  it('shows the own pass first and a ward’s at a tap', async () => {
    const app = await page();
    await waitUntil(() => names(app).length === 3, 'the switch is there', { timeout: 5000 });
    await waitUntil(() => shownName(app) === '张*三', 'the own code', { timeout: 5000 });
    expect(names(app)).to.deep.equal(['张*三', '林*满', '赵*芳']);
    choose(app, 1);
    await waitUntil(() => shownName(app) === '林*满', 'the child’s code', { timeout: 5000 });
    choose(app, 2);
    await waitUntil(() => shownName(app) === '赵*芳', 'the elder’s code', { timeout: 5000 });
    choose(app, 0);
    await waitUntil(() => shownName(app) === '张*三', 'the own code again', { timeout: 5000 });
  });

  it('shows the wards’ passes without a network too', async () => {
    const first = await page();
    await waitUntil(() => names(first).length === 3, 'the switch is there', { timeout: 5000 });
    choose(first, 1);
    await waitUntil(() => shownName(first) === '林*满', 'the child’s code', { timeout: 5000 });
    first.remove();
    server.down = true;
    const app = await page();
    await waitUntil(() => names(app).includes('林*满'), 'the switch is there', { timeout: 5000 });
    choose(app, names(app).indexOf('林*满'));
    await waitUntil(() => shownName(app) === '林*满', 'the child’s code', { timeout: 5000 });
  });

  it('forgets a ward that the account no longer has', async () => {
    const first = await page();
    await waitUntil(() => names(first).length === 3, 'the switch is there', { timeout: 5000 });
    first.remove();
    server.me.wards = [];
    const app = await page();
    await waitUntil(() => shownName(app) === '张*三' && names(app).length === 0, 'one person', {
      timeout: 5000,
    });
    await waitUntil(async () => (await Wallet.wards('anna', walletName)).length === 0, 'wiped');
  });

  it('prints a ward’s pass on paper: a card with the name, the days and what it is not', async () => {
    const app = await page();
    await waitUntil(() => names(app).length === 3, 'the switch is there', { timeout: 5000 });
    choose(app, 2);
    await app.updateComplete;
    all(app, 'sc-paper-offer')[0]!.shadowRoot!.querySelector('button')!.click();
    await waitUntil(() => all(app, 'sc-paper-card').length === 1, 'the card', { timeout: 5000 });
    await waitUntil(() => shownText(app).includes('赵*芳'), 'the name');
    expect(shownText(app)).to.contain(t.cardOnly);
    expect(all(app, 'sc-pass-screen')).to.have.length(0);
  });
});
