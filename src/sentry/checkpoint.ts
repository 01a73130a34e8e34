import { Stop } from '../credentials/verify.ts';
import type { SentryPlace } from '../domain/sentry-api.ts';
import { base64url } from '../domain/bytes.ts';
import type { Joined, Together } from '../domain/combine.ts';
import { gatherFacts, type Facts } from '../domain/facts.ts';
import { limitsAt } from '../domain/limits.ts';
import { decide, type Policy, type Verdict } from '../domain/policy.ts';
import { standardLimits } from '../domain/standard-policy.ts';
import { maxReasonsInScan, type Scan } from '../domain/scan.ts';
import type { MeasuredTemperature } from '../domain/temperature.ts';
import { emptyTrustList } from '../domain/trust-list.ts';
import type { Presentation, Verification } from '../domain/verification.ts';
import type { BundleKeeper } from '../store/bundle-keeper.ts';
import type { DeviceClock } from '../store/device-clock.ts';
import type { ScanQueue } from '../store/scan-queue.ts';
import type { Challenges } from './challenges.ts';
import { lockedVerdict } from './lock.ts';

/** Everything that happened at one stop of one person. */
export interface Passage {
  verification: Verification;
  /** True when the proofs shown at this stop name different persons; null when that cannot be told. */
  mismatch: boolean | null;
  /** What facts of several proofs were joined by. */
  joined: Joined;
  temperature: MeasuredTemperature | null;
  verdict: Verdict;
  /** As stored on this device. */
  scan: Scan;
  at: number;
  /** When the server last gave signed word, UTC ms: how old all this sentry knows is. Null when it never did. */
  dataAsOf: number | null;
}

interface Options {
  place: SentryPlace;
  clock: DeviceClock;
  bundles: BundleKeeper;
  queue: ScanQueue;
  /** The temperature of the person before the gate, when one can be had; null when not. */
  temperature: (windowMs: number) => Promise<MeasuredTemperature | null>;
  /** Whether a pass is on the deny list; null when there is no list. */
  denied: (passId: string) => boolean | null;
  /** True while an administrator has locked the sentry; never when left out. */
  locked?: () => boolean;
  /** What this sentry asks phones to sign; without it no answer to a code is taken. */
  challenges?: Challenges;
  /** 8 hexadecimal characters, made at this start of the page. */
  boot: string;
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

  constructor(options: Options) {
    this.#options = options;
  }

  /** Rejects only when the scan cannot be stored: then nobody may be released. */
  async pass(presentation: Presentation): Promise<Passage> {
    const { bundles, place, queue, challenges } = this.#options;
    const inUse = bundles.current();
    const policy = inUse?.bundle.policy ?? noPolicy;
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
    // Four bytes of second and length go before the challenge in a showing.
    if (verification.challenged) challenges?.spend(verification.showing!.slice(4, 8));
    return this.#decide(together, temperature, presentation.at);
  }

  /** Forgets what was shown more than a minute ago, though nobody came since. */
  forget(): void {
    this.#stop.forget(this.#options.clock.now());
  }

  /** The code to show for phones to answer; null while the policy asks for none here. */
  sentryCode(): string | null {
    const { bundles, clock, place, challenges } = this.#options;
    const policy = bundles.current()?.bundle.policy;
    if (!policy || !challenges) return null;
    const { site, category } = place;
    const { strict } = limitsAt(policy.limits, policy.overrides, { site, category, at: clock.now() });
    return strict ? challenges.text() : null;
  }

  /** Measures the person of a passage once more and decides once more; it is a scan of its own. */
  async again(passage: Passage): Promise<Passage> {
    const policy = this.#options.bundles.current()?.bundle.policy ?? noPolicy;
    const temperature = await this.#options.temperature(policy.temperatureWindowMs);
    return this.#decide(passage, temperature, this.#options.clock.now());
  }

  async #decide(
    { verification, mismatch, joined }: Together,
    temperature: MeasuredTemperature | null,
    at: number,
  ): Promise<Passage> {
    const { bundles, clock, place, queue, boot } = this.#options;
    const policy = bundles.current()?.bundle.policy ?? noPolicy;
    const { dataAsOf } = bundles;
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
      dataAsOf: clock.isLost ? null : dataAsOf,
      now: at,
    });
    const decided = decide(policy, facts, { site: place.site, category: place.category, at });
    const verdict = this.#options.locked?.() ? lockedVerdict(decided) : decided;
    const proved = verification.proof === 'proved';
    const scan = await queue.add(
      {
        t: at,
        site: place.site,
        zone: place.zone,
        device: place.device,
        pass: verification.person?.passId ?? null,
        outcome: verdict.outcome,
        reasons: verdict.reasons.slice(0, maxReasonsInScan).map((reason) => reason.rule),
        body: temperature?.body ?? null,
        surface: temperature?.surface ?? null,
        ambient: temperature?.ambient ?? null,
        policy: verdict.policyVersion,
        showing: verification.showing ? base64url(verification.showing) : null,
        boot,
        mono: Math.round(performance.now()),
        facts,
      },
      proved ? verification.replayKey : null,
    );
    clock.raise(at);
    if (verdict.outcome === 'admit') this.#stop.end();
    return { verification, mismatch, joined, temperature, verdict, scan, at, dataAsOf };
  }
}
