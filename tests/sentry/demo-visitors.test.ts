import { expect } from '@open-wc/testing';
import { importIssuers, verifyShownPass } from '../../src/credentials/health-pass-verifier.ts';
import type { DemoPassRequest } from '../../src/domain/api.ts';
import { decodeShownPass, type PassBody } from '../../src/domain/health-pass.ts';
import type { Proof, Verification } from '../../src/domain/verification.ts';
import { DemoVisitors, visitors, type Visitor } from '../../src/sentry/demo/demo-visitors.ts';
import { ApiError } from '../../src/sync/api-client.ts';
import { testIssuer, type TestIssuer } from '../store/test-issuer.ts';
import { charted, hour, minute, noon } from '../support/district.ts';
import { fakeClient } from './paired-device.ts';

let issuer: TestIssuer;
let phones: DemoVisitors;
let asked: { path: string; body: unknown }[];
let used: Set<string>;

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
  return fakeClient({
    'demo/pass': async (body) => {
      const { person, holderKey, ageMinutes } = body as DemoPassRequest;
      const notBefore = noon - (ageMinutes ?? 0) * minute;
      const pass = await issuer.issue(holderKey, { notBefore, lifetimeMinutes: 24 * 60, ...people[person] });
      return { pass, expiresAt: notBefore + 24 * hour, now: noon };
    },
  });
}

async function verified(text: string, at = noon): Promise<Verification> {
  const verification = await verifyShownPass(text, {
    now: at,
    window: { pastSeconds: 90, futureSeconds: 30 },
    issuers: await importIssuers([
      charted(issuer.district.issuer, { notBefore: 0, notAfter: Number.MAX_SAFE_INTEGER }),
    ]),
    used: (key) => used.has(key),
  });
  if (verification.proof === 'proved') used.add(verification.replayKey!);
  return verification;
}

describe('DemoVisitors', () => {
  before(async () => {
    issuer = await testIssuer();
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

  it('goes on without the server, with the passes kept on this device', async () => {
    const district = crypto.randomUUID();
    await new DemoVisitors(server().client, district).prepare(noon);
    const offline = new DemoVisitors(fakeClient({}).client, district);
    await offline.prepare(noon + minute);
    const { proof } = await verified(await offline.text('valid', noon + minute), noon + minute);
    expect(proof).to.equal('proved');
  });

  it('asks the server for passes that soon end, and only for those', async () => {
    const first = asked.length;
    await phones.prepare(noon + minute);
    expect(asked).to.have.length(first);
    // The one that is shown as expired needs no new pass.
    await phones.prepare(noon + 22.5 * hour);
    expect(asked).to.have.length(2 * first - 1);
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
