import {
  mostInUpload,
  type HeartbeatAnswer,
  type HeartbeatRequest,
  type PairAnswer,
  type ScansAnswer,
} from '../../src/domain/api/gate/sentry-api.ts';
import { readCharter } from '../../src/domain/bundle/charter.ts';
import type { Scan } from '../../src/domain/scan/scan.ts';
import { ChainKey } from '../../src/store/records/chain-key.ts';
import { Sealer } from '../../src/store/records/sealer.ts';
import { ApiClient } from '../../src/sync/api-client.ts';
import { scanUpload } from '../../src/sync/scan-upload.ts';
import { MemoryQueue } from './memory-queue.ts';

/** One sentry of many in this process: paired, with a key and a chain of its own, and the tablet's own sealing and sync. */
export class SimulatedSentry {
  private constructor(
    readonly client: ApiClient,
    readonly pairing: PairAnswer,
    readonly queue: MemoryQueue,
  ) {}

  /** Pairs with a server. @param code a pairing code */
  static async pair(origin: string, code: string, key?: ChainKey): Promise<SimulatedSentry> {
    const client = new ApiClient({ origin });
    const chainKey = key ?? new ChainKey(await ChainKey.make());
    const pairing = await client.pair({ code, key: chainKey.point });
    client.token = pairing.token;
    const charter = readCharter(pairing.bundle.charter.body);
    const sealer = await Sealer.begin(charter.ingestKeys.at(-1)!.point);
    return new SimulatedSentry(client, pairing, new MemoryQueue(chainKey, sealer));
  }

  /** Records a scan at this sentry's place. */
  async scan(scan: Omit<Scan, 'seq' | 'site' | 'zone' | 'device'>): Promise<void> {
    const { site, zone, device } = this.pairing.sentry;
    await this.queue.add({ ...scan, site, zone, device });
  }

  #askedAt = 0;

  /** How this sentry is. */
  report(): HeartbeatRequest {
    const { queue } = this;
    this.#askedAt = queue.settled;
    return {
      queue: queue.waiting.length,
      oldestMs: queue.waiting[0] ? Math.max(0, Date.now() - queue.waiting[0].t) : 0,
      rejected: 0,
      bundleVersion: 1,
      appVersion: 'simulated',
      camera: 'running',
      temperature: 'running',
      sound: 'running',
      clock: Date.now(),
      session: queue.sealer.session,
      chains: [{ chain: queue.chain, next: queue.next }],
    };
  }

  /** Takes the answer to the last report. */
  hear({ chains }: HeartbeatAnswer): void {
    this.queue.heard(chains, this.#askedAt);
  }

  /** Tells the server how this sentry is, and takes its answer. */
  async beat(): Promise<HeartbeatAnswer> {
    const answer = await this.client.heartbeat(this.report());
    this.hear(answer);
    return answer;
  }

  /** Uploads the oldest records once, outside of any loop. */
  async upload(limit = mostInUpload): Promise<ScansAnswer> {
    const oldest = await this.queue.oldest(limit);
    if (!oldest) throw new Error('Nothing waits.');
    const { chain, records } = oldest;
    const body = await scanUpload(chain, records, (...head) => this.queue.sign(...head));
    const answer = await this.client.uploadScans(body, this.pairing.uploadKey);
    await this.queue.settle(chain, answer.results);
    return answer;
  }
}
