/**
 * What fills a demo, as rows of its tables. The small demo's are made where they are written, in PocketBase's VM; those of a
 * district of real size by the tool that fills it (tools/start/fill-demo.ts), in a twentieth of the time: this VM reads them from
 * files, one list a file.
 */
import type { Identity } from '../../../domain/custody/identity.ts';

/** What is sealed once its list is written: Web Crypto seals in its own time, and 100,000 at once fill the memory. */
export interface Unsealed {
  person: string;
  identity: Identity;
}

export interface Batch {
  table: BatchTable;
  rows: (string | number | null | Unsealed)[][];
}

/** The columns of each table's rows, and what each row has besides, as SQL. */
export const batchTables = {
  owners: {
    columns: ['id', 'name', 'email'],
    besides: { verified: 'true', tokenKey: 'hex(randomblob(25))', password: '{:hash}' },
  },
  sites: {
    columns: [
      'id',
      'number',
      'name',
      'nameEn',
      'address',
      'category',
      'subdistrict',
      'subdistrictEn',
      'owner',
      'status',
      'geohash',
      'measuresTemperature',
      'nameKey',
    ],
    besides: { nameKeyOf: 'value->>2' },
  },
  zones: { columns: ['id', 'number', 'site', 'name', 'nameEn'], besides: {} },
  site_codes: { columns: ['id', 'code', 'site', 'zone', 'state', 'fragment'], besides: {} },
  /** Sealed already. */
  persons: {
    columns: ['id', 'maskedName', 'sealedIdentity', 'keyGeneration', 'idIndex', 'phoneIndex', 'colour'],
    besides: { source: "'demo'" },
  },
  /** Nobody signs in as one of them. */
  citizens: {
    columns: ['id', 'email'],
    besides: { verified: 'true', tokenKey: 'hex(randomblob(25))', password: '{:hash}' },
  },
  account_persons: {
    columns: ['account', 'person', 'relation', 'since', 'basis'],
    besides: { id: 'substr(lower(hex(randomblob(8))), 1, 15)' },
  },
  tests: {
    columns: ['person', 'sampleTime', 'result', 'lab'],
    besides: { id: 'substr(lower(hex(randomblob(8))), 1, 15)' },
  },
  doses: {
    columns: ['person', 'day', 'product', 'number'],
    besides: { id: 'substr(lower(hex(randomblob(8))), 1, 15)' },
  },
  sentries: {
    columns: ['id', 'device', 'site', 'zone', 'name', 'revoked'],
    besides: { tokenKey: 'hex(randomblob(25))', password: '{:hash}' },
  },
  fleet: {
    columns: [
      'device',
      'last_seen',
      'queue',
      'oldest_ms',
      'rejected',
      'skew_ms',
      'camera',
      'temperature',
      'sound',
      'storage',
      'measured',
      'body_median',
      'ambient_median',
      'boot',
      'started_at',
      'app_version',
    ],
    besides: { bundle_version: '1', charter_version: '1', held: '0' },
  },
  demo_dice: { columns: ['face', 'a', 'b', 'c', 'd'], besides: {} },
  demo_passages: {
    columns: ['pool', 'face', 'outcome', 'reasons', 'body', 'temperatures', 'facts', 'unknown', 'proved'],
    besides: {},
  },
  demo_habits: {
    columns: [
      'person',
      'record',
      'kind',
      'luck',
      'step',
      'house',
      'pace',
      'starts',
      'home',
      'work',
      'ride',
      'lunch',
      'shop',
      'leisure',
      'care',
      'breakfast',
      'dinner',
      'outing',
    ],
    besides: {},
  },
} as const satisfies {
  [table: string]: { columns: readonly string[]; besides: { [column: string]: string } };
};
export type BatchTable = keyof typeof batchTables;

/** Gathers rows into batches of a size that one statement takes well. */
export class Batches {
  readonly #rows = new Map<BatchTable, Batch['rows']>();
  readonly #write: (batch: Batch) => void;

  constructor(write: (batch: Batch) => void) {
    this.#write = write;
  }

  /** Rows of one table are written in the order in which they are added. */
  add(table: BatchTable, ...rows: Batch['rows']): void {
    let held = this.#rows.get(table);
    if (!held) this.#rows.set(table, (held = []));
    held.push(...rows);
    if (held.length >= 4000) this.#put(table, held);
  }

  /** Writes what is left. */
  end(): void {
    for (const [table, held] of this.#rows) if (held.length > 0) this.#put(table, held);
  }

  #put(table: BatchTable, held: Batch['rows']): void {
    this.#rows.set(table, []);
    this.#write({ table, rows: held });
  }
}
