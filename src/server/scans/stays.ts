import { outcomes } from '../../domain/policy/outcome.ts';
import { detailAt } from '../../domain/scan/sealed-record.ts';
import type { Direction } from '../../domain/scan/scan.ts';
import { staysOf, type Passage, type Stay } from '../../domain/site/stays.ts';
import { dayTable } from '../days/day-tables.ts';
import { rows } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

interface PassageRow {
  t: number;
  site: number;
  zone: number;
  way: Direction | '';
  sentry: number;
}

/**
 * Where somebody was on a day, the latest first: visits that their phone registered and passages through sentries that let them in or out,
 * each stay once.
 * @param numbers of the person on that day
 * @param most of the latest records that are looked at
 */
export function staysOnDay(app: App, day: number, numbers: readonly number[], most: number): Stay[] {
  const found = rows<PassageRow>(
    app,
    ['t', 'site', 'zone', 'way', 'sentry'],
    `select t, site, zone, '' as way, 0 as sentry from ${dayTable('visit', day)}
     where person in (select value from json_each({:numbers}))
     union all
     select s.t, s.site, s.detail->>${detailAt.zone}, coalesce(s.detail->>${detailAt.direction}, ''), 1
     from ${dayTable('pass', day)} p join ${dayTable('scan', day)} s on s.pass = p.pass and s.pass > 0
     where p.person in (select value from json_each({:numbers})) and s.outcome = ${outcomes.indexOf('admit')}
     order by t desc limit {:most}`,
    { numbers: JSON.stringify(numbers), most },
  );
  const passages = found.map(({ t, site, zone, way, sentry }): Passage => ({
    t,
    site,
    zone,
    by: sentry === 1 ? 'sentry' : 'visit',
    ...(way !== '' && { way }),
  }));
  return staysOf(passages);
}
