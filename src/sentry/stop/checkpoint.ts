import { canBeCompleted, Stop, type SecondProof } from '../../credentials/shown/stop.ts';
import type { SentryPlace } from '../../domain/api/gate/sentry-api.ts';
import { base64url } from '../../domain/bytes/bytes.ts';
import type { Joined, Together } from '../../domain/credential/combine.ts';
import { gatherFacts, type Facts } from '../../domain/policy/facts.ts';
import { besideMs, cardBesideId } from '../../domain/policy/card-beside.ts';
import { limitsAt, type Limits } from '../../domain/policy/limits.ts';
import { drillReasons } from '../../domain/policy/drill.ts';
import { decide, type Policy, type Verdict } from '../../domain/policy/policy.ts';
import { standardLimits } from '../../domain/policy/standard-policy.ts';
import { maxReasonsInScan, type Scan } from '../../domain/scan/scan.ts';
import { isTooLow, needsSecond, twiceMeasured } from '../../domain/scan/second-measurement.ts';
import type { MeasuredTemperature } from '../../domain/scan/temperature.ts';
import { emptyTrustList } from '../../domain/credential/trust-list.ts';
import type {
  CityCode,
  LaidDocument,
  Presentation,
  Verification,
} from '../../domain/credential/verification.ts';
import type { BundleKeeper } from '../../store/district/bundle-keeper.ts';
import type { RosterSeen } from '../../store/district/roster-keeper.ts';
import type { DeviceClock } from '../../store/device/device-clock.ts';
import type { ScanQueue } from '../../store/records/scan-queue.ts';
import type { Challenges } from './challenges.ts';
import type { Identifier } from '../shown/identifier.ts';
import { lockedVerdict } from '../../domain/policy/lock.ts';

/** Everything that happened at one stop of one person. */
export interface Passage {
  verification: Verification;
  /** True when what was shown as somebody's other proof names another person; null when that cannot be told. */
  mismatch: boolean | null;
  /** What facts of several proofs were joined by. */
  joined: Joined;
  /** Why it was not counted as the other proof that was waited for; left out where none was, or where it was. */
  apart?: 'different' | 'unknown';
  temperature: MeasuredTemperature | null;
  verdict: Verdict;
  /** As stored on this device. */
  scan: Scan;
  at: number;
  /** When the server last gave signed statement, UTC ms: how old all this sentry knows is. Null when it never did. */
  dataAsOf: number | null;
  /** True where the staff practise: what is shown is no verdict on anybody. */
  drill?: boolean;
  /** What the site's roster says of the person: shown, and no part of the verdict. Null where the site keeps none. */
  roster?: RosterSeen | null;
}

interface Options {
  place: SentryPlace;
  clock: DeviceClock;
  bundles: BundleKeeper;
  queue: ScanQueue;
  /** The temperature of the person before the gate, when one can be had; null when not. */
  temperature: (windowMs: number) => Promise<MeasuredTemperature | null>;
  /** Measures the same person once more; where it is left out, nobody is measured twice without being asked. */
  secondTemperature?: (
    first: MeasuredTemperature | null,
    isEnough: (found: MeasuredTemperature) => boolean,
  ) => Promise<MeasuredTemperature | null>;
  /** Whether a pass is on the deny list; null when there is no list. */
  denied: (passId: string) => boolean | null;
  /** What the site's roster says of a pass (null: of another proof); nothing when left out. */
  roster?: (passId: string | null) => RosterSeen | null;
  /** What staff say of who comes now: which way, and with whom. */
  circumstances?: () => Pick<Scan, 'direction' | 'group'>;
  /** Whose a document is. */
  identifier: Pick<Identifier, 'verify' | 'verifyCode'>;
  /** True while an administrator has locked the sentry; never when left out. */
  locked?: () => boolean;
  /** What this sentry asks phones to sign; without it no answer to a code is taken. */
  challenges?: Challenges;
  /** True while the staff practise: nothing of a person is recorded; never when left out. */
  drill?: () => boolean;
  /** How many sentries the site has; one when left out. */
  lanes?: () => number;
  /** 8 hexadecimal characters, made at this start of the page. */
  boot: string;
}

/**
 * Whether another proof of this person can change the verdict: it is a guard's to give, what was shown is proved, and more
 * than the temperature, and that the ID card is still to be laid down, speaks against admission.
 */
export function offersSecondProof({ verification, verdict }: Passage): boolean {
  const { outcome, reasons } = verdict;
  return (
    outcome === 'attend' &&
    canBeCompleted(verification) &&
    !reasons.every(({ rule }) => rule.startsWith('temperature.') || rule === cardBesideId)
  );
}

/** Without a bundle nothing can be decided: a policy without rules admits nobody. */
const noPolicy: Policy = {
  version: 0,
  showing: { pastSeconds: 90, futureSeconds: 30 },
  temperatureWindowMs: 1000,
  limits: standardLimits,
  overrides: [],
  rules: [],
};

