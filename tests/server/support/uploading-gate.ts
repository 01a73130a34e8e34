import assert from 'node:assert/strict';
import type { ScansAnswer, ScansRequest } from '../../../src/domain/api/gate/sentry-api.ts';
import { uploadHashHeader } from '../../../src/domain/api/gate/sentry-api.ts';
import type { SealedRecord } from '../../../src/domain/scan/sealed-record.ts';
import { localDay } from '../../../src/domain/time/local-day.ts';
import { keyedHash, scanUpload } from '../../../src/sync/scan-upload.ts';
import type { SimulatedSentry } from '../../../tools/simulate/sentry.ts';
import { ask, type TestDistrict } from './district.ts';
import { sites } from './fixtures.ts';
import { statusOfEach, type ScanAtGate } from './scans.ts';

/** The table of today's scans. */
export const today = (): string => `scan_${localDay(Date.now())}`;

/** A gate whose uploads a test makes by hand, and what the server has of them. */
export class UploadingGate {
  readonly #district: TestDistrict;
  sentry!: SimulatedSentry;
  /** The device that records are said to be made by. */
  device = 0;

  constructor(district: TestDistrict) {
    this.#district = district;
  }

  /** Goes on as another sentry of the mall's, paired just now. */
  async newSentry(): Promise<void> {
    this.sentry = await this.#district.gate({ site: sites.mall });
    this.device = this.sentry.pairing.sentry.device;
  }

  /** Records scans without uploading them. */
  async record(...sent: ScanAtGate[]): Promise<SealedRecord[]> {
    const records: SealedRecord[] = [];
    for (const one of sent) records.push(await this.sentry.queue.add({ ...one, device: this.device }));
    return records;
  }

  uploading(records: SealedRecord[], chain = this.sentry.queue.chain): Promise<ScansRequest> {
    return scanUpload(chain, records, (...head) => this.sentry.queue.sign(...head));
  }

  /** Uploads whatever that is, as the sentry would. */
  async send(body: unknown, change: { hash?: string; token?: string } = {}) {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return ask<ScansAnswer>(`${this.#district.server.url}/api/sitecode/sentry/scans`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Authorization: change.token ?? this.sentry.pairing.token,
        [uploadHashHeader]: change.hash ?? (await keyedHash(text, this.sentry.pairing.uploadKey)),
      },
      body: text,
    });
  }

  async answerTo(records: SealedRecord[]): Promise<ScansAnswer> {
    const { status, body } = await this.send(await this.uploading(records));
    assert.equal(status, 200, JSON.stringify(body));
    return body;
  }

  async statuses(records: SealedRecord[]): Promise<string[]> {
    return statusOfEach(await this.answerTo(records));
  }

  count(table: string, where = 'true'): Promise<number> {
    return this.#district.sql<number>(`select json_quote(count(*)) as found from ${table} where ${where}`);
  }

  /** What the server has of the sentry's chain. */
  stretches(): Promise<[number, number][]> {
    return this.#district.sql<[number, number][]>(
      `select json_group_array(json_array(first, last)) as found from
       (select first, last from chain_stretches s join chains c on c.chain = s.chain
        where c.id = '${this.sentry.queue.chain}' order by first)`,
    );
  }
}
