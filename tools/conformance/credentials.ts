// Credential cases through the gate: as they are verified there, counted as one person's, decided by the standard policy.
import { foreignVerification } from '../../src/credentials/foreign/foreign-status.ts';
import { showPass } from '../../src/credentials/pass/holder.ts';
import { importIssuers } from '../../src/credentials/pass/health-pass-verifier.ts';
import { cardPrefix } from '../../src/credentials/smart-health-card/numeric.ts';
import { Stop } from '../../src/credentials/shown/stop.ts';
import { askForeign, type PresentedContext } from '../../src/credentials/shown/verify.ts';
import type { Together } from '../../src/domain/credential/combine.ts';
import { gatherFacts } from '../../src/domain/policy/facts.ts';
import { decide } from '../../src/domain/policy/policy.ts';
import { standardPolicy } from '../../src/domain/policy/standard-policy.ts';
import {
  charted,
  hour,
  minute,
  noon,
  testDistrict,
  type TestDistrict,
} from '../../tests/support/district.ts';
import { reasonOf } from '../plain-error.ts';
import type { BrokenCase, CredentialCase, Expectation, OwnPass } from './credential-cases.ts';
import type { Judged } from './report.ts';

/** What the gate found, by the names of what a case can demand. */
interface Found {
  refused: boolean;
  lastResult: string;
  mostDoses: number;
  name: string | null;
  outcome: string;
  /** Of the credential, for the terminal. */
  reasons: readonly string[];
}

/** Judges cases one after the other. Whatever a case does, it is only ever itself judged wrong. */
export async function judgeCredentials(cases: readonly (CredentialCase | BrokenCase)[]): Promise<Judged[]> {
  const district = await testDistrict();
  const judged: Judged[] = [];
  for (const one of cases) {
    const { id } = one;
    if ('fault' in one) {
      judged.push({ name: id, passed: false, why: `it is no case: ${one.fault}` });
      continue;
    }
    try {
      const found = await find(one, district);
      const missed = missedOf(found, one.expect);
      const why = `found ${JSON.stringify(found)}, expected ${JSON.stringify(one.expect)} (${missed.join(', ')})`;
      judged.push({ name: id, passed: missed.length === 0, why });
    } catch (error) {
      judged.push({ name: id, passed: false, why: `it could not be run: ${reasonOf(error)}` });
    }
  }
  return judged;
}

function missedOf(found: Found, expect: Expectation): string[] {
  const held: Record<keyof Expectation, () => boolean> = {
    refused: () => found.refused === expect.refused,
    lastResult: () => expect.lastResult!.includes(found.lastResult),
    mostDoses: () => found.mostDoses <= expect.mostDoses!,
    name: () => found.name === expect.name,
    outcome: () => expect.outcome!.includes(found.outcome),
  };
  return (Object.keys(expect) as (keyof Expectation)[]).filter((name) => !held[name]());
}

async function find(one: CredentialCase, district: TestDistrict): Promise<Found> {
  const { now } = one;
  const context: PresentedContext = {
    now,
    window: standardPolicy(1).showing,
    issuers: await importIssuers([
      { ...charted(district.issuer), notBefore: 0, notAfter: Number.MAX_SAFE_INTEGER },
    ]),
    trust: one.trust,
    used: () => false,
  };
  const stop = new Stop();
  const credentials = credentialsOf(one.codes);
  if (one.ownPass) credentials.push([await passShown(one.ownPass, now, district)]);
  let together: Together | null = null;
  for (const codes of credentials) {
    // "This person has another proof": the guard says so of whatever was answered last.
    if (together) stop.begin(together.verification, now);
    together = await stop.verify(codes, context);
  }
  const { verification } = together!;
  const foreign = await askForeign(credentials[0]!, context);
  return {
    refused: verification.proof !== 'proved',
    lastResult: verification.status?.lastResult ?? 'none',
    mostDoses: verification.status?.doses ?? 0,
    name: foreign && foreignVerification(foreign, now).proof === 'proved' ? foreign.person!.name : null,
    outcome: outcomeOf(together!, one),
    reasons: [verification.proof, ...(foreign?.reasons ?? [])],
  };
}

function outcomeOf({ verification, mismatch, joined }: Together, { now, limits }: CredentialCase): string {
  const standard = standardPolicy(1);
  const facts = gatherFacts({
    verification,
    atGate: true,
    measuresTemperature: false,
    temperature: null,
    denied: false,
    mismatch,
    joined,
    dataAsOf: now,
    now,
  });
  const policy = { ...standard, limits: { ...standard.limits, ...limits } };
  return decide(policy, facts, { site: 1, category: 'shop', at: now }).outcome;
}

/** The credentials that codes make, in the order of showing: those of a card that is split over several go together. */
function credentialsOf(codes: readonly string[]): [string, ...string[]][] {
  const credentials: [string, ...string[]][] = [];
  for (const code of codes) {
    const total = partsOf(code);
    const open = credentials.findLast(
      (parts) => total > 1 && partsOf(parts[0]) === total && parts.length < total,
    );
    if (open && !open.includes(code)) open.push(code);
    else if (!open) credentials.push([code]);
  }
  return credentials;
}

/** Over how many codes a card is split that this one is a part of; 0 when it is none. */
function partsOf(code: string): number {
  return code.startsWith(cardPrefix) ? Number(/^shc:\/\d+\/(\d+)\//.exec(code)?.[1] ?? 0) : 0;
}

/** From when until when passes can be made (domain/pass/health-pass.ts), UTC ms, with a day to spare at both ends. */
const firstDay = Date.UTC(2024, 0, 2);
const lastDay = Date.UTC(2055, 10, 1);

/** What the phone of a person with such a pass shows. */
async function passShown(pass: OwnPass, now: number, district: TestDistrict): Promise<string> {
  // A clock without a number, or of another age than passes know, is the gate's: the phone's is another.
  const at = Math.floor((now >= firstDay && now <= lastDay ? now : noon) / 1000) * 1000;
  const notBefore = Math.floor((at - hour) / minute) * minute;
  const text = await showPass(await district.person({ ...pass, notBefore }), at);
  return text!;
}
