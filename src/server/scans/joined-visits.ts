import { oneVisitMs } from '../../domain/site/visit.ts';
import type { ScanRow } from '../../domain/scan/scan-row.ts';
import { dayTable } from '../days/day-tables.ts';
import { row, rows, run } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';
import { countIn } from './roll-ups.ts';
import { byDay } from './stored-scans.ts';

/**
 * Who scans the code on the door and shows a proof at its sentry was there once. Both records stay; the visit names the scan, and the two
 * count as one: the scan, which is the stronger. A visit is joined to the first scan that is found, however the two arrive.
 */

/** In a visit's `merged`, beside the ids of visits that are this one. */
export function joinMark({ device, seq }: Pick<ScanRow, 'device' | 'seq'>): string {
  return `scan:${device}-${seq}`;
}

/** What a visit that is joined already has in `merged`, for statements. */
const isJoined = `instr(merged, 'scan:') > 0`;

interface Joined {
  person: number;
  id: string;
  t: number;
  device: number;
  seq: number;
}

/** Joins the visits of those who are in newly stored scans of one chain. Within the transaction that stored them. */
export function joinVisits(app: App, chain: number, scans: readonly ScanRow[]): void {
  for (const [day, those] of byDay(scans)) {
    const visits = dayTable('visit', day);
    if (!row(app, ['id'], `select id from ${visits} limit 1`)) continue;
    const sites = new Map<number, { from: number; to: number }>();
    for (const { site, t, pass } of those) {
      if (pass === null) continue;
      const known = sites.get(site);
      sites.set(site, { from: Math.min(known?.from ?? t, t), to: Math.max(known?.to ?? t, t) });
    }
    const seqs = { first: those[0]!.seq, last: those.at(-1)!.seq };
    for (const [site, span] of sites) {
      const found = rows<Joined>(
        app,
        ['person', 'id', 't', 'device', 'seq'],
        `select v.person, v.id, v.t, s.device, min(s.seq) as seq from ${dayTable('scan', day)} s
         join ${dayTable('pass', day)} p on p.pass = s.pass
         join ${visits} v on v.person = p.person and v.site = s.site
           and v.t > s.t - ${oneVisitMs} and v.t < s.t + ${oneVisitMs}
         where s.site = {:site} and s.t between {:from} and {:to} and s.chain = {:chain} and s.pass > 0
           and s.seq between {:first} and {:last} and not ${isJoined}
         group by v.person, v.id`,
        { site, chain, ...span, ...seqs },
      );
      for (const one of found) join(app, day, site, one);
    }
  }
}

function join(app: App, day: number, site: number, { person, id, t, device, seq }: Joined): void {
  run(
    app,
    `update ${dayTable('visit', day)} set merged = merged || {:mark} || ' ' where person = {:person} and id = {:id}`,
    { mark: joinMark({ device, seq }), person, id },
  );
  countIn(app, 'visit', [{ t, site, outcome: 'admit' }], -1);
}

/**
 * The scan of somebody at a site within the time that is one visit; null where there is none.
 * @param numbers of the person on that day
 */
export function scanBeside(
  app: App,
  day: number,
  numbers: readonly number[],
  { site, t }: { site: number; t: number },
): Pick<ScanRow, 'device' | 'seq'> | null {
  return row<Pick<ScanRow, 'device' | 'seq'>>(
    app,
    ['device', 'seq'],
    `select s.device, s.seq from ${dayTable('pass', day)} p
     join ${dayTable('scan', day)} s on s.pass = p.pass and s.t > {:from} and s.t < {:to} and s.site = {:site}
     where p.person in (select value from json_each({:numbers})) order by s.t limit 1`,
    { numbers: JSON.stringify(numbers), site, from: t - oneVisitMs, to: t + oneVisitMs },
  );
}
