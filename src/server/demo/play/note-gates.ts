import { isCare, siteCategories } from '../../../domain/access/categories.ts';
import { run } from '../../vm/sql.ts';
import type { App } from '../../vm/vm.ts';
import { poolOf } from './plan-passages.ts';

/** Notes which gates see people, as the register has them now: a gate that was unpaired sees nobody. */
export function noteGates(app: App, busySentries: number): void {
  run(app, 'delete from demo_gates');
  const pool = (care: boolean): string =>
    `case when s.measuresTemperature then ${poolOf({ measures: true, care })} else ${poolOf({ measures: false, care })} end`;
  run(
    app,
    `insert into demo_gates (device, nth, name, site, site_id, zone, pool)
     select d.device, row_number() over (order by d.device) - 1, d.name, s.number, s.id, coalesce(z.number, 0),
       case when s.category in (select value from json_each({:care})) then ${pool(true)} else ${pool(false)} end
     from sentries d join sites s on s.id = d.site left join zones z on z.id = d.zone
     where d.device <= {:busySentries} and not d.revoked`,
    { busySentries, care: JSON.stringify(careCategories) },
  );
}

const careCategories = siteCategories.filter(isCare);
