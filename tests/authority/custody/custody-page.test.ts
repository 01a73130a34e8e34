import { expect, fixture, html } from '@open-wc/testing';
import { sign } from '../../../src/credentials/bytes/p256.ts';
import { agreementKey } from '../../../src/credentials/custody/closed-box.ts';
import { unwrapSecret, wrapKey } from '../../../src/credentials/custody/wrapped-key.ts';
import { certifiersOf } from '../../../src/credentials/signed/custody-verifier.ts';
import type { StaffRole } from '../../../src/domain/access/rights.ts';
import { base64url, fromBase64url } from '../../../src/domain/bytes/bytes.ts';
import type { Charter } from '../../../src/domain/bundle/charter.ts';
import type { CustodyAnswer, TracerRow } from '../../../src/domain/custody/custody-api.ts';
import {
  tracerBody,
  tracerMessage,
  type TracerSignature,
} from '../../../src/domain/custody/tracer-certificate.ts';
import '../../../src/authority/custody/custody-page.ts';
import type { CustodyPage } from '../../../src/authority/custody/custody-page.ts';
import { OfficialKey } from '../../../src/store/holder/official-key.ts';
import { TracerKey } from '../../../src/store/holder/tracer-key.ts';
import { ApiClient } from '../../../src/sync/api-client.ts';
import { setLanguage } from '../../../src/ui/language/languages.ts';
import { custodyTexts } from '../../../src/ui/texts/authority/custody.ts';
import { testDistrict, type TestDistrict } from '../../support/district.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { find, shownText } from '../find-deep.ts';

const t = custodyTexts.en;
const account = 'officer00000001';
const other = 'officer00000002';
const offices = ['custodian000001', 'custodian000002'] as const;
const now = Date.now();

type Key = { pair: CryptoKeyPair; point: string };
async function newKey(name: 'ECDH' | 'ECDSA', use: KeyUsage): Promise<Key> {
  const pair = (await crypto.subtle.generateKey({ name, namedCurve: 'P-256' }, true, [use])) as CryptoKeyPair;
  const point = base64url(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)));
  return { pair, point };
}

