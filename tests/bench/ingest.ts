// What a scan costs the server, in its CPU time: by the real upload (opened, checked, chained, counted), by the insert alone,
// and by PocketBase's own routes into a collection with the same fields and three indexes, without any of that.
import { parseArgs } from 'node:util';
import { mostInUpload } from '../../src/domain/api/gate/sentry-api.ts';
import type { Scan } from '../../src/domain/scan/scan.ts';
import { SimulatedSentry } from '../../tools/simulate/sentry.ts';
import { TestDistrict } from '../server/support/district.ts';
import { cpuOf } from './server-cpu.ts';
import { everydayScan } from '../../tools/simulate/everyday-scan.ts';

/** Records of an insert alone. */
const batch = 500;
/** Records a batch of PocketBase's own: as many as the longest body of its routes holds. 244 µs each of 50, 212 of 500. */
const apiBatch = 80;

/** `npm run bench -- ingest [--scans N]` */
export default async function ingest(options: string[]): Promise<object> {
  const { values } = parseArgs({ args: options, options: { scans: { type: 'string', default: '20000' } } });
  const count = Math.max(mostInUpload, Number(values.scans));
  const district = await TestDistrict.open();
  try {
    const sentry = await district.gate({ site: 1 });
    await district.prepareBench();
    const cost = async (scans: number, work: () => Promise<unknown>): Promise<number> => {
      const before = await cpuOf(district.server.pid);
      await work();
      return ((await cpuOf(district.server.pid)) - before) / scans;
    };
    // The first of each kind, not counted: statements are compiled, VMs made.
    await upload(sentry, mostInUpload);
    await create(district, 20);
    await createBatch(district, apiBatch);
    await insert(district, batch, 0);

    const perScan = await cost(count, () => upload(sentry, count));
    const insertAlone = await cost(count, () => insert(district, count, batch));
    const perBatchApi = await cost(count / 4, () => createBatch(district, count / 4));
    const perCreate = await cost(count / 10, () => create(district, count / 10));
    const round = (value: number): number => Math.round(value * 10) / 10;
    return {
      usPerScan: round(perScan),
      usPerScanInsert: round(insertAlone),
      usPerScanBatchApi: round(perBatchApi),
      usPerScanCreate: round(perCreate),
      ratioToBatch: round(perBatchApi / perScan),
      ratioToCreate: round(perCreate / perScan),
      insertRatioToBatch: round(perBatchApi / insertAlone),
      insertRatioToCreate: round(perCreate / insertAlone),
    };
  } finally {
    await district.close();
  }
}

/** Through the sentry's own sealing and upload: as many in one as it sends after an outage; online it sends them one by one. */
async function upload(sentry: SimulatedSentry, count: number): Promise<void> {
  const begin = Date.now() - 3_600_000;
  for (let done = 0; done < count; done += mostInUpload) {
    for (let index = 0; index < mostInUpload; index++) await sentry.scan(everydayScan(begin, done + index));
    await sentry.upload();
  }
}

function scansFrom(first: number, count: number): Scan[] {
  const begin = Date.now() - 3_600_000;
  return Array.from({ length: count }, (_, index) => ({
    ...everydayScan(begin, first + index),
    seq: first + index + 1,
    site: 1,
    zone: 0,
    device: 1,
  }));
}

async function insert(district: TestDistrict, count: number, first: number): Promise<void> {
  for (let done = 0; done < count; done += batch)
    await district.door('bench-insert', { first: first + done + 1, count: batch });
}

const fieldsOf = ({ reasons, facts, ...scan }: Scan): object => ({
  ...scan,
  reasons: reasons.join(' '),
  facts: JSON.stringify(facts),
});

async function createBatch(district: TestDistrict, count: number): Promise<void> {
  for (let done = 0; done < count; done += apiBatch) {
    const requests = scansFrom(done, apiBatch).map((scan) => ({
      method: 'POST',
      url: '/api/collections/bench_scans/records',
      body: fieldsOf(scan),
    }));
    await asked(`${district.server.url}/api/batch`, { requests });
  }
}

async function create(district: TestDistrict, count: number): Promise<void> {
  for (const scan of scansFrom(0, count))
    await asked(`${district.server.url}/api/collections/bench_scans/records`, fieldsOf(scan));
}

async function asked(url: string, body: object): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  await answer.arrayBuffer();
}
