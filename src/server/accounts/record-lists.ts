import { Fault } from '../vm/fault.ts';
import { refuse } from './sign-ins.ts';
import type { HookedRequest } from '../vm/vm.ts';

/**
 * PocketBase's own lists and views of records are for superusers. They count, sort and filter by every field of a collection and
 * of those it leads to, so that whoever may list anything learns by asking what the answer itself does not say: how many alarms
 * there were, for instance. A collection's rules stand nevertheless: they say whom its messages reach.
 */
export function guardRecordLists(e: HookedRequest): void {
  if (e.auth?.collection().name === '_superusers') return e.next();
  refuse(e.requestEvent, new Fault('not-allowed', 'Records are listed by this district’s own pages alone.'));
}