describe('sc-custody-page', () => {
  let district: TestDistrict;
  let custodians: Key[];
  let tracing: Key;
  let charter: Charter;
  let secret: Uint8Array<ArrayBuffer>;
  before(async () => {
    setLanguage('en');
    district = await testDistrict();
    custodians = [await newKey('ECDSA', 'sign'), await newKey('ECDSA', 'sign')];
    tracing = await newKey('ECDH', 'deriveBits');
    const { d } = await crypto.subtle.exportKey('jwk', tracing.pair.privateKey);
    secret = fromBase64url(d!);
    const time = { notBefore: 0, notAfter: now + 1e9 };
    charter = district.charter({
      expiresAt: now + 1e9,
      tracingKeys: [{ id: 1, point: tracing.point, ...time }],
      custodians: custodians.map(({ point }, index) => ({
        id: index + 1,
        point,
        name: `Officer ${index + 1}`,
        account: offices[index]!,
        ...time,
      })),
    });
  });
  beforeEach(() => localStorage.removeItem('sitecode.root'));
  afterEach(() => {
    location.hash = '';
    for (const name of ['sitecode-tracer', 'sitecode-official']) indexedDB.deleteDatabase(name);
  });
  after(() => localStorage.removeItem('sitecode.root'));

  async function row(point: string, of: string, change: Partial<TracerRow> = {}): Promise<TracerRow> {
    const body = tracerBody({ account: of, name: 'Cheng Min', point, at: now });
    return {
      key: 1,
      name: 'Cheng Min',
      body,
      signatures: [],
      generations: [],
      removed: 0,
      removedBy: '',
      reason: '',
      isOwn: of === account,
      mayOpen: true,
      ...change,
    };
  }
  const signed = (body: string): Promise<TracerSignature[]> =>
    Promise.all(
      custodians.map(async ({ pair }, index) => ({
        custodian: index + 1,
        signature: base64url(await sign(pair.privateKey, tracerMessage(body))),
      })),
    );
  async function answer(change: Partial<CustodyAnswer> = {}): Promise<CustodyAnswer> {
    return {
      root: district.root.publicKey,
      charter: await district.signCharter(JSON.stringify(charter)),
      now,
      account,
      tracers: [],
      wrapped: [],
      newKeyNeeded: null,
      sealing: { sealed: [], unsealed: 0, oldKeyDestroyed: null, oldBackupsUntil: null },
      ...change,
    };
  }

  async function opened(told: CustodyAnswer, role: StaffRole) {
    const asked: [path: string, body: Record<string, unknown>][] = [];
    const client = new ApiClient({
      fetch: async (input, init) => {
        const path = new URL(String(input)).pathname.replace('/api/sitecode/', '');
        if (init?.method === 'POST')
          asked.push([path, JSON.parse(String(init.body ?? '{}')) as Record<string, unknown>]);
        return Response.json(path === 'custody' ? told : {});
      },
    });
    const feed = { listen: () => Promise.resolve(() => undefined), pace: { poll: 1e8 } };
    const staff = { roles: [role] };
    const page = await fixture<CustodyPage>(
      html`<sc-custody-page .client=${client} .staff=${staff as never} .feed=${feed}></sc-custody-page>`,
    );
    return { page, asked };
  }
  const says = (page: CustodyPage, text: string) =>
    waitUntil(() => shownText(page).includes(text), `it says ${text}: ${shownText(page)}`);

  it('calls certified what the charter’s officers signed, and not what the server says of it', async () => {
    const forged = [1, 2].map((custodian) => ({ custodian, signature: 'A'.repeat(86) }));
    const false1 = await row((await newKey('ECDH', 'deriveBits')).point, other, {
      signatures: forged,
      generations: [1],
    });
    const { page } = await opened(await answer({ tracers: [false1] }), 'tracer');
    await says(page, t.stateWaits('0'));
    const real = await row((await newKey('ECDH', 'deriveBits')).point, other, { generations: [1] });
    real.signatures = await signed(real.body);
    const { page: second } = await opened(await answer({ tracers: [real] }), 'tracer');
    await says(second, t.stateIn);
  });

  it('uses nothing of another root, nor of a charter that was changed', async () => {
    localStorage.setItem('sitecode.root', JSON.stringify({ id: 1, point: 'another', demo: false }));
    const { page } = await opened(await answer(), 'tracer');
    await says(page, t.otherRoot);
    expect(find(page.shadowRoot!, 'sc-data-table')).to.equal(null);
    localStorage.removeItem('sitecode.root');
    const whole = await answer();
    const changed = { ...whole.charter, body: whole.charter.body.replace('"version":', '"version":1') };
    const { page: second } = await opened({ ...whole, charter: changed }, 'tracer');
    await says(second, t.badCharter);
  });

  it('makes a key here, and hands in its public half alone', async () => {
    const { page, asked } = await opened(await answer(), 'tracer');
    await says(page, t.ownNone);
    find(page.shadowRoot!, 'button[name=make]')!.click();
    await waitUntil(() => asked.length > 0, 'it is handed in');
    const [[path, body]] = asked as unknown as [[string, { point: string }]];
    expect(path).to.equal('custody/key');
    expect(Object.keys(body)).to.deep.equal(['point']);
    const own = await TracerKey.open(account);
    expect(own.point).to.equal(body.point);
    own.close();
  });

  it('signs for a browser with the key of a custody officer', async () => {
    const pkcs8 = new Uint8Array(await crypto.subtle.exportKey('pkcs8', custodians[0]!.pair.privateKey));
    const own = await OfficialKey.open();
    await own.adopt(base64url(pkcs8), custodians[0]!.point);
    own.close();
    const waits = await row((await newKey('ECDH', 'deriveBits')).point, other);
    location.hash = '#custody?open=1';
    const { page, asked } = await opened(
      await answer({ account: offices[0], tracers: [waits] }),
      'data-officer',
    );
    await waitUntil(() => find(page.shadowRoot!, 'button[name=certify]'), 'the act');
    find(page.shadowRoot!, 'button[name=certify]')!.click();
    await waitUntil(() => find(page.shadowRoot!, 'button[name=yes]'), 'the question');
    find(page.shadowRoot!, 'button[name=yes]')!.click();
    await waitUntil(() => asked.length > 0, 'it is handed in');
    const [[path, body]] = asked as unknown as [[string, { key: number } & TracerSignature]];
    expect(path).to.equal('custody/certify');
    expect((await certifiersOf(charter, waits.body, [body], now)).map(({ id }) => id)).to.deep.equal([1]);
  });

  it('hands the key on, wrapped for the other browser alone', async () => {
    const mine = await TracerKey.open(account);
    const point = await mine.make();
    mine.close();
    const theirs = await newKey('ECDH', 'deriveBits');
    const own = await row(point, account, { key: 1, generations: [1] });
    own.signatures = await signed(own.body);
    const next = await row(theirs.point, other, { key: 2, name: 'Jiang Xue' });
    next.signatures = await signed(next.body);
    const key = { generation: 1, point: tracing.point };
    const wrapped = await wrapKey(secret, { generation: 0, point }, key);
    location.hash = '#custody?open=2';
    const { page, asked } = await opened(
      await answer({ tracers: [own, next], wrapped: [{ key: 1, generation: 1, wrapped }] }),
      'tracer',
    );
    await waitUntil(() => find(page.shadowRoot!, 'button[name=hand-on]'), 'the act');
    find(page.shadowRoot!, 'button[name=hand-on]')!.click();
    await waitUntil(() => find(page.shadowRoot!, 'button[name=yes]'), 'the question');
    find(page.shadowRoot!, 'button[name=yes]')!.click();
    await waitUntil(() => asked.length > 0, 'it is handed over');
    const [[path, body]] = asked as unknown as [
      [string, { key: number; generation: number; wrapped: string }],
    ];
    expect([path, body.key, body.generation]).to.deep.equal(['custody/hand-over', 2, 1]);
    const { d } = await crypto.subtle.exportKey('jwk', theirs.pair.privateKey);
    const their = await agreementKey(fromBase64url(d!), theirs.point);
    expect(await unwrapSecret(their, key, body.wrapped)).to.deep.equal(secret);
  });

  it('demands a new generation where somebody went who had the key, and names back-ups of before', async () => {
    const sealing = {
      sealed: [{ generation: 1, persons: 300 }],
      unsealed: 0,
      oldKeyDestroyed: now - 1000,
      oldBackupsUntil: now + 90 * 86_400_000,
    };
    const newKeyNeeded = { since: now, name: 'Cheng Min' };
    const { page } = await opened(await answer({ sealing, newKeyNeeded }), 'data-officer');
    await says(page, t.newKeyNeeded);
    await says(page, t.persons('300'));
    await says(page, t.oldKeyGone);
    await says(page, 'still open until they expire');
  });
});
