import { backlogMs, fineDevices, urgency } from '../../domain/fleet/sentry-health.ts';
import { inScopeSql, scopeValue } from '../places/scope.ts';
import { DynamicModel, type App } from '../vm/vm.ts';
import { onlineSql, sentriesSql, sentryObject } from './fleet.ts';

/** So many are named; all are in the lists of sentries. */
const worstNamed = 8;
const silentNamed = 4;

const fine = fineDevices.map((word) => `'${word}'`).join(', ');
const isSilent = `(revoked = 0 and not ${onlineSql} and lastSeen > 0)`;
const isNever = '(revoked = 0 and lastSeen = 0)';
/** As waitedMs (domain/fleet/sentry-health.ts) says it. */
const waited = `iif(queue = 0, 0, oldestMs + iif(${onlineSql}, 0, max(0, {:now} - lastSeen)))`;

/** As sentryProblems (domain/fleet/sentry-health.ts) says it: what is wrong with a sentry, by urgency. */
const urgencySql = [
  `${urgency.silent} * ${isSilent}`,
  `${urgency.backlog} * (${waited} > ${backlogMs})`,
  `${urgency.rejected} * (rejected <> 0)`,
  ...(['camera', 'temperature', 'sound'] as const).map(
    (device) => `${urgency[device]} * (${onlineSql} and ${device} not in (${fine}))`,
  ),
  `${urgency.never} * ${isNever}`,
].join(' + ');

/** The sentries of an account's sub-districts (none: of the district) in short, as a JSON text of BoardSentries. */
export function sentriesInShort(app: App, scope: readonly string[], now: number): string {
  const sum = (name: string, sql: string): string => `'${name}', coalesce(sum(${sql}), 0)`;
  const named = (which: string, order: string, most: number): string =>
    `(select '[' || coalesce(group_concat(object, ','), '') || ']' from (
       select ${sentryObject} as object from judged where ${which} order by ${order} limit ${most}))`;
  const model = new DynamicModel({ found: '' });
  app
    .db()
    .newQuery(
      `with judged as materialized (
         select *, ${waited} as waited, ${urgencySql} as urgency from (${sentriesSql(app, inScopeSql('s'), now)}))
       select json_object('totals', (select json_object(
           ${sum('total', 'revoked = 0')}, ${sum('online', onlineSql)}, ${sum('silent', isSilent)},
           ${sum('never', isNever)}, ${sum('unpaired', 'revoked <> 0')}, ${sum('problems', 'revoked = 0 and urgency > 0')},
           ${sum('queue', 'queue')}, ${sum('queueing', 'queue > 0')}, 'oldestMs', coalesce(max(waited), 0)) from judged),
         'worst', json(${named('revoked = 0 and urgency > 0', 'urgency desc, silentSince, queue desc, site, name, device', worstNamed)}),
         'silent', json(${named(isSilent, 'silentSince, site, name, device', silentNamed)})) as found`,
    )
    .bind({ ...scopeValue(scope), now })
    .one(model);
  return model['found'] as string;
}
