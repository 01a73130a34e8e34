import { requestOverride } from '../../statuses/overrides.ts';
import { castAsker, castEmails, notOfCast } from '../cast/cast.ts';
import { row } from '../../vm/sql.ts';
import type { App } from '../../vm/vm.ts';

/**
 * One colour waits for a second official's decision, asked for by the health officer about one of the many: the leading one's
 * login can decide it. Once it was decided, the next refresh asks anew.
 */
export function askForOverride(app: App, now: number): void {
  const waiting = row<{ id: string }>(
    app,
    ['id'],
    `select id from overrides where state = 'requested' and validUntil > {:now} limit 1`,
    { now },
  );
  if (waiting) return;
  const found = row<{ official: string; person: string }>(
    app,
    ['official', 'person'],
    `select s.id as official, p.id as person from staff s, persons p
     where s.email = {:asker} and p.colour = '' and ${notOfCast}
       and not exists (select 1 from overrides o where o.person = p.id)
     order by s.rowid, p.rowid limit 1`,
    { asker: castAsker, cast: castEmails },
  );
  if (!found) return;
  const official = app.findRecordById('staff', found.official);
  const asked = {
    person: found.person,
    colour: 'yellow' as const,
    reason: 'close-contact' as const,
    days: 7,
  };
  requestOverride(app, official, asked, now);
}
