// A sentry brings records of its own places alone, of the times at which they were its own.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { BoardSentriesAnswer } from '../../../src/domain/api/api.ts';
import type { FleetSentryAnswer } from '../../../src/domain/api/gate/fleet-api.ts';
import { readFleet, type FleetWire } from '../../../src/domain/fleet/fleet-wire.ts';
import type { SimulatedSentry } from '../../../tools/simulate/sentry.ts';
import { TestDistrict } from '../support/district.ts';
import { sites } from '../support/fixtures.ts';
import { scan, statusOfEach, type ScanAtGate } from '../support/scans.ts';

const minute = 60_000;
const hour = 60 * minute;

describe('the places of a sentry’s records', () => {
  let district: TestDistrict;
  before(async () => {
    district = await TestDistrict.open();
  });
  after(() => district.close());

  /** What becomes of records that a sentry uploads as made under a pairing: its own when left out. */
  async function fates(
    sentry: SimulatedSentry,
    records: ScanAtGate[],
    device = sentry.pairing.sentry.device,
  ): Promise<string[]> {
    for (const one of records) await sentry.queue.add({ ...one, device });
    return statusOfEach(await sentry.upload());
  }
  const storedAt = (site: number) =>
    district.sql<number>(
      `select json_quote(coalesce(sum(scans), 0)) as found from stat_day where site = ${site}`,
    );
  /** As if the pairing had been made, and the one before it ended, so long ago. */
  const pairedAgo = (device: number, ms: number) =>
    district.sql(`update sentry_places set since = since - ${ms} where device = ${device} and since > 0`);
  const leftAgo = (device: number, ms: number) =>
    district.sql(`update sentry_places set until = until - ${ms} where device = ${device}`);

  it('are those of its pairing: what names another place is rejected by itself, named, and shown to staff', async () => {
    const gate = await district.gate({ site: sites.mall });
    const { device } = gate.pairing.sentry;
    const before = await storedAt(sites.school);
    const alarmsBefore = await district.sql<number>('select json_quote(count(*)) as found from notices');
    const sent = [
      scan(),
      ...Array.from({ length: 30 }, () => scan({ site: sites.school, outcome: 'refuse' })),
      scan({ site: sites.shop, t: Date.now() - 3 * 24 * hour }),
      scan({ site: 4711 }),
      scan(),
    ];
    const found = await fates(gate, sent);
    assert.deepEqual(found, ['stored', ...Array(31).fill('place'), 'site', 'stored']);
    assert.equal(await storedAt(sites.school), before);
    assert.equal(
      await district.sql<number>('select json_quote(count(*)) as found from notices'),
      alarmsBefore,
      'and no alarm is raised for somebody else’s place',
    );
    // The tablet did not say so: a script would not.
    const token = await district.staff('administrator');
    const { body } = await district.get<FleetWire>('fleet', token);
    assert.equal(readFleet(body).sentries.find((row) => row.device === device)!.rejected, 32);
    const board = (await district.get<BoardSentriesAnswer>('board/sentries', token)).body;
    assert.equal(board.sentries.find((row) => row.device === device)!.rejected, 32);
    const detail = await district.get<FleetSentryAnswer>(`fleet/sentry?device=${device}`, token);
    assert.equal(detail.body.chains[0]!.rejected, 'place 31, site 1');
    // They keep their places in the chain: nothing is missing.
    assert.deepEqual(detail.body.chains[0]!.have, [[1, 34]]);
  });

  it('go with its tablet when that is paired elsewhere: the old place until then, the new one from then on', async () => {
    const old = await district.gate({ site: sites.mall });
    const moved = await district.gate({ site: sites.school }, old.queue.key);
    const [first, second] = [old.pairing.sentry.device, moved.pairing.sentry.device];
    for (const device of [first, second]) await pairedAgo(device, 4 * hour);
    await leftAgo(first, 4 * hour);
    const ago = (ms: number, site: number) => scan({ t: Date.now() - ms, site });
    assert.deepEqual(
      await fates(moved, [ago(5 * hour, sites.mall), ago(3 * hour, sites.mall)], first),
      ['stored', 'place'],
      'late records of the old place are taken, later ones are not',
    );
    assert.deepEqual(await fates(moved, [ago(3 * hour, sites.school), ago(5 * hour, sites.school)]), [
      'stored',
      'place',
    ]);
    // The number of a pairing is no way to another place, whichever it is.
    assert.deepEqual(await fates(moved, [ago(3 * hour, sites.mall)]), ['place']);
    assert.deepEqual(await fates(moved, [ago(3 * hour, sites.shop)], first), ['place']);
  });

  it('stay the site’s when it is paired anew there under another name', async () => {
    const old = await district.gate({ site: sites.mall, name: 'Old name' });
    const anew = await district.gate({ site: sites.mall, name: 'New name' }, old.queue.key);
    const device = old.pairing.sentry.device;
    assert.deepEqual(await fates(anew, [scan({ t: Date.now() - 3 * 24 * hour }), scan()], device), [
      'stored',
      'stored',
    ]);
    // With a new key too, which another place’s has not.
    const lost = await district.gate({ site: sites.mall, name: 'Lost key' });
    assert.deepEqual(await fates(lost, [scan({ t: Date.now() - 3 * 24 * hour })], device), ['stored']);
    const other = await district.gate({ site: sites.school });
    assert.deepEqual(await fates(other, [scan({ site: sites.school })], device), ['device']);
  });

  it('follow the register once the tablet has heard of it, however late that is', async () => {
    const gate = await district.gate({ site: sites.mall });
    const { device } = gate.pairing.sentry;
    const move = (site: number) =>
      district.sql(
        `update sentries set site = (select id from sites where number = ${site}) where device = ${device}`,
      );
    await move(sites.school);
    // Off line, it goes on at the place it knows.
    assert.deepEqual(await fates(gate, [scan(), scan({ site: sites.school })]), ['stored', 'stored']);
    await gate.beat();
    await leftAgo(device, 2 * hour);
    assert.deepEqual(await fates(gate, [scan({ t: Date.now() - 3 * hour }), scan()]), ['stored', 'place']);
    assert.deepEqual(await fates(gate, [scan({ site: sites.school })]), ['stored']);
    // And back again.
    await move(sites.mall);
    await gate.beat();
    assert.deepEqual(await fates(gate, [scan()]), ['stored']);
  });

  it('of pairings from before are all their own, as nobody knows better', async () => {
    const gate = await district.gate({ site: sites.shop });
    const rows = await district.sql<unknown[]>(
      `select json_group_array(json_array(site, since, until)) as found from sentry_places
       where device = ${gate.pairing.sentry.device}`,
    );
    assert.deepEqual(rows, [[sites.shop, 0, null]]);
    assert.deepEqual(await fates(gate, [scan({ site: sites.shop, t: Date.now() - 10 * 24 * hour })]), [
      'stored',
    ]);
  });
});
