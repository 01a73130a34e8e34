import { expect } from '@open-wc/testing';
import { importIssuers, verifyPass } from '../../../src/credentials/pass/health-pass-verifier.ts';
import type { Issuers, VerifyingContext } from '../../../src/credentials/pass/verifying-context.ts';
import { sign } from '../../../src/credentials/bytes/p256.ts';
import { base45, fromBase45 } from '../../../src/domain/bytes/base45.ts';
import { fromHex, hex, utf8 } from '../../../src/domain/bytes/bytes.ts';
import { gatherFacts } from '../../../src/domain/policy/facts.ts';
import { issuerMessage } from '../../../src/domain/pass/health-pass.ts';
import {
  decodePaperPass,
  encodePaperBody,
  paperPassText,
  type PaperPass,
} from '../../../src/domain/pass/paper-pass.ts';
import { decide } from '../../../src/domain/policy/policy.ts';
import { standardPolicy } from '../../../src/domain/policy/standard-policy.ts';
import { day, hour, minute, noon, shown, testDistrict, type TestDistrict } from '../../support/district.ts';
import { rounds } from '../../support/rounds.ts';

const fields: PaperPass = {
  issuer: 7,
  notBefore: noon - hour,
  lifetimeHours: 90 * 24,
  passId: fromHex('8899aabbccddeeff'),
  maskedName: '张*三',
  idHash: fromHex('a1b2'),
};

describe('the bytes of a pass on paper', () => {
  it('are those of the document', () => {
    // 2026-05-20T03:00Z is minute 0x133474 of 2024's count.
    const minutes = Math.round((fields.notBefore - Date.UTC(2024, 0, 1)) / minute)
      .toString(16)
      .padStart(6, '0');
    expect(hex(encodePaperBody(fields))).to.equal(
      `1007${minutes}08708899aabbccddeeff0f000000000007${hex(utf8('张*三'))}a1b2`,
    );
  });

  it('come back as they went, in 143 characters and the prefix', () => {
    const text = paperPassText(encodePaperBody(fields), new Uint8Array(64).fill(1));
    expect(decodePaperPass(text)!.fields).to.deep.equal(fields);
    expect(text).to.have.length(146);
  });

  for (const [what, change] of [
    ['a name of 8 bytes', { maskedName: '12345678' }],
    ['a half minute', { notBefore: noon + 30_000 }],
    ['no lifetime', { lifetimeHours: 0 }],
    ['a hash of 3 bytes', { idHash: new Uint8Array(3) }],
    ['issuer 256', { issuer: 256 }],
  ] as [string, Partial<PaperPass>][]) {
    it(`do not hold ${what}`, () => {
      expect(() => encodePaperBody({ ...fields, ...change })).to.throw(RangeError);
    });
  }

  it('hold no status: a print that claims one is not read', () => {
    const body = encodePaperBody(fields);
    body[15] = (1 << 6) | 15;
    expect(() => decodePaperPass(paperPassText(body, new Uint8Array(64)))).to.throw(RangeError, /status/);
  });
});

describe('a pass on paper at a gate', () => {
  let district: TestDistrict;
  let issuers: Issuers;
  before(async () => {
    district = await testDistrict();
    issuers = await importIssuers([{ ...district.issuer.publicKey, notBefore: 0, notAfter: noon * 2 }]);
  });

  const at = (now: number): VerifyingContext => ({
    now,
    window: { pastSeconds: 90, futureSeconds: 30 },
    issuers,
    used: () => true,
  });

  async function printed(change: Partial<PaperPass> = {}): Promise<string> {
    const body = encodePaperBody({ ...fields, ...change });
    return paperPassText(body, await sign(district.issuer.pair.privateKey, issuerMessage(body)));
  }

  it('proves a name and an id, and nothing of a status, however often it is shown', async () => {
    expect(await verifyPass(await printed(), at(noon + 80 * day))).to.deep.equal({
      proof: 'proved',
      kind: 'paper',
      challenged: false,
      person: { maskedName: '张*三', passId: '8899aabbccddeeff' },
      status: null,
      statedAt: fields.notBefore,
      showing: null,
      replayKey: null,
    });
  });

  it('asks for the ID card by the standard policy, and never admits', async () => {
    const verification = await verifyPass(await printed(), at(noon));
    const facts = gatherFacts({
      verification,
      atGate: true,
      measuresTemperature: false,
      temperature: null,
      denied: false,
      mismatch: false,
      dataAsOf: noon,
      now: noon,
    });
    const verdict = decide(standardPolicy(1), facts, { site: 1, category: 'mall', at: noon });
    expect(verdict.outcome).to.equal('attend');
    expect(verdict.reasons.map(({ rule }) => rule)).to.include('identity.paper');
  });

  for (const [what, now, proof] of [
    ['one minute before it begins', noon - hour - minute, 'not-yet-valid'],
    ['at its end', noon - hour + 90 * day, 'expired'],
    ['by a clock without a number', NaN, 'expired'],
  ] as const) {
    it(`is ${proof} ${what}`, async () => {
      const verification = await verifyPass(await printed(), at(now));
      expect(verification).to.deep.include({ proof, person: null });
    });
  }

  it('is forged by an issuer that nobody named, or a key of another', async () => {
    expect((await verifyPass(await printed({ issuer: 8 }), at(noon))).proof).to.equal('forged');
    const body = encodePaperBody(fields);
    const text = paperPassText(body, await sign(district.siteCodeKey.pair.privateKey, issuerMessage(body)));
    expect((await verifyPass(text, at(noon))).proof).to.equal('forged');
  });

  it('leaves a phone’s pass to its own reader', async () => {
    const verification = await verifyPass(await shown(await district.person()), {
      ...at(noon),
      used: () => false,
    });
    expect(verification).to.deep.include({ proof: 'proved', kind: 'pass' });
  });

  it('is not proved with any one bit changed', async () => {
    const bytes = fromBase45((await printed()).slice(3));
    for (let bit = 0; bit < bytes.length * 8; bit += rounds(7, 1)) {
      const changed = bytes.slice();
      changed[bit >> 3]! ^= 1 << (bit & 7);
      const { proof } = await verifyPass(`H1:${base45(changed)}`, at(noon));
      expect(proof, `bit ${bit & 7} of byte ${bit >> 3}`).to.not.equal('proved');
    }
  });
});
