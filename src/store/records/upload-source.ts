import type { ScanResult } from '../../domain/api/gate/sentry-api.ts';
import type { SealedRecord } from '../../domain/scan/sealed-record.ts';

/** What the upload takes records from. `ScanQueue` is one; the simulator has its own. */
export interface UploadSource {
  /**
   * The oldest records that the server has not acknowledged: of one chain, each the next of the one before, oldest first.
   * @param limit the most records; fewer come when their boxes are more than an upload should carry
   * @returns null when none waits
   */
  oldest(limit: number): Promise<{ chain: string; records: SealedRecord[] } | null>;
  /** The device's r||s over the chain's head after record `seq`, base64url. */
  sign(chain: string, seq: number, link: string): Promise<string>;
  /** Takes what the server said of records of a chain. What it did not name stays. @param now UTC ms */
  settle(chain: string, results: ScanResult[], now: number): Promise<void>;
  /** The server has another story of this chain from `seq` on: what it has not acknowledged goes on in a new chain. */
  fork(chain: string, seq: number): Promise<void>;
}
