import { expect } from '@open-wc/testing';
import { importIssuers } from '../../src/credentials/pass/health-pass-verifier.ts';
import { verifyShown } from '../support/verify-shown.ts';
import type {
  DemoForeignSignersAnswer,
  DemoPassRequest,
  DemoSignerAnswer,
} from '../../src/domain/api/demo-api.ts';
import { base64url } from '../../src/domain/bytes/bytes.ts';
import { sentryCodeText } from '../../src/domain/pass/challenge.ts';
import { decodeShownPass, type PassBody } from '../../src/domain/pass/health-pass.ts';
import { emptyTrustList, type TrustEntry, type TrustList } from '../../src/domain/credential/trust-list.ts';
import type { Proof, Verification } from '../../src/domain/credential/verification.ts';
import { demoCardIssuer } from '../../src/sentry/demo/demo-credentials.ts';
import { DemoVisitors, visitors, type Visitor } from '../../src/sentry/demo/demo-visitors.ts';
import { ApiError } from '../../src/sync/api-client.ts';
import { testIssuer, type TestIssuer } from '../store/test-issuer.ts';
import { charted, hour, minute, noon } from '../support/district.ts';
import { fakeClient } from './paired-device.ts';

let issuer: TestIssuer;
let phones: DemoVisitors;
let asked: { path: string; body: unknown }[];
let used: Set<string>;
let signers: DemoForeignSignersAnswer;
/** The trust list of the demo's bundle. */
let trust: TrustList;
/** What the sentry's screen shows where the policy is strict. */
const sentryAsks = { site: 12, device: 9, challenge: Uint8Array.of(1, 2, 3, 4) };

/** A key of the demo, and its entry in the trust list of the demo's bundle. */
async function demoSigner(kind: TrustEntry['kind']): Promise<{ lent: DemoSignerAnswer; entry: TrustEntry }> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign']);
  const kid = base64url(crypto.getRandomValues(new Uint8Array(8)));
  const exported = async (format: 'spki' | 'raw') =>
    base64url(new Uint8Array(await crypto.subtle.exportKey(format, pair.publicKey)));
  const privateKey = base64url(new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey)));
  const entry: TrustEntry = {
    kid,
    issuer: `Demo ${kind}`,
    kind,
    key: await exported(kind === 'x509' ? 'spki' : 'raw'),
    notBefore: null,
    notAfter: null,
    usages: kind === 'x509' ? ['vaccination'] : null,
    suspended: false,
    iss: kind === 'jwk' ? demoCardIssuer : null,
    crlVersion: null,
  };
  return { lent: { kid, privateKey }, entry };
}

/** What the demo server says of each of its people. */
const people: Record<DemoPassRequest['person'], Partial<PassBody>> = {
  valid: {},
  positive: { colour: 'red', lastResult: 'positive' },
  'old-test': { sampleTime: noon - 100 * hour },
  'no-test': { lastResult: 'none', sampleTime: null },
  yellow: { colour: 'yellow' },
} as Record<DemoPassRequest['person'], Partial<PassBody>>;

/** A demo server; a pass of its is issued `ageMinutes` ago and lasts a day. */
function server(): ReturnType<typeof fakeClient> {
  return fakeClient(answersOf());
}

function answersOf(): Parameters<typeof fakeClient>[0] {
  return {
    'demo/pass': async (body) => {
      const { person, holderKey, ageMinutes } = body as DemoPassRequest;
      const notBefore = noon - (ageMinutes ?? 0) * minute;
      const pass = await issuer.issue(holderKey, { notBefore, lifetimeMinutes: 24 * 60, ...people[person] });
      return { pass, expiresAt: notBefore + 24 * hour, now: noon };
    },
    'demo/foreign-signers': () => signers,
  };
}

async function verified(text: string, at = noon, believed = trust): Promise<Verification> {
  const verification = await verifyShown(text, {
    trust: believed,
    audience: { ...sentryAsks, knows: (challenge) => challenge.join() === sentryAsks.challenge.join() },
    now: at,
    window: { pastSeconds: 90, futureSeconds: 30 },
    issuers: await importIssuers([
      charted(issuer.district.issuer, { notBefore: 0, notAfter: Number.MAX_SAFE_INTEGER }),
    ]),
    used: (key) => used.has(key),
  });
  if (verification.replayKey && verification.proof === 'proved') used.add(verification.replayKey);
  return verification;
}

