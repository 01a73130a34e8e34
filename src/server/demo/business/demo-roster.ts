import type { AskedTerms } from '../../../domain/api/gate/roster-api.ts';
import { enrol } from '../../rosters/roster-entries.ts';
import { row, rows } from '../../vm/sql.ts';
import type { App } from '../../vm/vm.ts';
import { demoMall } from '../places/place-names.ts';

const members: readonly [email: string, terms: AskedTerms][] = [
  ['valid@demo.example', { kind: 'staff', group: '三楼厨房' }],
  ['old-test@demo.example', { kind: 'staff', group: '保安' }],
  ['no-test@demo.example', { kind: 'contractor', group: '电梯维保', until: 20991231 }],
];

/** The demo mall has a small roster, so that its sentries know some of the demo's visitors. Within a transaction. */
export function makeRoster(app: App, now: number): void {
  const site = row<{ id: string; number: number; name: string; nameEn: string }>(
    app,
    ['id', 'number', 'name', 'nameEn'],
    'select id, number, name, nameEn from sites where name = {:demoMall}',
    { demoMall },
  );
  if (!site) return;
  for (const [email, terms] of members) {
    const [found] = rows<{ person: string }>(
      app,
      ['person'],
      `select r.person from account_persons r join citizens a on a.id = r.account
       where a.email = {:email} and r.relation = 'self'`,
      { email },
    );
    if (found) enrol(app, { site, person: found.person, terms, consent: 'phone', actor: 'person' }, now);
  }
}
