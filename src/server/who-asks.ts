import { Fault } from './fault.ts';
import type { RequestEvent, StoredRecord } from './vm.ts';

/** The auth collections. */
export type AccountKind = 'citizens' | 'owners' | 'staff' | 'sentries';

/**
 * Who asks, when that is somebody of one of these kinds.
 * @throws Fault 'sign-in' for everybody else
 */
export function whoAsks(e: RequestEvent, ...kinds: AccountKind[]): StoredRecord {
  const account = e.auth;
  if (!account) throw new Fault('sign-in', 'Sign in first.');
  if (!kinds.includes(account.collection().name as AccountKind)) {
    throw new Fault(
      'sign-in',
      'You are signed in as somebody this is not for. Sign in with another account.',
    );
  }
  return account;
}