describe('DemoVisitors', () => {
  before(async () => {
    issuer = await testIssuer();
    const [hcert, card] = await Promise.all([demoSigner('x509'), demoSigner('jwk')]);
    signers = { hcert: hcert.lent, card: card.lent };
    trust = { entries: [hcert.entry, card.entry], revocations: [] };
  });
  beforeEach(async () => {
    used = new Set();
    const fake = server();
    asked = fake.asked;
    phones = new DemoVisitors(fake.client, crypto.randomUUID());
    await phones.prepare(noon);
  });
  after(() => void indexedDB.deleteDatabase('sitecode-demo-visitors'));

  const expected: Record<Visitor, Proof> = {
    valid: 'proved',
    feverish: 'proved',
    positive: 'proved',
    'old-test': 'proved',
    'no-test': 'proved',
    yellow: 'proved',
    expired: 'expired',
    screenshot: 'stale',
    forged: 'forged',
    // Nobody was there before: it shows a code for the first time.
    replayed: 'proved',
    hcert: 'proved',
    'smart-health-card': 'proved',
    answering: 'proved',
    stranger: 'unreadable',
  };
  for (const visitor of visitors) {
    it(`the code of "${visitor}" verifies as ${expected[visitor]}`, async () => {
      const { proof } = await verified(await phones.text(visitor, noon));
      expect(proof).to.equal(expected[visitor]);
    });
  }

  it('the forged code says green and negative of a person the district calls red and positive', async () => {
    const { status } = await verified(await phones.text('positive', noon));
    expect(status).to.include({ colour: 'red', lastResult: 'positive' });
    const { fields } = decodeShownPass(await phones.text('forged', noon));
    expect(fields).to.include({ colour: 'green', lastResult: 'negative' });
  });

  it('the replayed code is the very one of the visitor before, and is known again', async () => {
    const first = await phones.text('yellow', noon);
    expect((await verified(first)).proof).to.equal('proved');
    const again = await phones.text('replayed', noon + 2000);
    expect(again).to.equal(first);
    expect((await verified(again, noon + 2000)).proof).to.equal('replayed');
    expect(phones.passOf('replayed')).to.equal('yellow');
  });

  it('the foreign credentials name their bearers and what they prove, and are proved in this demo alone', async () => {
    const certificate = await phones.text('hcert', noon);
    const found = await verified(certificate);
    expect(found).to.deep.include({ kind: 'hcert', source: 'Demo x509', challenged: false });
    expect(found.person).to.deep.equal({ maskedName: '林*岚', passId: null });
    expect(found.status).to.deep.include({ colour: 'unknown', lastResult: 'none', doses: 2 });
    const card = await phones.text('smart-health-card', noon);
    const patient = await verified(card);
    expect(patient).to.deep.include({ kind: 'smart-health-card', source: 'Demo jwk' });
    expect(patient.person?.maskedName).to.equal('林*岚');
    expect(patient.status).to.deep.include({
      lastResult: 'negative',
      sampleTime: noon - 12 * hour,
      doses: 2,
    });
    for (const text of [certificate, card])
      expect((await verified(text, noon, emptyTrustList)).reasons).to.include('no-such-key');
    expect(await phones.text('hcert', noon + minute), 'one paper').to.equal(certificate);
    expect(await phones.text('hcert', noon + 24 * hour)).not.to.equal(certificate);
  });

  it('the one who answers scans the sentry’s code and is proved at that sentry alone', async () => {
    const code = sentryCodeText(sentryAsks);
    const answer = await phones.text('answering', noon, code);
    expect(await verified(answer)).to.deep.include({ proof: 'proved', kind: 'pass', challenged: true });
    const elsewhere = sentryCodeText({ ...sentryAsks, device: 10 });
    const wrong = await phones.text('answering', noon + 1000, elsewhere);
    expect((await verified(wrong, noon + 1000)).proof).to.equal('forged');
    // Where the sentry shows no code there is nothing to answer; the others never do.
    for (const text of [
      await phones.text('answering', noon + 2000, null),
      await phones.text('valid', noon + 2000, code),
    ])
      expect(await verified(text, noon + 2000)).to.deep.include({ proof: 'proved', challenged: false });
  });

  it('lets nobody with a foreign credential come where the demo has no signers, and goes on', async () => {
    const { 'demo/foreign-signers': _none, ...rest } = answersOf();
    const old = new DemoVisitors(fakeClient(rest).client, crypto.randomUUID());
    await old.prepare(noon);
    expect(visitors.filter((visitor) => !old.canCome(visitor))).to.deep.equal(['hcert', 'smart-health-card']);
    expect((await verified(await old.text('valid', noon))).proof).to.equal('proved');
    expect(visitors.every((visitor) => phones.canCome(visitor))).to.equal(true);
  });

  it('goes on without the server, with the passes kept on this device', async () => {
    const district = crypto.randomUUID();
    await new DemoVisitors(server().client, district).prepare(noon);
    const offline = new DemoVisitors(fakeClient({}).client, district);
    await offline.prepare(noon + minute);
    const { proof } = await verified(await offline.text('valid', noon + minute), noon + minute);
    expect(proof).to.equal('proved');
    const foreign = await offline.text('hcert', noon + minute);
    expect((await verified(foreign, noon + minute)).proof).to.equal('proved');
  });

  it('asks the server for passes that soon end, and only for those', async () => {
    const first = asked.length;
    await phones.prepare(noon + minute);
    expect(asked).to.have.length(first);
    // The one that is shown as expired needs no new pass.
    await phones.prepare(noon + 22.5 * hour);
    const passes = asked.filter(({ path }) => path === 'demo/pass').length;
    // What signs foreign credentials was asked for once, with the passes at first.
    expect(passes).to.equal(2 * (first - 1) - 1);
    expect(asked).to.have.length(passes + 1);
  });

  it('takes no pass of another demo district at the same address', async () => {
    const fake = server();
    await new DemoVisitors(fake.client, crypto.randomUUID()).prepare(noon);
    expect(fake.asked).to.have.length(asked.length);
  });

  it('says that it has no passes where there is no server the first time', async () => {
    const fault = await new DemoVisitors(fakeClient({}).client, crypto.randomUUID())
      .prepare(noon)
      .catch((error: unknown) => error);
    expect(fault).to.be.instanceOf(ApiError).and.to.have.property('code', 'offline');
  });
});
