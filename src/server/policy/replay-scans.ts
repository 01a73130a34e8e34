import type { AskedVersion, ReplayAnswer, ReplayedScan, Said, ScanKey } from '../../domain/api/policy-api.ts';
import { readBundle } from '../../domain/bundle/bundle.ts';
import { emergencyCount, emergencyIn } from '../../domain/policy/emergency.ts';
import type { Facts } from '../../domain/policy/facts.ts';
import type { DecisionPlace } from '../../domain/policy/limits.ts';
import { recordedLanes } from '../../domain/policy/limits.ts';
import { lockedVerdict, wasLocked } from '../../domain/policy/lock.ts';
import { outcomes } from '../../domain/policy/outcome.ts';
import { decide, rememberedTruth, type Policy, type TruthOf } from '../../domain/policy/policy.ts';
import { unpackFacts } from '../../domain/policy/recorded-facts.ts';
import { maxReasonsInScan } from '../../domain/scan/scan.ts';
import { detailAt } from '../../domain/scan/sealed-record.ts';
import { Fault } from '../vm/fault.ts';
import type { App } from '../vm/vm.ts';
import { bundleOfVersion } from './bundle.ts';
import { openDraft } from './policy-drafts.ts';

/** What a version of the policy says of recorded scans. No pass and no person is read for it. */

/** @throws Fault 'not-found' when there is no such version */
export function policyOf(app: App, version: AskedVersion): Policy {
  if (version !== 'draft') {
    const published = bundleOfVersion(app, version);
    if (!published) throw new Fault('not-found', `Version ${version} was never published.`);
    return published.bundle.policy;
  }
  const draft = openDraft(app);
  if (!draft) throw new Fault('not-found', 'There is no draft.');
  return readBundle(draft.body).policy;
}

/** A scan as the day's table has it. */
export interface ScanRow extends ScanKey {
  outcome: number;
  /** JSON lists. */
  reasons: string;
  policy: number;
  /** The number of the day; 0 for none. */
  pass: number;
  facts: string;
}

export const columns = ['t', 'device', 'seq', 'outcome', 'reasons', 'policy', 'pass', 'facts'] as const;
export const selected = `t, device, seq, outcome, pass, detail->${detailAt.reasons} as reasons, policy, detail->${detailAt.facts} as facts`;

/** What a policy says of facts, and which of its reasons are given for a fact that is not known. */
export function ask(
  policy: Policy,
  facts: Facts,
  place: DecisionPlace,
  locked: boolean,
  truthOf?: TruthOf,
): { said: Said; unknown: string[] } {
  const decided = decide(policy, facts, place, truthOf);
  // The lock was an administrator's, under this policy as under any other: it is no difference between two of them.
  const { outcome, reasons } = locked ? lockedVerdict(decided) : decided;
  const kept = reasons.slice(0, maxReasonsInScan);
  return {
    said: { outcome, reasons: kept.map(({ rule }) => rule) },
    unknown: kept.filter(({ cause }) => cause === 'unknown').map(({ rule }) => rule),
  };
}

/** What this VM remembers of each policy's conditions, for as long as it holds the policy. */
const remembered = new WeakMap<Policy, TruthOf>();

function truthOf(policy: Policy): TruthOf {
  const known = remembered.get(policy) ?? rememberedTruth();
  remembered.set(policy, known);
  return known;
}

/** What was recorded, what its own version says of the facts, and what another says. */
export function replay(
  app: App,
  scans: ScanRow[],
  place: Omit<DecisionPlace, 'at'>,
  policy: Policy,
): ReplayedScan[] {
  const policies = new Map<number, Policy | null>();
  const recordedBy = (version: number): Policy | null => {
    if (!policies.has(version)) policies.set(version, bundleOfVersion(app, version)?.bundle.policy ?? null);
    return policies.get(version)!;
  };
  return scans.map(({ facts: packed, outcome, reasons, pass, ...scan }) => {
    const facts = unpackFacts(JSON.parse(packed));
    const then = recordedBy(scan.policy);
    const recorded: Said = {
      outcome: outcomes[outcome] ?? 'attend',
      reasons: JSON.parse(reasons) as string[],
    };
    const here = { ...place, at: scan.t, lanes: recordedLanes(recorded.reasons) };
    const locked = wasLocked(recorded.reasons);
    const byThen = facts && then ? ask(then, facts, here, locked, truthOf(then)) : null;
    // Asked for the version that decided, it says the same once more.
    const now = then === policy ? byThen : facts ? ask(policy, facts, here, locked, truthOf(policy)) : null;
    const emergency = emergencyIn({
      ...recorded,
      pass: pass === 0 ? null : '',
      ...(facts && { facts }),
    });
    const unknown = { byThen: byThen?.unknown ?? [], now: now?.unknown ?? [] };
    return {
      ...scan,
      recorded,
      byThen: byThen?.said ?? null,
      now: now?.said ?? null,
      ...(unknown.byThen.length + unknown.now.length > 0 && { unknown }),
      ...(emergency && { emergency }),
    };
  });
}

export function countsOf(scans: readonly ReplayedScan[]): ReplayAnswer['counts'] {
  const counts: ReplayAnswer['counts'] = {
    scans: scans.length,
    emergencies: 0,
    withoutFacts: 0,
    changed: [],
    otherReasons: 0,
  };
  for (const { recorded, now, emergency } of scans) {
    if (emergency) counts.emergencies += emergencyCount(emergency);
    else if (!now) counts.withoutFacts += 1;
    else if (now.outcome === recorded.outcome) {
      if (now.reasons.join(' ') !== recorded.reasons.join(' ')) counts.otherReasons += 1;
    } else {
      const same = counts.changed.find(({ from, to }) => from === recorded.outcome && to === now.outcome);
      if (same) same.scans += 1;
      else counts.changed.push({ from: recorded.outcome, to: now.outcome, scans: 1 });
    }
  }
  return counts;
}
