import { habitActs, habitDays, oddDays } from '../../domain/access/unusual.ts';
import type { ElsewhereActs } from '../../domain/api/audit-api.ts';
import { addDays, dayStart, localDay } from '../../domain/time/local-day.ts';
import { firstOpen, firstSince } from '../audit/audit-search.ts';
import { rows } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';
import { accounts, staffAlone, told } from './oddities.ts';

/** What names a site in the log, by its number or its record. Nothing else is kept to know somebody's habit. */
const atSites = ['pairing-code.make', 'policy.replay', 'case.hold'];

interface Group {
  actor: string;
  subdistrict: string;
  isLate: number;
  times: number;
  last: number;
}

/** Who acted at sites of one sub-district alone, often enough to call it a habit, and lately in another; the latest first. */
export function elsewhere(app: App, now: number): ElsewhereActs[] {
  const today = localDay(now);
  const late = dayStart(addDays(today, 1 - oddDays));
  const first = firstSince(app, dayStart(addDays(today, 1 - oddDays - habitDays)));
  // A purpose in words comes behind a semicolon: what it names is no site of the act.
  const groups = rows<Group>(
    app,
    ['actor', 'subdistrict', 'isLate', 'times', 'last'],
    `select actor, subdistrict, at >= {:late} as isLate, count(*) as times, max(at) as last
     from (select actor, at, coalesce(
             (select subdistrict from sites where id = site),
             (select subdistrict from sites where site not glob '*[^0-9]*' and number = cast(site as integer))
           ) as subdistrict
           from (select actor, at, substr(its, 1, instr(its || ' ', ' ') - 1) as site
                 from (select actor, at, substr(subject, instr(subject, 'site:') + 5) as its
                       from audit where ${staffAlone} and action <> 'pass.issue'
                         and action in (select value from json_each({:actions})) and seq >= {:from}
                         and instr(subject, 'site:') > 0
                         and (instr(subject, ';') = 0 or instr(subject, 'site:') < instr(subject, ';')))))
     where subdistrict is not null
     group by actor, subdistrict, isLate`,
    { late, from: Math.max(firstOpen(app), first), actions: JSON.stringify(atSites) },
  );
  const found = [...new Set(groups.map(({ actor }) => actor))].flatMap((actor) => {
    const its = groups.filter((group) => group.actor === actor);
    const before = its.filter(({ isLate }) => isLate === 0);
    const [usual] = before;
    if (!usual || before.length > 1 || usual.times < habitActs) return [];
    const others = its.filter(({ isLate, subdistrict }) => isLate === 1 && subdistrict !== usual.subdistrict);
    if (others.length === 0) return [];
    return [
      {
        actor,
        usual: usual.subdistrict,
        others: others.map(({ subdistrict }) => subdistrict),
        times: others.reduce((sum, { times }) => sum + times, 0),
        last: Math.max(...others.map(({ last }) => last)),
      },
    ];
  });
  const known = accounts(
    app,
    found.map(({ actor }) => actor),
  );
  return found
    .sort((one, other) => other.last - one.last)
    .map(({ actor, ...one }) => ({ ...told(known, actor), ...one }));
}
