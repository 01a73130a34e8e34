import { hasRight } from '../../domain/access/rights.ts';
import { row } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

/** What people ask about themselves, as far as it waits: for the header of who decides. */

/** How a request stands: another colour that was proposed is a second official's to decide, and declined it waits again. */
export const requestState = `case when r.outcome <> '' then r.outcome when o.state = 'requested' then 'second'
  when o.state in ('active', 'lifted') then 'changed' else 'waiting' end`;
export const requestsWithColours = `from person_requests r left join overrides o on o.id = r.override`;

/** Which of them an official sees, or decides on: those about health, or those about who somebody is. */
export interface SeenRequests {
  health: boolean;
  identity: boolean;
}
/** To be bound with `seenFlags`. */
export const seenRequests = `((r.about = 'identity' and {:identity}) or (r.about <> 'identity' and {:health}))`;
export const seenFlags = ({ health, identity }: SeenRequests) => ({
  health: health ? 1 : 0,
  identity: identity ? 1 : 0,
});

/** Which an official decides on. */
export function decidesOn(roles: readonly string[]): SeenRequests {
  return { health: hasRight(roles, 'review.decide'), identity: hasRight(roles, 'identity.correct') };
}

/** How many wait for an official, and of how many the promised time is over. */
export function waitingRequests(
  app: App,
  decides: SeenRequests,
  now: number,
): { waiting: number; overdue: number } {
  return row<{ waiting: number; overdue: number }>(
    app,
    ['waiting', 'overdue'],
    `select count(*) as waiting, count(*) filter (where r.due <= {:now}) as overdue ${requestsWithColours}
     where r.outcome = '' and ${requestState} = 'waiting' and ${seenRequests}`,
    { now, ...seenFlags(decides) },
  )!;
}
