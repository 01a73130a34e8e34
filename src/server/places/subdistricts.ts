import { rows } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';
import { inScopeSql, scopeValue } from './scope.ts';

/** The sub-districts of the register in an account's scope, from its kept counts: not all of its sites are read for it. */
export function subdistricts(app: App, scope: readonly string[]): { name: string; nameEn: string }[] {
  return rows(
    app,
    ['name', 'nameEn'],
    `select r.subdistrict as name, max(coalesce((
         select s.subdistrictEn from sites s where s.category = r.category and s.subdistrict = r.subdistrict
         and s.subdistrictEn <> '' limit 1), '')) as nameEn
     from stat_register r where ${inScopeSql('r')} and exists (
       select 1 from sites s where s.category = r.category and s.subdistrict = r.subdistrict)
     group by r.subdistrict order by r.subdistrict`,
    scopeValue(scope),
  );
}
