import { expect, fixture } from '@open-wc/testing';
import type { LiveCode } from '../../src/me/live-code.ts';
import '../../src/me/me-app.ts';
import type { MeApp } from '../../src/me/me-app.ts';
import type { AccountPerson } from '../../src/domain/person/account-person.ts';
import { decodeShownPass } from '../../src/domain/pass/health-pass.ts';
import { Wallet } from '../../src/store/holder/wallet.ts';
import { setLanguage } from '../../src/ui/language/languages.ts';
import { Session } from '../../src/ui/session/session.ts';
import { familyTexts } from '../../src/ui/texts/citizen/family.ts';
import { meTexts } from '../../src/ui/texts/citizen/me.ts';
import { testIssuer, type TestIssuer } from '../store/test-issuer.ts';
import { fillForm } from '../ui/fill-form.ts';
import { memoryStorage } from '../ui/memory-storage.ts';
import { findAll, shownText } from '../ui/shown.ts';
import { FakeServer, tokenOf } from './fake-server.ts';
import { waitUntil } from '../support/wait-until.ts';

const family: AccountPerson[] = [
  { id: 'own', maskedName: '张*三', relation: 'self' },
  { id: 'w2', maskedName: '林*满', relation: 'child' },
  { id: 'w1', maskedName: '赵*芳', relation: 'elder' },
];
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
    server.me.persons = family;
    walletName = `wallet-${crypto.randomUUID()}`;
    const storage = memoryStorage();
    session = new Session('sitecode.citizen', () => storage);
    session.token = tokenOf('anna');
  });
  afterEach(() => Wallet.wipe(walletName));

  it('shows the own pass first and another’s at a tap', async () => {
    const app = await page();
    await waitUntil(() => names(app).length === 3, 'the switch is there');
    await waitUntil(() => shownName(app) === '张*三', 'the own code');
    expect(names(app)).to.deep.equal(['张*三', '林*满', '赵*芳']);
    choose(app, 1);
    await waitUntil(() => shownName(app) === '林*满', 'the child’s code');
    choose(app, 2);
    await waitUntil(() => shownName(app) === '赵*芳', 'the elder’s code');
    const record = () => shownText(all(app, 'sc-my-record')[0]!);
    await waitUntil(() => record().includes(meTexts['zh-CN'].others), 'the elder’s record');
    expect(record(), 'where another has been is told to nobody').to.not.include(meTexts['zh-CN'].visits);
    choose(app, 0);
    await waitUntil(() => record().includes(meTexts['zh-CN'].visits), 'the own visits');
    await waitUntil(() => shownName(app) === '张*三', 'the own code again');
  });

  it('shows the others’ passes without a network too', async () => {
    const first = await page();
    await waitUntil(() => names(first).length === 3, 'the switch is there');
    choose(first, 1);
    await waitUntil(() => shownName(first) === '林*满', 'the child’s code');
    first.remove();
    server.down = true;
    const app = await page();
    await waitUntil(() => names(app).includes('林*满'), 'the switch is there');
    choose(app, names(app).indexOf('林*满'));
    await waitUntil(() => shownName(app) === '林*满', 'the child’s code');
  });

  it('forgets one for whom the account no longer stands', async () => {
    const first = await page();
    await waitUntil(() => names(first).length === 3, 'the switch is there');
    first.remove();
    server.me.persons = family.slice(0, 1);
    const app = await page();
    await waitUntil(() => shownName(app) === '张*三' && names(app).length === 0, 'one person');
    await waitUntil(async () => (await Wallet.others('anna', walletName)).length === 0, 'wiped');
  });

  it('shows the first of those for whom it stands, named as what they are, where none is its own', async () => {
    server.me.persons = family.slice(1);
    const app = await page();
    await waitUntil(() => shownName(app) === '林*满', 'the child’s code');
    await waitUntil(() => names(app).length === 2, 'the switch is there');
    const said = () => shownText(all(app, 'sc-people-switch')[0]!);
    expect(said()).to.include(t.child).and.not.include(t.self);
    choose(app, 1);
    await waitUntil(() => shownName(app) === '赵*芳', 'the elder’s code');
    server.me.persons = family.slice(1, 2);
    app.remove();
    const alone = await page();
    await waitUntil(() => names(alone).join() === '林*满', 'one person, and named');
  });

  it('throws away the pass of who was the first when another is', async () => {
    server.me.persons = family.slice(1);
    const first = await page();
    await waitUntil(() => shownName(first) === '林*满', 'the child’s code');
    first.remove();
    server.me.persons = family;
    const app = await page();
    await waitUntil(() => shownName(app) === '张*三', 'the own code, since there is one now');
    await waitUntil(() => names(app).join() === '张*三,林*满,赵*芳', 'and the others beside it');
    choose(app, 1);
    await waitUntil(() => shownName(app) === '林*满', 'the child’s code');
  });

  it('shows nothing of anybody, and says why, once the account stands for nobody', async () => {
    const first = await page();
    await waitUntil(() => names(first).length === 3, 'the switch is there');
    first.remove();
    server.refuses = { status: 404, code: 'not-found' };
    const app = await page();
    await waitUntil(() => shownText(app).includes(meTexts['zh-CN'].nobody), 'it says why');
    await waitUntil(() => shownName(app) === null && names(app).length === 0, 'no code');
    await waitUntil(async () => (await Wallet.others('anna', walletName)).length === 0, 'wiped');
    app.remove();
    server.down = true;
    const later = await page();
    await waitUntil(() => all(later, 'sc-pass-screen').length === 1, 'the page');
    expect(shownName(later), 'nor without a network').to.equal(null);
  });

  it('prints another’s pass on paper: a card with the name, the days and what it is not', async () => {
    const app = await page();
    await waitUntil(() => names(app).length === 3, 'the switch is there');
    choose(app, 2);
    await app.updateComplete;
    const offer = all(app, 'sc-paper-offer')[0]!.shadowRoot!;
    offer.querySelector('button')!.click();
    await waitUntil(() => offer.querySelector('sc-own-identity'), 'the number is on no server: it is asked');
    const asked = offer.querySelector('sc-own-identity')!;
    await waitUntil(() => findAll(asked.shadowRoot!, 'input[name=idNumber]').length === 1, 'the form');
    await fillForm(asked.shadowRoot!, { name: '赵桂芳', idNumber: '11010519491231002X' });
    findAll<HTMLElement>(asked.shadowRoot!, 'button[type=submit]')[0]!.click();
    await waitUntil(() => all(app, 'sc-paper-card').length === 1, 'the card');
    await waitUntil(() => shownText(app).includes('赵*芳'), 'the name');
    expect(shownText(app)).to.contain(t.cardOnly);
    const [pass] = all(app, 'sc-pass-screen');
    expect(pass!.checkVisibility(), 'the pass lies below it').to.equal(false);
    const kept = await Wallet.open('anna', walletName, family[2]);
    expect(kept!.identity, 'on this phone, once').to.deep.equal({
      name: '赵桂芳',
      idNumber: '11010519491231002X',
    });
    kept!.close();
  });
});
