import { expect, fixture, waitUntil } from '@open-wc/testing';
import type { SitePlace, VisitAnswer, VisitRequest } from '../../src/domain/api.ts';
import { siteCodeUrl } from '../../src/domain/site-code.ts';
import '../../src/s/site-page.ts';
import type { SitePage } from '../../src/s/site-page.ts';
import { VisitMemory } from '../../src/s/visit-memory.ts';
import { ApiClient } from '../../src/sync/api-client.ts';
import { setLanguage } from '../../src/ui/languages.ts';
import { Session } from '../../src/ui/session.ts';
import type { SignInDetail } from '../../src/ui/sign-in-form.ts';
import { siteTexts } from '../../src/ui/texts/s.ts';
import { testDistrict } from '../support/district.ts';
import { memoryStorage } from '../ui/memory-storage.ts';
import { findAll, press, shownText } from '../ui/shown.ts';

const t = siteTexts['zh-CN'];
const place: SitePlace = {
  site: 12,
  name: '虹口菜市场',
  address: '吴淞路 332 号',
  category: 'market',
  subdistrict: '四川北路街道',
  zone: '东门',
};

/** The server as this page sees it. It counts an id once, as the real one does. */
class FakeServer {
  down = false;
  badCodes = new Set<string>();
  refusesToken = false;
  answer: Partial<VisitAnswer> = {};
  readonly asked: string[] = [];
  readonly visits: VisitRequest[] = [];
  readonly registered = new Map<string, number>();
  now = Date.now();

  readonly fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const path = new URL(String(input)).pathname.replace('/api/sitecode/', '');
    const body = JSON.parse(String(init!.body)) as VisitRequest;
    this.asked.push(path);
    if (path === 'visit') this.visits.push(body);
    if (this.down) throw new TypeError('Failed to fetch');
    const fault = (status: number, code: string) => Response.json({ code, message: code }, { status });
    if (path.endsWith('auth-with-password')) return Response.json({ token: 'signed-in' });
    if (this.badCodes.has(body.code)) return fault(404, 'site-code');
    if (path === 'site-code') return Response.json({ place });
    if (path !== 'visit') return fault(404, 'not-found');
    if (this.refusesToken || !new Headers(init!.headers).has('Authorization')) return fault(401, 'sign-in');
    if (!this.registered.has(body.id)) this.registered.set(body.id, this.now);
    const visit: VisitAnswer = {
      place,
      at: this.registered.get(body.id)!,
      maskedName: '李*',
      status: {
        colour: 'green',
        lastResult: 'negative',
        sampleTime: this.now - 7_200_000,
        doses: 2,
        lastDose: null,
      },
      outcome: 'admit',
      reasons: [],
      ...this.answer,
    };
    return Response.json(visit);
  };
}

let server: FakeServer;
let session: Session;
let tab: ReturnType<typeof memoryStorage>;
let now: number;
let code: string;
let otherCode: string;
let open: SitePage[] = [];

/** Loads the page, as scanning a code or pressing reload does. */
async function load(fragment: string): Promise<SitePage> {
  history.replaceState(null, '', `#${fragment}`);
  const page = document.createElement('sc-site-page');
  page.client = new ApiClient({ origin: 'https://code.example', fetch: server.fetch });
  page.session = session;
  page.memory = new VisitMemory(
    () => tab,
    () => now,
  );
  open.push(page);
  await fixture(page);
  await waitUntil(() => !shownText(page).includes(t.registering) && !shownText(page).includes(t.reading));
  return page;
}

