import { askRequest } from '../../requests/person-requests.ts';
import { castEmails, notOfCast } from '../cast/cast.ts';
import { row, rows } from '../../vm/sql.ts';
import type { App } from '../../vm/vm.ts';

const hour = 3_600_000;

/**
 * What people of the demo ask about themselves: a review whose promised time is over, another one, and a correction. Once somebody decided
 * on all of them, the next refresh asks anew.
 */
export function askForRequests(app: App, now: number): void {
  const waiting = row(app, ['id'], `select id from person_requests where outcome = '' limit 1`);
  if (waiting) return;
  const [late, soon, wrong] = rows<{ id: string }>(
    app,
    ['id'],
    `select p.id from persons p where p.colour in ('', 'yellow') and ${notOfCast}
       and not exists (select 1 from overrides o where o.person = p.id)
     order by p.colour = '', p.rowid limit 3`,
    { cast: castEmails },
  );
  if (!late || !soon || !wrong) return;
  const ask = (kind: 'review' | 'correction', person: string, about: string, words: string, at: number) =>
    askRequest(
      app,
      { kind, person, about, words, whose: { holder: person, via: 'own', account: '' }, actor: 'person' },
      at,
    );
  ask('review', late.id, 'yellow', '五天前已解除观察，至今仍为黄码。', now - 26 * hour);
  ask('review', soon.id, 'yellow', '我没有去过通报的场所，请复核。', now - 2 * hour);
  ask('correction', wrong.id, 'dose', '第三剂接种日期应为四月六日。', now - 20 * hour);
}
