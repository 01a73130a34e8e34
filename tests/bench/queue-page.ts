// Runs in the browser: stores scans with the sentry's own queue, and in a bare database, and notes how long each took.
import type { Scan } from '../../src/domain/scan/scan.ts';
import { eraseDevice, deviceNames } from '../../src/sentry/device/sentry-device.ts';
import { ChainKey } from '../../src/store/records/chain-key.ts';
import { mostRecords } from '../../src/store/records/queue-room.ts';
import { ScanQueue } from '../../src/store/records/scan-queue.ts';
import { ScanStore } from '../../src/store/records/scan-store.ts';
import { Sealer } from '../../src/store/records/sealer.ts';

/** What was measured, ms. */
export interface QueueFigures {
  /** Each scan sealed, chained, and on the disk in both copies. */
  each: number[];
  /** Each scan in the clear, in one strict transaction of one database: what the sentry did before there were two copies. */
  baseline: number[];
  /** All of `each` together. */
  all: number;
  /** As many records as a device holds, added in batches; null when it was not asked for. */
  fill: number | null;
  copies: string;
}

const batch = 1000;

function scan(mono: number): Omit<Scan, 'seq'> {
  return {
    t: Date.now(),
    site: 1,
    zone: 0,
    device: 1,
    pass: '0123456789abcdef',
    outcome: 'admit',
    reasons: [],
    body: 3668,
    surface: 3400,
    ambient: 2500,
    policy: 1,
    showing: 'A'.repeat(91),
    boot: '00000000',
    mono,
  };
}

async function openQueue(base: string): Promise<{ queue: ScanQueue; store: ScanStore }> {
  const names = deviceNames(base);
  const store = await ScanStore.open({
    names: { database: names.scans, journal: names.journal, lock: names.scans },
    known: false,
    now: Date.now,
  });
  const queue = await ScanQueue.open({ store, key: new ChainKey(await ChainKey.make()), now: Date.now });
  const server = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, [
    'deriveBits',
  ]);
  queue.useSealer(await Sealer.begin(new Uint8Array(await crypto.subtle.exportKey('raw', server.publicKey))));
  return { queue, store };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function openPlain(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.addEventListener('upgradeneeded', () => {
    request.result.createObjectStore('scans', { autoIncrement: true });
    request.result.createObjectStore('used');
  });
  await new Promise((resolve) => request.addEventListener('success', resolve));
  return request.result;
}

function plainWrite(database: IDBDatabase, write: number): Promise<unknown> {
  const transaction = database.transaction(['scans', 'used'], 'readwrite', { durability: 'strict' });
  transaction.objectStore('scans').add(scan(write));
  transaction.objectStore('used').put(write, `0123456789abcdef.${write}`);
  return new Promise((resolve, reject) => {
    transaction.addEventListener('complete', resolve);
    transaction.addEventListener('abort', () => reject(transaction.error!));
  });
}

async function measure(writes: number, fills: boolean): Promise<QueueFigures> {
  const base = `bench-${crypto.randomUUID()}`;
  const plain = await openPlain(`${base}-plain`);
  const { queue, store } = await openQueue(base);
  const each: number[] = [];
  const baseline: number[] = [];
  // By turns: what else the machine does weighs on both alike.
  for (let write = 0; write < writes; write++) {
    each.push(await timed(() => queue.add(scan(write), `0123456789abcdef.${write}`)));
    baseline.push(await timed(() => plainWrite(plain, write)));
  }
  const copies = `${store.health.database} ${store.health.journal}`;
  await store.close();
  await eraseDevice(deviceNames(base));
  const all = each.reduce((sum, ms) => sum + ms, 0);
  return { each, baseline, all, copies, fill: fills ? await timed(() => fillUp(`${base}-full`)) : null };
}

/** Adds as many records as a device holds, each sealed, chained and in both copies. */
async function fillUp(base: string): Promise<void> {
  const { queue, store } = await openQueue(base);
  for (let from = 0; from < mostRecords; from += batch)
    await Promise.all(Array.from({ length: batch }, (_, index) => queue.add(scan(from + index), null)));
  const { depth } = await queue.state();
  if (depth !== mostRecords) throw new Error(`The queue holds ${depth} records instead of ${mostRecords}.`);
  await store.close();
}

Object.assign(globalThis, { measure });
