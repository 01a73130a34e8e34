import { audit } from '../audit/audit.ts';
import { firstSince } from '../audit/audit-search.ts';
import { staffActor, type Asker } from '../http/asker.ts';
import { row, transact } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

/** A look that goes on, page by page, is one. */
const lookMs = 3_600_000;

/**
 * Puts on record that somebody looked at the log, before they are shown anything: once an hour for each thing that they look at,
 * however many pages they turn.
 * @param at what they looked at: filters with their values, which name no person
 */
export function noteLook(app: App, asker: Asker, at: string, now: number): void {
  const actor = staffActor(asker);
  transact(app, (inside) => {
    const already = row(
      inside,
      ['seq'],
      `select seq from audit where actor = {:actor} and (actor < 'person:' OR actor >= 'person;')
         and action = 'audit.look' and subject = {:at} and seq >= {:since} limit 1`,
      { actor, at, since: firstSince(inside, now - lookMs) },
    );
    if (!already) audit(inside, { actor, action: 'audit.look', subject: at });
  });
}
