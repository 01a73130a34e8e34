import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { addDays, dayStart, localDay } from '../../../src/domain/time/local-day.ts';
import type { Scan } from '../../../src/domain/scan/scan.ts';
import { unpackScan } from '../../../src/domain/scan/sealed-record.ts';
import { SimulatedSentry } from '../../../tools/simulate/sentry.ts';
import { ScaleDistrict, type RowOfScan } from '../support/scale-district.ts';

interface Holder {
  person: string;
  passId: string;
}

/** What of a day's tables can be compared: all but the chain and the place in it, which are the uploading sentry's. */
interface Written {
  scans: Omit<RowOfScan, 'chain' | 'seq'>[];
  /** Each gate's scans in the order of its chain. */
  order: Map<number, number[]>;
  counts: { [table: string]: unknown[] };
  notices: unknown[];
}

interface Counted {
  what: number | string;
  scans: number;
  visits: number;
  alerts: number;
  refused: number;
}

/** Visits of all areas together. */
function visitsIn(counts: Written['counts']): number {
  return (counts['stat_area'] as Counted[]).reduce((sum, { visits }) => sum + visits, 0);
}

function withoutVisits(counts: Written['counts']): unknown {
  const rest = (rows: unknown): unknown => (rows as Counted[]).map((row) => ({ ...row, visits: 0 }));
  return Object.entries(counts).map(([table, rows]) => [table, rest(rows)]);
}

describe('the scans of a day of a demo of real size, uploaded by sentries', () => {
  let district: ScaleDistrict;
  const day = addDays(localDay(Date.now()), -1);
  const begin = dayStart(day);
  const ofDay = `t >= ${begin} and t < ${dayStart(addDays(day, 1))}`;
  const run = (query: string): Promise<unknown> => district.door('sql', { query });

  before(async () => {
    district = await ScaleDistrict.open('0.01');
  });
  after(() => district.close());

  async function written(): Promise<Written> {
    const rows = await district.scansOf(day);
    const order = new Map<number, number[]>();
    for (const { device, t } of rows) order.set(device, [...(order.get(device) ?? []), t]);
    const counts: Written['counts'] = {};
    for (const [table, by] of [
      ['stat_day', 'site'],
      ['stat_hour', 'hour'],
      ['stat_area', "category || '/' || subdistrict"],
    ] as const)
      counts[table] = await district.rows<Counted>(
        ['what', 'scans', 'visits', 'alerts', 'refused'],
        `select ${by} as what, scans, visits, alerts, refused from ${table} where day = ${day} order by 1`,
      );
    const notices = await district.rows<Record<string, unknown>>(
      ['t', 'site', 'sentryName', 'outcome', 'reasons', 'body', 'unknown', 'more'],
      `select t, site, sentryName, outcome, json(reasons) as reasons, json(body) as body, json(unknown) as unknown, more
       from notices where ${ofDay} order by t, sentryName`,
    );
    return {
      scans: rows
        .map(({ site, t, device, pass, outcome, policy, detail }) => ({
          site,
          t,
          device,
          pass,
          outcome,
          policy,
          detail,
        }))
        .sort((a, b) => a.site - b.site || a.t - b.t || a.device - b.device),
      order,
      counts,
      notices,
    };
  }

  /** The passes of the day by their numbers, as the server opens them. */
  async function passes(rows: readonly RowOfScan[]): Promise<Map<number, string>> {
    const known = new Map<number, string>();
    for (const { pass } of rows)
      if (pass > 0 && !known.has(pass)) {
        const holder = await district.door<Holder | null>('holder', { pass, day });
        assert.ok(holder, `nobody holds pass ${pass}`);
        assert.match(holder.person, /^c[0-9a-z]{14}$/);
        known.set(pass, holder.passId);
      }
    return known;
  }

  /** A tablet that stands in for the demo's sentry: at its gate, under its name. */
  async function standIn(device: number): Promise<SimulatedSentry> {
    const [gate] = await district.rows<{ site: number; zone: number; name: string }>(
      ['site', 'zone', 'name'],
      `select s.number as site, coalesce(z.number, 0) as zone, d.name from sentries d join sites s on s.id = d.site
       left join zones z on z.id = d.zone where d.device = ${device}`,
    );
    const asked = await district.as<{ code: string }>(
      'staff',
      'administrator@demo.example',
      'venue/pairing-code',
      gate!,
    );
    return SimulatedSentry.pair(district.server.url, asked.code);
  }

  it('become what the filling wrote: rows, counts of days, hours, sites and areas, alarms', async () => {
    const filled = await written();
    assert.ok(filled.scans.length > 500 && filled.notices.length > 10, `${filled.scans.length} scans`);
    const rows = await district.scansOf(day);
    const passIds = await passes(rows);
    await run(`delete from scan_${day}`);
    await run(`delete from notices where ${ofDay}`);
    for (const table of ['stat_day', 'stat_hour', 'stat_area'])
      await run(`update ${table} set scans = 0, alerts = 0, refused = 0 where day = ${day}`);
    const emptied = await written();
    assert.notDeepEqual(emptied.counts, filled.counts);

    for (const device of new Set(rows.map((row) => row.device))) {
      const sentry = await standIn(device);
      for (const row of rows.filter((one) => one.device === device)) {
        const pass = row.pass > 0 ? passIds.get(row.pass) : null;
        const text = `[${row.t},${row.site},${device},${JSON.stringify(pass)},${row.outcome},${row.policy},${row.detail}]`;
        await sentry.queue.add(unpackScan(text, row.seq) as unknown as Scan);
      }
      while (sentry.queue.waiting.length > 0) {
        const { results } = await sentry.upload();
        assert.ok(
          results.every(({ status }) => status === 'stored'),
          JSON.stringify(results),
        );
      }
    }

    const made = await written();
    assert.deepEqual(made.scans, filled.scans);
    assert.deepEqual(made.order, filled.order);
    // A visit of somebody who was scanned beside it counts no more: the filling plays people who do both, and joins nothing.
    const [beside] = await district.rows<{ joined: number }>(
      ['joined'],
      `select count(*) as joined from visit_${day} where instr(merged, 'scan:') > 0`,
    );
    assert.equal(visitsIn(filled.counts) - visitsIn(made.counts), beside!.joined);
    assert.deepEqual(withoutVisits(made.counts), withoutVisits(filled.counts));
    assert.deepEqual(made.notices, filled.notices);
  });
});
