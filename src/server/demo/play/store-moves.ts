import { outcomes } from '../../../domain/policy/outcome.ts';
import { dayStart } from '../../../domain/time/local-day.ts';
import { dayTable } from '../../days/day-tables.ts';
import { run } from '../../vm/sql.ts';
import type { App } from '../../vm/vm.ts';

/** Writes what `makeMoves` made into the tables of its day as ingest would have: rows, roll-ups, chains, notices. */

/** The policy that the demo's days were decided by. */
const policy = 1;
/** Sentries are switched on at five in the morning. */
const switchedOn = 5 * 3_600_000;
const hour = 3_600_000;
/** Of a hundred visits so many are by people whose last result is too old. */
const oldAtVisits = 6;

const passages = `demo_moves m join demo_gates g on g.device = m.device
  join demo_passages p on p.pool = g.pool and p.face = m.face`;
const attend = outcomes.indexOf('attend');
const refuse = outcomes.indexOf('refuse');

/** The passages at gates, each the next record of its sentry's chain. */
export function storeScans(app: App, day: number): number {
  // As JSON.stringify writes domain/scan/sealed-record.ts's detail.
  const detail = `'[' || g.zone || ',' || p.temperatures || ',' || p.reasons || ',null,"' ||
    printf('%08x', m.device * 4099 + ${day}) || '",' || (m.t - {:on}) || ',' || p.facts || ']'`;
  const stored = run(
    app,
    `insert into ${dayTable('scan', day)} (site, t, chain, seq, device, pass, outcome, policy, detail)
     select g.site, m.t, m.device, coalesce(c.last, 0) + row_number() over (partition by m.device order by m.t, m.number),
       m.device, case when p.proved then w.pass else 0 end, p.outcome, ${policy}, ${detail}
     from ${passages}
     left join demo_walkers w on w.person = m.person
     left join chain_stretches c on c.chain = m.device and c.first = 1
     order by g.site, m.t`,
    { on: dayStart(day) - 24 * hour + switchedOn },
  );
  run(
    app,
    `update chain_stretches set last = last + n from (select device, count(*) as n from ${dayMoves} group by device) added
     where chain_stretches.chain = added.device and chain_stretches.first = 1`,
  );
  run(app, 'delete from chain_stretches where last = 0');
  run(
    app,
    'update chains set next = s.last + 1 from chain_stretches s where s.chain = chains.chain and chains.chain in (select device from demo_gates)',
  );
  return stored;
}

const dayMoves = 'demo_moves where device > 0';

/** The visits that phones registered. */
export function storeVisits(app: App, day: number): number {
  return run(
    app,
    `insert into ${dayTable('visit', day)} (person, id, t, site, zone, outcome, policy, reasons)
     select w.number, m.mark, m.t, m.site, 0, ${isOld} * ${attend}, ${policy}, case when ${isOld} then 'result.age' end
     from demo_moves m join demo_walkers w on w.person = m.person where m.device = 0`,
  );
}
const isOld = `(m.face % 100 < ${oldAtVisits})`;

/** Adds the day's moves to the counts, as scans/roll-ups.ts counts what is uploaded. */
export function countMoves(app: App, day: number): void {
  run(app, 'delete from demo_counts');
  run(
    app,
    `insert into demo_counts (site, hour, scans, visits, alerts, refused)
     select m.site, (m.t - {:begin}) / ${hour}, sum(m.device > 0), sum(m.device = 0), coalesce(sum(p.outcome > 0), 0), coalesce(sum(p.outcome = ${refuse}), 0)
     from demo_moves m left join demo_gates g on g.device = m.device
     left join demo_passages p on p.pool = g.pool and p.face = m.face group by 1, 2`,
    { begin: dayStart(day) },
  );
  const names = ['scans', 'visits', 'alerts', 'refused'];
  const add = (table: string, by: string, from: string): void => {
    run(
      app,
      `insert into ${table} (day, ${by}, ${names.join(', ')})
       select ${day}, ${by}, ${names.map((name) => `sum(${name})`).join(', ')} from ${from} where true group by ${by}
       on conflict do update set ${names.map((name) => `${name} = ${name} + excluded.${name}`).join(', ')}`,
    );
  };
  add('stat_day', 'site', 'demo_counts');
  add('stat_hour', 'hour', 'demo_counts');
  add('stat_area', 'category, subdistrict', 'demo_counts c join sites s on s.number = c.site');
}

/** A notice for each passage since then (UTC ms) that was not admitted. */
export function storeNotices(app: App, since: number): number {
  const said = outcomes.map((outcome, index) => `when ${index} then '${outcome}'`).join(' ');
  return run(
    app,
    `insert into notices (id, t, site, sentryName, outcome, reasons, body, unknown)
     select substr(lower(hex(randomblob(8))), 1, 15), m.t, g.site_id, g.name, case p.outcome ${said} end, p.reasons, p.body, p.unknown
     from ${passages} where p.outcome > 0 and m.t > {:since} order by m.t`,
    { since },
  );
}

/** Each demo sentry's chain. Nothing was signed: there are no devices that could have. */
export function beginChains(app: App, now: number): void {
  const hex = (bytes: number): string => `lower(hex(randomblob(${bytes})))`;
  run(
    app,
    `insert into chains (chain, id, key, device, begun, next)
     select device, ${hex(8)}, '', device, {:now}, 1 from demo_gates where true on conflict do nothing`,
    { now },
  );
  run(
    app,
    `insert into chain_stretches (chain, first, last, before, after, signature)
     select device, 1, 0, ${hex(32)}, ${hex(32)}, '' from demo_gates where true on conflict do nothing`,
  );
}
