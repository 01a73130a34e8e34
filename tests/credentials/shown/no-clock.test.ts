import { expect } from '@open-wc/testing';
import { BundleRefused, verifyBundle } from '../../../src/credentials/signed/bundle-verifier.ts';
import { importIssuers } from '../../../src/credentials/pass/health-pass-verifier.ts';
import { showPass } from '../../../src/credentials/pass/holder.ts';
import { ChunkCollector } from '../../../src/credentials/smart-health-card/chunks.ts';
import { Stop } from '../../../src/credentials/shown/stop.ts';
import type { PresentedContext } from '../../../src/credentials/shown/verify.ts';
import { verifyShown } from '../../support/verify-shown.ts';
import { decodeSentryCode } from '../../../src/domain/pass/challenge.ts';
import { inForce } from '../../../src/domain/bundle/charter.ts';
import { ageHours, gatherFacts } from '../../../src/domain/policy/facts.ts';
import { encodePaperBody, paperPassText } from '../../../src/domain/pass/paper-pass.ts';
import { issuerMessage } from '../../../src/domain/pass/health-pass.ts';
import { sign } from '../../../src/credentials/bytes/p256.ts';
import { decide, type Policy } from '../../../src/domain/policy/policy.ts';
import { standardPolicy } from '../../../src/domain/policy/standard-policy.ts';
import { measure } from '../../../src/domain/scan/temperature.ts';
import { keyStanding } from '../../../src/domain/credential/trust-list.ts';
import { Challenges } from '../../../src/sentry/stop/challenges.ts';
import { SplitCard } from '../../../src/sentry/shown/split-card.ts';
import { charted, day, hour, noon, shown, testDistrict, type TestDistrict } from '../../support/district.ts';
import { makeHcert, testSigner, trusting } from '../hcert/make-hcert.ts';
import {
  cardIssuer,
  numeric,
  numericChunks,
  signCard,
  trustingCards,
} from '../smart-health-card/make-card.ts';

/** Clocks that give no number. Every comparison with NaN is false: asked the wrong way round, it lets everything pass. */
const noClocks = [NaN, Infinity, undefined as unknown as number, 'noon' as unknown as number];

