// Runs in the browser: verifies credentials as the gate does and decides by the standard policy, and notes how long each took.
import { createHolderKey, holderPoint, showPass } from '../../src/credentials/pass/holder.ts';
import { importIssuers } from '../../src/credentials/pass/health-pass-verifier.ts';
import { sign } from '../../src/credentials/bytes/p256.ts';
import { Stop } from '../../src/credentials/shown/stop.ts';
import type { PresentedContext } from '../../src/credentials/shown/verify.ts';
import { base64url } from '../../src/domain/bytes/bytes.ts';
import { gatherFacts } from '../../src/domain/policy/facts.ts';
import { encodePassBody, issuerMessage } from '../../src/domain/pass/health-pass.ts';
import type { Outcome } from '../../src/domain/policy/outcome.ts';
import { decide } from '../../src/domain/policy/policy.ts';
import { standardPolicy } from '../../src/domain/policy/standard-policy.ts';
import { day, hour, makeHcert, noon, testSigner, trusting } from '../credentials/hcert/make-hcert.ts';
import { cardIssuer, numeric, signCard, trustingCards } from '../credentials/smart-health-card/make-card.ts';

/** ms of each verification and decision. */
export interface Measured {
  pass: number[];
  hc1: number[];
  shc: number[];
}

/** Not measured: the first ones import keys and warm the compiler up, once in a sentry's day. */
const warmUp = 30;
const policy = standardPolicy(1);

async function passes(count: number): Promise<{ texts: string[]; issuers: PresentedContext['issuers'] }> {
  const issuer = await createHolderKey();
  const point = base64url(await holderPoint(issuer));
  const issuers = await importIssuers([{ id: 7, point, notBefore: 0, notAfter: noon + day }]);
  const texts: string[] = [];
  for (let made = 0; made < count; made++) {
    const holder = await createHolderKey();
    const own = await holderPoint(holder);
    const fields = {
      issuer: 7,
      notBefore: noon - hour,
      lifetimeMinutes: 1440,
      passId: crypto.getRandomValues(new Uint8Array(8)),
      colour: 'green' as const,
      lastResult: 'negative' as const,
      sampleTime: noon - 10 * hour,
      doses: 3,
      lastDose: Date.UTC(2026, 0, 15),
      maskedName: '张*三',
      holderX: own.slice(1, 33),
      holderYOdd: (own[64]! & 1) === 1,
    };
    const body = encodePassBody(fields);
    const signature = await sign(issuer.privateKey, issuerMessage(body));
    const text = await showPass({ pass: { body, signature }, fields, privateKey: holder.privateKey }, noon);
    texts.push(text!);
  }
  return { texts, issuers };
}

async function timed(texts: string[], context: PresentedContext, expected: Outcome): Promise<number[]> {
  const each: number[] = [];
  for (const text of texts) {
    const stop = new Stop();
    const start = performance.now();
    const { verification, mismatch, joined } = await stop.verify([text], context);
    const facts = gatherFacts({
      verification,
      atGate: true,
      measuresTemperature: true,
      temperature: { body: 3680, doubt: null },
      denied: verification.person?.passId ? false : null,
      mismatch,
      joined,
      dataAsOf: noon,
      now: noon,
    });
    const { outcome } = decide(policy, facts, { site: 12, category: 'mall', at: noon });
    each.push(performance.now() - start);
    if (verification.proof !== 'proved' || outcome !== expected)
      throw new Error(`A good credential was ${verification.proof}, and the verdict ${outcome}.`);
  }
  return each.slice(warmUp);
}

/** @param runs how many of each are measured, every one another credential */
async function measure(runs: number): Promise<Measured> {
  const count = runs + warmUp;
  const [own, signer, cards] = await Promise.all([passes(count), testSigner(), cardIssuer()]);
  const trust = {
    entries: [...trusting(signer).entries, ...trustingCards(cards).entries],
    revocations: [],
  };
  const context: PresentedContext = {
    now: noon,
    window: policy.showing,
    issuers: own.issuers,
    trust,
    used: () => false,
  };
  const many = (make: () => Promise<string>): Promise<string[]> =>
    Promise.all(Array.from({ length: count }, make));
  const certificates = await many(() => makeHcert(signer));
  const healthCards = await many(async () => numeric(await signCard(cards)));
  return {
    pass: await timed(own.texts, context, 'admit'),
    // A foreign credential alone does not prove its bearer.
    hc1: await timed(certificates, context, 'attend'),
    shc: await timed(healthCards, context, 'attend'),
  };
}

Object.assign(globalThis, { measure });