/**
 * The one way a person takes through a sentry: what was shown is verified, the temperature taken, the policy asked, the
 * scan stored. The verdict is known to nobody before the scan is on the disk. No network is needed for any of it.
 */
export class Checkpoint {
  readonly #options: Options;
  readonly #stop = new Stop();
  /** The pass that was shown last, where the policy asks for its person's document beside it. */
  #beside: { verification: Verification; at: number } | null = null;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Rejects only when the scan cannot be stored: then nobody may be released. */
  async pass(presentation: Presentation): Promise<Passage> {
    const { bundles, place, queue, challenges } = this.#options;
    const inUse = bundles.current();
    const policy = inUse?.bundle.policy ?? noPolicy;
    if (presentation.kind !== 'qr') return this.#passAsked(presentation, policy);
    const [together, temperature] = await Promise.all([
      this.#stop.verify([presentation.text, ...(presentation.otherCodes ?? [])], {
        now: presentation.at,
        window: policy.showing,
        issuers: inUse?.issuers ?? new Map(),
        trust: inUse?.bundle.trust ?? emptyTrustList,
        used: (replayKey) => queue.wasUsed(replayKey),
        ...(challenges && {
          audience: {
            site: place.site,
            device: place.device,
            knows: (challenge: Uint8Array) => challenges.knows(challenge),
          },
        }),
      }),
      place.measuresTemperature ? this.#options.temperature(policy.temperatureWindowMs) : null,
    ]);
    const { verification } = together;
    const isLive = verification.proof === 'proved' && verification.kind === 'pass';
    this.#beside = isLive && this.#limits(policy).cardBeside ? { verification, at: presentation.at } : null;
    // Four bytes of second and length go before the challenge in a showing.
    if (verification.challenged) challenges?.spend(verification.showing!.slice(4, 8));
    return this.#decide(together, temperature, presentation.at);
  }

  /** What the server is asked about. */
  async #passAsked(shown: LaidDocument | CityCode, policy: Policy): Promise<Passage> {
    const { at } = shown;
    const { place, identifier } = this.#options;
    // Whoever is asked about is a person of their own.
    this.#stop.end();
    const pass = shown.kind === 'document' ? this.#passBeside(at) : null;
    this.#beside = null;
    const [{ verification: found, beside, roster = null }, temperature] = await Promise.all([
      shown.kind === 'document'
        ? identifier.verify(shown.document, at, pass?.person?.passId ?? null)
        : identifier.verifyCode(shown.text).then((found) => ({ ...found, beside: null, roster: null })),
      place.measuresTemperature ? this.#options.temperature(policy.temperatureWindowMs) : null,
    ]);
    // From the device's own disk, where the policy asks for both.
    const { verification, mismatch } = pass
      ? (await import('../shown/beside-document.ts')).besideDocument(found, pass, beside)
      : { verification: found, mismatch: false };
    const together = { verification, mismatch, joined: 'none' as const };
    return this.#decide(
      together,
      temperature,
      at,
      shown.kind === 'document' ? { number: shown.document.number, roster } : undefined,
    );
  }

  /** The pass whose person's document is waited for. */
  #passBeside(at: number): Verification | null {
    const shown = this.#beside;
    // Asked this way round, a clock that was set keeps nobody.
    return shown && at >= shown.at && at < shown.at + besideMs ? shown.verification : null;
  }

  /** What holds here and now. */
  #limits(policy: Policy): Limits {
    const { site, category } = this.#options.place;
    const at = this.#options.clock.now();
    return limitsAt(policy.limits, policy.overrides, {
      site,
      category,
      at,
      lanes: this.#options.lanes?.() ?? 1,
    });
  }

  /** Forgets whose time is over, though nobody came since. */
  forget(): void {
    this.#stop.forget(this.#options.clock.now());
  }

  /**
   * The guard says that this person has another proof: the next one that can be theirs is counted together with it.
   * @returns null when this passage is not the last one, or is over
   */
  beginSecondProof({ verification }: Passage): SecondProof | null {
    return this.#stop.begin(verification, this.#options.clock.now());
  }

  /** The second proof that is waited for; null while none is. */
  get secondProof(): SecondProof | null {
    return this.#stop.waiting(this.#options.clock.now());
  }

  /** Waits for no other proof, and forgets whose it was: there is none, or the person has left. */
  endSecondProof(): void {
    this.#stop.end();
  }

  /** The code to show for phones to answer; null while the policy asks for none here. */
  sentryCode(): string | null {
    const { bundles, challenges } = this.#options;
    const policy = bundles.current()?.bundle.policy;
    if (!policy || !challenges) return null;
    return this.#limits(policy).strict ? challenges.text() : null;
  }

  /** Measures the person of a passage once more and decides once more; it is a scan of its own. */
  async again(passage: Passage): Promise<Passage> {
    const policy = this.#options.bundles.current()?.bundle.policy ?? noPolicy;
    this.#stop.renew(passage.verification, this.#options.clock.now());
    const temperature = await this.#options.temperature(policy.temperatureWindowMs);
    const { verification, scan, roster = null } = passage;
    const isDocument = verification.kind === 'id-card' || verification.kind === 'travel-document';
    const laid = isDocument ? { number: scan.document, roster } : undefined;
    return this.#decide(passage, temperature, this.#options.clock.now(), laid);
  }

  /** What the policy says of what is known. */
  #judge(
    { verification, mismatch, joined }: Together,
    temperature: MeasuredTemperature | null,
    at: number,
  ): { facts: Facts; verdict: Verdict } {
    const { bundles, clock, place } = this.#options;
    const policy = bundles.current()?.bundle.policy ?? noPolicy;
    const { person } = verification;
    const facts: Facts = gatherFacts({
      verification,
      atGate: true,
      measuresTemperature: place.measuresTemperature,
      temperature,
      denied: person?.passId ? this.#options.denied(person.passId) : null,
      mismatch,
      joined,
      // Without a time nothing has an age: an unknown one never admits.
      dataAsOf: clock.isLost ? null : bundles.dataAsOf,
      now: at,
    });
    const decided = decide(policy, facts, {
      site: place.site,
      category: place.category,
      at,
      lanes: this.#options.lanes?.() ?? 1,
    });
    return { facts, verdict: this.#options.locked?.() ? lockedVerdict(decided) : decided };
  }

  /**
   * Whether it is the temperature alone that the verdict hangs on, and it is one to be measured once more. Whoever is not admitted for
   * something else is not kept waiting.
   */
  #hangsOnSecond(first: MeasuredTemperature | null, { reasons }: Verdict): boolean {
    const { bundles, place } = this.#options;
    const policy = bundles.current()?.bundle.policy;
    if (!policy || !place.measuresTemperature || !needsSecond(first, this.#limits(policy))) return false;
    return reasons.every(({ rule }) => rule.startsWith('temperature.'));
  }

  async #decide(
    together: Together,
    first: MeasuredTemperature | null,
    at: number,
    laid?: { number: string | undefined; roster: RosterSeen | null },
  ): Promise<Passage> {
    const { bundles, clock, place, queue, boot, secondTemperature } = this.#options;
    const { verification, mismatch, joined, apart } = together;
    const { person } = verification;
    let temperature = first;
    let { facts, verdict } = this.#judge(together, temperature, at);
    if (secondTemperature && this.#hangsOnSecond(first, verdict)) {
      const limits = this.#limits(bundles.current()!.bundle.policy);
      temperature = twiceMeasured(first, await secondTemperature(first, (found) => !isTooLow(found, limits)));
      ({ facts, verdict } = this.#judge(together, temperature, at));
    }
    const { dataAsOf } = bundles;
    const proved = verification.proof === 'proved';
    const drill = this.#options.drill?.() ?? false;
    const when = { t: at, site: place.site, zone: place.zone, device: place.device, boot };
    const record: Omit<Scan, 'seq'> = drill
      ? {
          ...when,
          pass: null,
          outcome: 'attend',
          reasons: drillReasons(verdict.outcome),
          body: null,
          surface: null,
          ambient: null,
          policy: verdict.policyVersion,
          showing: null,
          mono: Math.round(performance.now()),
        }
      : {
          ...when,
          pass: verification.person?.passId ?? null,
          outcome: verdict.outcome,
          reasons: verdict.reasons.slice(0, maxReasonsInScan).map((reason) => reason.rule),
          body: temperature?.body ?? null,
          surface: temperature?.surface ?? null,
          ambient: temperature?.ambient ?? null,
          ...(temperature && {
            measurement: {
              distance: temperature.distance,
              formula: temperature.formula,
              uncertainty: temperature.uncertainty,
              doubt: temperature.doubt,
              ...(temperature.first && { first: temperature.first }),
            },
          }),
          policy: verdict.policyVersion,
          showing: verification.showing ? base64url(verification.showing) : null,
          mono: Math.round(performance.now()),
          facts,
          ...this.#options.circumstances?.(),
          // What the server found needs no number: the pass that it named leads to the person.
          ...(laid?.number !== undefined && !verification.person?.passId && { document: laid.number }),
        };
    // What is shown in a drill is not used up by it.
    const scan = await queue.add(record, proved && !drill ? verification.replayKey : null);
    clock.raise(at);
    if (verdict.outcome === 'admit') this.#stop.end();
    return {
      verification,
      mismatch,
      joined,
      ...(apart && { apart }),
      temperature,
      verdict,
      scan,
      at,
      dataAsOf,
      ...(drill && { drill }),
      roster: laid ? laid.roster : proved ? (this.#options.roster?.(person?.passId ?? null) ?? null) : null,
    };
  }
}
