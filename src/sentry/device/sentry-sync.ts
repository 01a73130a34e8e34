import type { HeartbeatAnswer, HeartbeatRequest, SentryPlace } from '../../domain/api/gate/sentry-api.ts';
import { Listeners } from '../../domain/events/listeners.ts';
import { readWord } from '../../domain/bundle/word.ts';
import { BundleRefused } from '../../credentials/signed/bundle-verifier.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import { storageWord } from '../../store/browser/storage-health.ts';
import { Heartbeat, type Connection } from '../../sync/heartbeat.ts';
import { UploadLoop } from '../../sync/upload-loop.ts';
import { appVersion } from '../../ui/device/app-version.ts';
import { CommandWatch } from './command-watch.ts';
import type { GateState } from './gate-state.ts';
import type { SentryDevice } from './sentry-device.ts';

/** How the records on this device are. */
export type QueueReport = Pick<GateState, 'waiting' | 'rejected' | 'storage' | 'copies'>;

/** What changes between this sentry and the server. */
export interface SyncEvents {
  connection: Connection;
  /** The queue, the rejected list or the storage changed. */
  queue: QueueReport;
  /** A newer bundle is in use, or the server confirmed the one in use. */
  bundle: void;
  /** The sentry stands elsewhere by now, or with or without a sensor: what knows its place begins anew. */
  place: void;
  /** The settings of its site, or how many sentries stand there, became other. */
  site: void;
  /** A wipe is done, and the server has heard so. */
  wiped: void;
}

/** What the page knows of itself, for the report. */
export type PageReport = Pick<HeartbeatRequest, 'camera' | 'temperature' | 'sound'> &
  Partial<
    Pick<
      HeartbeatRequest,
      | 'measured'
      | 'bodyMedian'
      | 'ambientMedian'
      | 'calibratedAt'
      | 'boot'
      | 'startedAt'
      | 'setUpAt'
      | 'setUpSteps'
      | 'healed'
      | 'restartedAt'
      | 'restartedFor'
    >
  >;

/** How often showings used long ago are forgotten, and the time is kept that the clock may not go below after a restart. */
const tidyMs = 10 * 60_000;

/** All of a running sentry's talk with the server. The gate works without any of it. */
export class SentrySync {
  readonly #device: SentryDevice;
  readonly #client: ApiClient;
  readonly #listeners = new Listeners<SyncEvents>();
  readonly #heartbeat: Heartbeat;
  readonly #upload: UploadLoop;
  readonly #commands: CommandWatch;
  #tidying: ReturnType<typeof setInterval> | undefined;
  /** How far the queue was when the last report was made. */
  #askedAt = 0;
  #fetchingBundle = false;
  #fetchingDenyList = false;
  /** The version of the roster that the server has this sentry's signature of. */
  #signedRoster = 0;
  /** When the server last answered, ms on the page's performance.now() clock. */
  heardAt = -Infinity;

