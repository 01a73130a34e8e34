import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { localDay } from '../../src/domain/time/local-day.ts';
import { isSound } from '../../tools/chaos/chaos.ts';
import {
  countScans,
  miscounted,
  missingScans,
  storedScans,
  type Expected,
  type StoredScan,
} from '../../tools/chaos/count-scans.ts';
import { TestDistrict } from '../server/support/district.ts';
import { sites } from '../server/support/fixtures.ts';
import { scans } from '../server/support/scans.ts';

const chain = 'a'.repeat(16);
const other = 'b'.repeat(16);

function stored(seq: number, change: Partial<StoredScan> = {}): StoredScan {
  return { chain, seq, device: 7, t: 1000 + seq, boot: '0badcafe', mono: seq, ...change };
}

describe('counting what is left', () => {
  const three = [stored(1), stored(2), stored(3)];
  const seen = three.map(({ device, t }) => ({ device, t }));
  const recorded = new Map([[chain, three]]);

  const cases: [what: string, rows: StoredScan[], expected: Expected, lost: number, doubled: number][] = [
    ['nothing missing or twice', three, { seen, recorded }, 0, 0],
    ['a verdict that was seen and has no record', [stored(1), stored(3)], { seen }, 1, 0],
    ['a record of a chain that is missing', [stored(1), stored(3)], { recorded }, 1, 0],
    ['a record in two chains', [...three, stored(1, { chain: other, t: 1002, mono: 2 })], { seen }, 0, 1],
    ['a record twice that nobody saw', [...three, stored(9), stored(9, { chain: other })], { seen }, 0, 1],
    ['a second scan of a moment seen once', [...three, stored(9, { t: 1001 })], { seen }, 0, 1],
    ['a record in our chain that we did not make', [...three, stored(4)], { recorded }, 0, 1],
    ['a record under another time', [stored(1), stored(2), stored(3, { t: 5 })], { recorded }, 1, 1],
    ['scans of others', [...three, stored(1, { chain: other, device: 8 })], { seen, recorded }, 0, 0],
    ['nothing at all', [], { seen }, 3, 0],
  ];
  for (const [what, rows, expected, lost, doubled] of cases) {
    it(`${what}: ${lost} lost, ${doubled} doubled`, () => {
      assert.deepEqual(countScans(rows, expected), { lost, doubled });
    });
  }

  it('names the verdicts that have no record', () => {
    assert.deepEqual(missingScans([stored(1), stored(3), stored(2, { device: 8 })], seen), [seen[1]]);
    assert.deepEqual(missingScans(three, seen), []);
  });

  it('ends well with nothing but zeros', () => {
    const sound = { scans: 9, lost: 0, doubled: 0, recovered: 0 };
    assert.equal(isSound(sound), true);
    for (const bad of ['lost', 'doubled', 'wrongAdmissions', 'miscounted', 'interrupted'])
      assert.equal(isSound({ ...sound, [bad]: 1 }), false, bad);
  });
});

describe('counting in the server’s own tables', () => {
  let district: TestDistrict;
  let expected: Required<Expected>;
  const table = `scan_${localDay(Date.now())}`;
  before(async () => {
    district = await TestDistrict.open();
    const gate = await district.gate({ site: sites.shop });
    const { device } = gate.pairing.sentry;
    const made = scans(5, { site: sites.shop });
    for (const one of made) await gate.queue.add({ ...one, device });
    await gate.upload();
    expected = {
      seen: made.map(({ t }) => ({ device, t })),
      recorded: new Map([[gate.queue.chain, made.map(({ t }, index) => ({ seq: index + 1, t }))]]),
    };
  });
  after(() => district.close());

  const counted = async (): Promise<object> => {
    const rows = await storedScans(district);
    return { ...countScans(rows, expected), miscounted: await miscounted(district, rows) };
  };

  it('finds every record, then one that was taken away, and one that was put in twice', async () => {
    assert.deepEqual(await counted(), { lost: 0, doubled: 0, miscounted: 0 });
    await district.sql(
      `insert into ${table} select site, t, 999, seq, device, pass, outcome, policy, detail from ${table} where seq = 2`,
    );
    assert.deepEqual(await counted(), { lost: 0, doubled: 1, miscounted: 1 });
    await district.sql(`delete from ${table} where seq = 4`);
    // Missing as a verdict seen and as a record made.
    assert.deepEqual(await counted(), { lost: 2, doubled: 1, miscounted: 0 });
  });
});
