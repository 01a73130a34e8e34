import { dayStart, localDay } from '../../domain/time/local-day.ts';
import { audit } from '../audit/audit.ts';
import { staffActor, type Asker } from '../http/asker.ts';
import { row } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

/**
 * Notes that an account of some sub-districts asked for a site of another one, which it is told does not exist: once a day for each account, with
 * neither the site nor the sub-district.
 */
export function noteOutside(app: App, asker: Asker, site: number, now: number): void {
  if (asker.scope.length === 0 || asker.account.collection().name !== 'staff') return;
  const [action, actor] = ['scope.outside', staffActor(asker)] as const;
  const isThere = row(app, ['number'], 'select number from sites where number = {:site}', { site }) !== null;
  const isNoted =
    row(
      app,
      ['seq'],
      `select seq from audit where actor = {:actor} and (actor < 'person:' OR actor >= 'person;')
         and action = {:action} and at >= {:since} order by seq desc limit 1`,
      { actor, action, since: dayStart(localDay(now)) },
    ) !== null;
  if (isThere && !isNoted) audit(app, { actor, action, subject: 'a site of another sub-district' });
}