  /** @param states what the page reports of itself: its devices, its start, what its thermometer saw. */
  constructor(device: SentryDevice, client: ApiClient, states: () => PageReport) {
    this.#device = device;
    this.#client = client;
    this.#client.token = device.pairing?.token ?? null;
    this.#heartbeat = new Heartbeat({
      client,
      report: async () => {
        this.#askedAt = device.queue.settled;
        const { depth, oldest, rejected, held, room } = await device.queue.state();
        const now = device.clock.now();
        return {
          queue: depth,
          oldestMs: oldest === null ? 0 : Math.max(0, now - oldest),
          rejected,
          held,
          storage: storageWord(device.storage, room),
          bundleVersion: device.bundles?.version ?? 0,
          appVersion,
          clock: Date.now(),
          session: device.sealer?.session ?? null,
          chains: device.queue.chains(),
          charterVersion: device.bundles?.charterVersion ?? 0,
          denyVersion: device.denyList?.version ?? 0,
          wordAt: device.bundles?.dataAsOf ?? 0,
          rosterVersion: device.roster?.version ?? 0,
          settingsVersion: device.site?.settings.version ?? 0,
          locked: device.commands.lockedBy,
          commands: device.commands.toSay(),
          ...states(),
        };
      },
      onAnswer: (answer) => void this.#heard(answer),
      onConnection: (connection) => {
        if (connection === 'online') void this.#commands.begin();
        this.#listeners.emit('connection', connection);
      },
    });
    this.#commands = new CommandWatch({ client, onNews: () => this.#heartbeat.now() });
    this.#upload = new UploadLoop({
      client,
      queue: device.queue,
      uploadKey: () => device.pairing?.uploadKey ?? '',
      now: () => device.clock.now(),
      onServerTime: (serverNow) => this.#learnTime(serverNow),
      onChange: () => void this.tellQueue(),
    });
  }

  on<Type extends keyof SyncEvents>(type: Type, listener: (event: SyncEvents[Type]) => void): () => void {
    return this.#listeners.on(type, listener);
  }

  start(): void {
    this.#heartbeat.start();
    void this.#upload.run();
    this.#tidying = setInterval(() => void this.#tidy(), tidyMs);
    void this.tellQueue();
  }

  stop(): void {
    this.#heartbeat.stop();
    this.#commands.stop();
    this.#upload.stop();
    clearInterval(this.#tidying);
  }

  /** Says at once what there is to say, instead of with the next heartbeat. */
  sayNow(): void {
    this.#heartbeat.now();
  }

  /** A scan was stored. */
  stored(): void {
    void this.tellQueue();
    this.#upload.wake();
  }

  /** Puts what the server rejected back into the queue. */
  async retryRejected(): Promise<void> {
    await this.#device.queue.retryRejected();
    await this.tellQueue();
    this.#upload.serverHeard();
  }

  async #heard(answer: HeartbeatAnswer): Promise<void> {
    this.heardAt = performance.now();
    this.#learnTime(answer.now);
    this.#device.cityCodes.hear(answer.healthCodePrefix);
    await this.#hearOfChains(answer.chains);
    this.#upload.serverHeard(answer.uploadMs);
    if (!samePlace(this.#device.pairing?.sentry, answer.sentry) && (await this.#device.follow(answer.sentry)))
      this.#listeners.emit('place', undefined);
    if (await this.#device.site?.hear(answer.settings, answer.sentry.lanes))
      this.#listeners.emit('site', undefined);
    await this.#takeCommands(answer);
    // Wiped: nothing that could be decided by is fetched again.
    if (!this.#device.bundles) return;
    const held = this.#device.bundles?.version ?? 0;
    // First the list, then the statement that names it: between the two every pass would be unknown.
    await this.#fetchDenyList(namedDenyList(answer));
    // Heard it is, also where the disk does not keep it.
    if (answer.word)
      await this.#device.bundles?.hear(answer.word).catch((fault: unknown) => console.error(fault));
    await this.#followRoster(answer);
    this.#listeners.emit('bundle', undefined);
    const newer =
      answer.bundleVersion > held ||
      (answer.charterVersion ?? 0) > (this.#device.bundles?.charterVersion ?? 0);
    if (newer && !this.#fetchingBundle) await this.#fetchBundle(held);
  }

  /** What the server has for good goes here; what it has lost, or never had, is sent again. */
  async #hearOfChains(chains: HeartbeatAnswer['chains']): Promise<void> {
    try {
      await this.#device.queue.heard(chains ?? [], this.#askedAt);
    } catch (fault) {
      // The disk: it is shown by the next scan, and the next heartbeat brings the same statement.
      console.error(fault);
    }
    await this.tellQueue();
  }

  async #takeCommands({ commands, now }: HeartbeatAnswer): Promise<void> {
    const device = this.#device;
    if (await device.commands.heard()) this.#listeners.emit('wiped', undefined);
    if (!Array.isArray(commands) || commands.length === 0) return;
    const begun = device.commands.wiping;
    const isNew = await device.commands.take(commands, {
      device: device.pairing?.sentry.device ?? 0,
      charter: device.bundles?.charter ?? null,
      now: Number.isFinite(now) ? now : device.clock.now(),
    });
    if (device.commands.wiping && !begun) await device.beginWipe();
    if (isNew) this.#heartbeat.now();
  }

  /** @param newest what the server's statement names; it is not verified yet, and only a reason to ask */
  async #fetchDenyList(newest: number): Promise<void> {
    const keeper = this.#device.denyList;
    if (!keeper || this.#fetchingDenyList || (keeper.version > 0 && newest <= keeper.version)) return;
    this.#fetchingDenyList = true;
    try {
      const { list } = await this.#client.denyList(keeper.version);
      if (!list || (await keeper.take(list)) === 'taken') return;
      // A delta that does not fit, or a list that this device cannot believe: what is whole needs nothing before it.
      const { list: whole } = await this.#client.denyList(0);
      if (whole) await keeper.take(whole);
    } catch {
      // The one in use goes on: a pass on it is refused, one that is not is unknown. The next heartbeat asks again.
    } finally {
      this.#fetchingDenyList = false;
    }
  }

  /** Fetches a newer roster of this sentry's own site, and signs for what it has. */
  async #followRoster({ rosterVersion = 0 }: HeartbeatAnswer): Promise<void> {
    const { roster: keeper, pairing, key } = this.#device;
    if (!keeper || !pairing) return;
    try {
      if (keeper.hear(rosterVersion)) {
        const { roster } = await this.#client.sentryRoster({ have: keeper.version });
        if (roster) await keeper.take(roster);
      }
      if (keeper.version === 0 || keeper.version === this.#signedRoster) return;
      const taken = await keeper.taken(pairing.sentry.device);
      const body = JSON.stringify(taken);
      await this.#client.tookRoster({ body, signature: await key.signTaken(body) });
      this.#signedRoster = taken!.version;
    } catch {
      // The one that is held goes on, and says its age; the next heartbeat asks again.
    }
  }

  async #fetchBundle(held: number): Promise<void> {
    this.#fetchingBundle = true;
    try {
      const { bundle } = await this.#client.bundle(held, this.#device.bundles?.charterVersion);
      if (bundle && this.#device.bundles) {
        await this.#device.bundles.take(bundle);
        await this.#device.followCharter();
        this.#listeners.emit('bundle', undefined);
      }
    } catch (fault) {
      // The one in use goes on, and shows its age; the next heartbeat asks again.
      if (fault instanceof BundleRefused) console.error(fault.message);
    } finally {
      this.#fetchingBundle = false;
    }
  }

  async #tidy(): Promise<void> {
    try {
      await this.#device.tidy();
    } catch (fault) {
      // A full or broken disk stops the next scan and is shown then; this can wait for the next turn.
      console.error(fault);
    }
    await this.tellQueue();
  }

  #learnTime(serverNow: number): void {
    this.#device.clock.learn(serverNow);
  }

  /** Tells how the records on this device are. */
  async tellQueue(): Promise<void> {
    try {
      await this.#device.noteStorage();
      this.#listeners.emit('queue', await queueReport(this.#device));
    } catch (fault) {
      // A disk that cannot be read is shown by the next scan; the numbers last shown stay.
      console.error(fault);
    }
  }
}

/** How the records on a device are. */
export async function queueReport({ queue, storage }: SentryDevice): Promise<QueueReport> {
  const { depth, rejected, room } = await queue.state();
  return {
    waiting: depth,
    rejected,
    storage: storageWord(storage, room),
    copies: storage,
  };
}

function namedDenyList({ word }: HeartbeatAnswer): number {
  try {
    return word ? readWord(word.body).denyVersion : 0;
  } catch {
    return 0;
  }
}

function samePlace(a: SentryPlace | undefined, b: SentryPlace | undefined): boolean {
  if (!a || !b) return true;
  // What is left out by now, such as a direction, is another place too.
  return (Object.keys({ ...a, ...b }) as (keyof SentryPlace)[]).every((key) => a[key] === b[key]);
}