describe('a clock that gives no number', () => {
  let district: TestDistrict;
  let context: (now: number) => PresentedContext;
  const texts = new Map<string, string>();
  let card: string;

  before(async () => {
    const [made, signer, issuer] = await Promise.all([testDistrict(), testSigner(), cardIssuer()]);
    district = made;
    card = await signCard(issuer);
    const issuers = await importIssuers([charted(district.issuer)]);
    const trust = {
      ...trusting(signer),
      entries: [...trusting(signer).entries, ...trustingCards(issuer).entries],
    };
    context = (now) => ({
      now,
      window: standardPolicy(1).showing,
      issuers,
      trust,
      used: () => false,
    });
    const paper = encodePaperBody({
      issuer: 7,
      notBefore: noon - hour,
      lifetimeHours: 2160,
      passId: new Uint8Array(8),
      maskedName: '张*三',
      idHash: new Uint8Array(2),
    });
    texts.set('a pass', await shown(await district.person()));
    texts.set(
      'a pass on paper',
      paperPassText(paper, await sign(district.issuer.pair.privateKey, issuerMessage(paper))),
    );
    texts.set('a health certificate', await makeHcert(signer));
    texts.set('a SMART Health Card', numeric(card));
  });

  it('proves no pass and no credential, and makes none', async () => {
    for (const [what, text] of texts) {
      expect((await verifyShown(text, context(noon))).proof, `${what} at noon`).to.equal('proved');
      for (const now of noClocks) {
        const found = await verifyShown(text, context(now));
        expect(found.proof, `${what} at ${now}`).not.to.equal('proved');
        expect([found.person, found.status], what).to.deep.equal([null, null]);
      }
    }
    for (const now of noClocks)
      expect(await showPass(await district.person(), now), String(now)).to.equal(null);
  });

  it('takes no showing for live by a window that gives no number', async () => {
    for (const window of [
      { pastSeconds: NaN, futureSeconds: 30 },
      { pastSeconds: 90, futureSeconds: NaN },
    ]) {
      const found = await verifyShown(texts.get('a pass')!, { ...context(noon), window });
      expect(found.proof).not.to.equal('proved');
    }
  });

  it('joins nothing with what was shown before', async () => {
    for (const now of noClocks) {
      const stop = new Stop();
      const first = await stop.verify([texts.get('a pass')!], context(noon));
      expect(stop.begin(first.verification, now)).to.equal(null);
      expect(stop.waiting(now)).to.equal(null);
    }
  });

  it('takes no bundle, and puts no key in force', async () => {
    const signed = await district.publish();
    const held = { charter: 0, bundle: 0 };
    for (const now of noClocks) {
      const taken = await verifyBundle(signed, district.root.publicKey, held, now).catch(
        (fault: unknown) => fault,
      );
      expect(taken, String(now)).to.be.instanceOf(BundleRefused);
      const key = { notBefore: noon - day, notAfter: noon + day, suspended: false };
      expect(keyStanding(key, now), String(now)).not.to.equal('in-force');
      expect(inForce(key, now), String(now)).to.equal(false);
    }
  });

  it('knows no age, and no temperature', () => {
    for (const now of noClocks) {
      expect(ageHours(now, noon), String(now)).to.equal(null);
      expect(ageHours(noon, now), String(now)).to.equal(null);
      const reading = { surface: 3484, ambient: 2500, at: noon };
      expect(measure([reading], now, 1000), String(now)).to.equal(null);
      expect(measure([{ ...reading, at: now }], noon, 1000), String(now)).to.equal(null);
    }
  });

  it('admits nobody by any policy', async () => {
    const verification = await verifyShown(texts.get('a pass')!, context(noon));
    const open: Policy = {
      ...standardPolicy(1),
      // Its opposite holds of a number that is none.
      rules: [{ ...standardPolicy(1).rules[0]!, logic: { '!': [{ '>': [{ var: 'sampleAgeHours' }, 72] }] } }],
    };
    for (const policy of [standardPolicy(1), open]) {
      const facts = (now: number) =>
        gatherFacts({
          verification,
          atGate: true,
          measuresTemperature: false,
          temperature: null,
          denied: false,
          mismatch: false,
          dataAsOf: noon,
          now,
        });
      const at = (now: number) => decide(policy, facts(now), { site: 1, category: 'shop', at: now });
      expect(at(noon).outcome).to.equal('admit');
      for (const now of noClocks) expect(at(now).outcome, String(now)).not.to.equal('admit');
      const nowhen = decide(policy, facts(noon), { site: 1, category: 'shop', at: NaN });
      expect(nowhen.reasons.map(({ rule }) => rule)).to.deep.equal(['floor.no-clock']);
      const noNumber = { ...facts(noon), sampleAgeHours: NaN };
      expect(decide(policy, noNumber, { site: 1, category: 'shop', at: noon }).outcome).to.equal('attend');
    }
  });

  it('takes no answer to a code, and keeps no parts of a card', () => {
    let now = 0;
    const challenges = new Challenges({ site: 1, device: 1 }, () => now);
    const { challenge } = decodeSentryCode(challenges.text());
    expect(challenges.knows(challenge)).to.equal(true);
    now = NaN;
    expect(challenges.knows(challenge)).to.equal(false);
    const [first, second, third] = numericChunks(card, 3) as [string, string, string];
    const collector = new ChunkCollector();
    collector.add(first, noon);
    collector.add(second, NaN);
    expect(collector.add(third, NaN)).to.deep.equal({ have: 1, total: 3 });
    const split = new SplitCard();
    split.take(first, noon);
    expect(split.take(second, NaN)).to.deep.equal({ have: 1, total: 3 });
  });
});
