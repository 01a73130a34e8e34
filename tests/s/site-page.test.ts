import { expect, fixture } from '@open-wc/testing';
import type { SitePlace, VisitAnswer, VisitRequest } from '../../src/domain/api/api.ts';
import { siteCodeUrl } from '../../src/domain/site/site-code.ts';
import '../../src/s/site-page.ts';
import type { SitePage } from '../../src/s/site-page.ts';
import { VisitMemory } from '../../src/s/visit-memory.ts';
import { ApiClient } from '../../src/sync/api-client.ts';
import { setLanguage } from '../../src/ui/language/languages.ts';
import { Session } from '../../src/ui/session/session.ts';
import type { SignInDetail } from '../../src/ui/session/sign-in-form.ts';
import { siteTexts } from '../../src/ui/texts/citizen/s.ts';
import { testDistrict } from '../support/district.ts';
import { memoryStorage } from '../ui/memory-storage.ts';
import { findAll, press, shownText } from '../ui/shown.ts';
import { waitUntil } from '../support/wait-until.ts';

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
  /** Holds the answers to visits back until it is called. */
  held: Promise<void> | null = null;
  refuses: [status: number, code: string] | null = null;
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
    const fault = (status: number, code: string) => Response.json({ code, message: code }, { status });
    if (path === 'visit') await this.held;
    if (path === 'visit' && this.refuses) return fault(...this.refuses);
    if (this.down) throw new TypeError('Failed to fetch');
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
      advice: null,
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
/** How often the phone's wallet was emptied. */
let forgotten: number;
let open: SitePage[] = [];

/** Loads the page, as scanning a code or pressing reload does. */
async function load(fragment: string): Promise<SitePage> {
  history.replaceState(null, '', `#${fragment}`);
  const page = document.createElement('sc-site-page');
  page.client = new ApiClient({ origin: 'https://code.example', fetch: server.fetch });
  page.session = session;
  page.forgetWallet = async () => void forgotten++;
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
    forgotten = 0;
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

  for (const tail of [
    '&from=singlemessage&isappinstalled=0',
    '%20',
    '。',
    '?utm_source=x',
    '"',
    '#',
    '#top',
  ]) {
    it(`registers a code with ${tail} behind it as that code, and once`, async () => {
      (await load(code)).remove();
      const page = await load(code + tail);
      expect(shownText(page)).to.contain(t.registered);
      expect(server.visits.map((visit) => visit.code)).to.deep.equal([code, code]);
      expect(server.registered.size).to.equal(1);
    });
  }

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

  for (const [status, refusal] of [
    [401, 'sign-in'],
    [403, 'not-allowed'],
  ] as const) {
    it(`says of a session refused with ${status} that it is over, and nothing of a network`, async () => {
      server.refuses = [status, refusal];
      const page = await load(code);
      expect(shownText(page)).to.contain(t.signedOut).and.not.to.contain('网络');
      expect(session.token).to.equal(null);
    });
  }

  it('says that an account without a person of its own registers no visit, and goes on being signed in', async () => {
    server.refuses = [404, 'not-found'];
    const page = await load(code);
    expect(shownText(page)).to.contain(t.nobodysOwn).and.not.to.contain(t.retry);
    expect(session.token).to.not.equal(null);
  });

  describe('another person holds the phone', () => {
    const signIn = async (page: SitePage): Promise<void> => {
      const detail: SignInDetail = { email: 'bo@example.cn', password: 'secret' };
      findAll(page.shadowRoot!, 'sc-sign-in-form')[0]!.dispatchEvent(new CustomEvent('sign-in', { detail }));
      await waitUntil(() => shownText(page).includes(t.registered));
    };

    it('who is registered is signed out of the phone at once, and the next visit is the next person’s', async () => {
      const page = await load(code);
      press(page, t.notYou);
      await page.updateComplete;
      expect(shownText(page)).to.contain(t.signIn).and.to.contain(place.name).and.not.to.contain('李*');
      expect([session.token, forgotten]).to.deep.equal([null, 1]);
      await signIn(page);
      expect(new Set(server.visits.map(({ id }) => id)).size, 'another visit').to.equal(2);
    });

    it('is asked first while the visit is not registered, and may stay', async () => {
      server.down = true;
      const page = await load(code);
      press(page, t.notYou);
      await page.updateComplete;
      expect(shownText(page)).to.contain(t.leaveAsk);
      expect([session.token, forgotten]).to.deep.equal(['signed-in', 0]);
      press(page, t.leaveNo);
      await page.updateComplete;
      expect(shownText(page)).to.not.contain(t.leaveAsk);
      press(page, t.notYou);
      await page.updateComplete;
      press(page, t.leaveYes);
      await page.updateComplete;
      expect(shownText(page)).to.contain(t.signIn);
      expect([session.token, forgotten]).to.deep.equal([null, 1]);
    });

    it('does not see the answer to a visit that was still on its way', async () => {
      let release = (): void => undefined;
      server.held = new Promise((resolve) => (release = resolve));
      history.replaceState(null, '', `#${code}`);
      const page = document.createElement('sc-site-page');
      page.client = new ApiClient({ origin: 'https://code.example', fetch: server.fetch });
      page.session = session;
      page.forgetWallet = async () => void forgotten++;
      page.memory = new VisitMemory(() => tab);
      open.push(page);
      await fixture(page);
      await waitUntil(() => shownText(page).includes(t.registering));
      press(page, t.notYou);
      await page.updateComplete;
      press(page, t.leaveYes);
      release();
      await server.held;
      await waitUntil(() => server.registered.size === 1);
      await page.updateComplete;
      expect(shownText(page)).to.contain(t.signIn).and.not.to.contain('李*');
      expect(session.token).to.equal(null);
    });
  });

  it('says what to do and whom to call, and the number is one to tap', async () => {
    server.answer = {
      outcome: 'attend',
      advice: { text: { 'zh-CN': '请找工作人员。', en: 'See the staff.' }, phone: '021-6357 1234' },
    };
    const page = await load(code);
    expect(shownText(page)).to.contain('接下来怎么做').and.to.contain('请找工作人员。');
    expect(page.shadowRoot!.querySelector<HTMLAnchorElement>('a[href^="tel:"]')!.href).to.equal(
      'tel:02163571234',
    );
  });

  it('says nothing of that to who may enter', async () => {
    const page = await load(code);
    expect(page.shadowRoot!.querySelector('a[href^="tel:"]')).to.equal(null);
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
        { 'zh-CN': '没有核酸检测结果', en: 'No nucleic acid test result is known' },
        { 'zh-CN': '没有核酸检测结果', en: 'No nucleic acid test result is known' },
      ],
    };
    const page = await load(code);
    expect(shownText(page).match(/没有核酸检测结果/g), 'said once').to.have.length(1);
    expect(shownText(page)).to.contain('不得进入').and.to.contain('健康码为红码').and.to.contain('红码');
    expect(page.shadowRoot!.querySelector('.outcome.refuse svg')).to.not.equal(null);
    expect(shownText(page), 'the visit is registered all the same').to.contain(t.registered);
  });
});