describe('sc-site-page', () => {
  before(async () => {
    setLanguage('zh-CN');
    const district = await testDistrict();
    const fragment = async (last: number) => {
      const made = await district.siteCode(Uint8Array.of(1, 2, 3, 4, 5, last), new Uint8Array(4));
      return siteCodeUrl('', made.body, made.signature).split('#')[1]!;
    };
    [code, otherCode] = [await fragment(6), await fragment(7)];
  });
  beforeEach(() => {
    server = new FakeServer();
    const storage = memoryStorage();
    session = new Session('sitecode.citizen', () => storage);
    session.token = 'signed-in';
    tab = memoryStorage();
    now = Date.now();
  });
  afterEach(() => {
    for (const page of open) page.remove();
    open = [];
    history.replaceState(null, '', location.pathname + location.search);
  });

  it('registers at once and shows place, time, person, status, result with its age and doses', async () => {
    const page = await load(code);
    for (const expected of [
      place.name,
      place.zone,
      place.address,
      place.subdistrict,
      t.registered,
      '刚刚',
      '李*',
      '绿码',
      '阴性',
      '2小时前',
      '2 剂',
      '可以通行',
    ]) {
      expect(shownText(page), expected).to.contain(expected);
    }
    expect(server.asked.toSorted()).to.deep.equal(['site-code', 'visit']);
    expect(server.visits[0]!.id).to.match(/^[0-9a-f]{16}$/);
  });

  it('registers once when it is loaded again within a minute', async () => {
    (await load(code)).remove();
    now += 59_000;
    await load(code);
    expect(server.visits).to.have.length(2);
    expect(server.registered.size).to.equal(1);
  });

  it('registers anew after a minute, and at another place', async () => {
    (await load(code)).remove();
    (await load(otherCode)).remove();
    expect(server.registered.size).to.equal(2);
    now += 60_000;
    await load(otherCode);
    expect(server.registered.size).to.equal(3);
  });

  it('says that nothing is registered when the server is silent, and registers once on retry', async () => {
    server.down = true;
    const page = await load(code);
    expect(shownText(page)).to.contain(t.notRegistered).and.to.contain(t.offline);
    expect(shownText(page)).to.not.contain(t.registered);
    server.down = false;
    now += 120_000;
    press(page, t.retry);
    await waitUntil(() => shownText(page).includes(t.registered));
    expect(shownText(page)).to.contain(place.name);
    expect(new Set(server.visits.map((visit) => visit.id)).size).to.equal(1);
  });

  it('sends the same id when it is loaded again after an answer that never came', async () => {
    server.down = true;
    (await load(code)).remove();
    server.down = false;
    now += 5 * 60_000;
    await load(code);
    expect(new Set(server.visits.map((visit) => visit.id)).size).to.equal(1);
  });

  it('retries by itself when the network comes back', async () => {
    server.down = true;
    const page = await load(code);
    server.down = false;
    window.dispatchEvent(new Event('online'));
    await waitUntil(() => shownText(page).includes(t.registered));
  });

  it('shows the place and asks for a sign-in, then registers', async () => {
    session.token = null;
    const page = await load(code);
    expect(shownText(page)).to.contain(place.name).and.to.contain(t.signIn);
    expect(server.visits).to.have.length(0);
    const detail: SignInDetail = { email: 'li@example.cn', password: 'secret' };
    findAll(page.shadowRoot!, 'sc-sign-in-form')[0]!.dispatchEvent(new CustomEvent('sign-in', { detail }));
    await waitUntil(() => shownText(page).includes(t.registered));
    expect(session.token).to.equal('signed-in');
    expect(server.registered.size).to.equal(1);
  });

  it('asks to sign in again when the server no longer takes the token, and says that nothing is registered', async () => {
    server.refusesToken = true;
    const page = await load(code);
    expect(shownText(page)).to.contain(t.signedOut);
    expect(session.token).to.equal(null);
  });

  it('says so of a code that the server does not take', async () => {
    server.badCodes.add(code);
    for (const token of ['signed-in', null]) {
      session.token = token;
      const page = await load(code);
      await waitUntil(() => shownText(page).includes(t.badCode));
      expect(shownText(page)).to.contain(t.badCodeTitle);
      page.remove();
    }
    expect(server.registered.size).to.equal(0);
  });

  it('asks nobody about what is no site code', async () => {
    for (const fragment of ['hello', `${code}A`, '%E4%BD%A0']) {
      const page = await load(fragment);
      expect(shownText(page), fragment).to.contain(t.badCode);
      page.remove();
    }
    expect(shownText(await load(''))).to.contain(t.noCode);
    expect(server.asked).to.have.length(0);
  });

  it('follows a code that is opened in the same tab', async () => {
    const page = await load('hello');
    location.hash = code;
    await waitUntil(() => shownText(page).includes(t.registered));
    location.hash = otherCode;
    await waitUntil(() => server.registered.size === 2);
  });

  it('says why somebody may not pass, by shape and word too', async () => {
    server.answer = {
      outcome: 'refuse',
      status: { colour: 'red', lastResult: 'positive', sampleTime: null, doses: null, lastDose: null },
      reasons: [
        { 'zh-CN': '健康码为红码', en: 'The health code is red' },
        { 'zh-CN': '没有核酸检测结果', en: 'No nucleic acid result is known' },
        { 'zh-CN': '没有核酸检测结果', en: 'No nucleic acid result is known' },
      ],
    };
    const page = await load(code);
    expect(shownText(page).match(/没有核酸检测结果/g), 'said once').to.have.length(1);
    expect(shownText(page)).to.contain('不得进入').and.to.contain('健康码为红码').and.to.contain('红码');
    expect(page.shadowRoot!.querySelector('.outcome.refuse svg')).to.not.equal(null);
    expect(shownText(page), 'the visit is registered all the same').to.contain(t.registered);
  });
});
