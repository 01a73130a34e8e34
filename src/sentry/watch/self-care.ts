import { setUpLetters } from '../../domain/gate/set-up.ts';
import type { Watched } from '../../domain/gate/self-healing.ts';
import type { HeartbeatRequest } from '../../domain/api/gate/sentry-api.ts';
import { setUpRecord } from '../setup/set-up-memory.ts';
import { HealedMemory } from './healed-memory.ts';
import { mayRestart } from './last-restart.ts';
import { Watchdog, type Watch } from './watchdog.ts';

/** How often everything is looked at, ms. */
const lookMs = 1000;

interface Options {
  watches: readonly Watch[];
  /** The number of the pairing. */
  device: () => number;
  /** UTC ms. */
  now: () => number;
  /** Whether the page comes up again: from its own disk, or over the network. */
  canLoad: () => boolean;
  memory?: HealedMemory;
}

/** What a sentry does for itself: it mends what failed, and tells the server how often, and how its set-up ended. */
export class SelfCare {
  readonly #options: Options;
  readonly #dogs: Watchdog[];
  readonly memory: HealedMemory;
  #ticking: ReturnType<typeof setInterval> | undefined;
  #hopeless: Watched | null = null;

  constructor(options: Options) {
    this.#options = options;
    this.memory = options.memory ?? new HealedMemory(options.now);
    this.#dogs = options.watches.map((watch) => new Watchdog(watch, () => void this.memory.note(watch.kind)));
  }

  start(): void {
    this.#ticking = setInterval(() => this.look(performance.now()), lookMs);
  }

  stop(): void {
    clearInterval(this.#ticking);
  }

  /** @param at ms on a clock that nobody can set */
  look(at: number): void {
    this.#hopeless = null;
    for (const dog of this.#dogs) if (dog.look(at)) this.#hopeless ??= dog.kind;
  }

  /**
   * Asked while nobody is at the gate: whether the page is to be loaded anew now. Where it is, that is written down first.
   * @param runMs since the page was loaded, ms
   */
  beginRestart(runMs = performance.now()): boolean {
    const kind = this.#hopeless;
    if (kind === null || !this.#options.canLoad()) return false;
    const { restarts } = this.memory;
    return mayRestart(kind, { now: this.#options.now(), runMs, restarts }) && this.memory.noteRestart(kind);
  }

  /** True from when a set-up was begun until it was finished. */
  get isSetUpOpen(): boolean {
    return setUpRecord(this.#options.device())?.endedAt === 0;
  }

  /** For the heartbeat. */
  report(): Pick<HeartbeatRequest, 'setUpAt' | 'setUpSteps' | 'healed' | 'restartedAt' | 'restartedFor'> {
    const setUp = setUpRecord(this.#options.device());
    const [last] = this.memory.restarts;
    return {
      setUpAt: setUp?.endedAt ?? 0,
      setUpSteps: setUp ? setUpLetters(setUp.results) : '',
      healed: this.memory.counts(),
      restartedAt: last?.at ?? 0,
      restartedFor: last?.for ?? '',
    };
  }
}
