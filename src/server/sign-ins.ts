import { audit } from './audit.ts';
import type { App, AuthEvent } from './vm.ts';

/** Writes down that a member of staff signed in; the sign-in does not succeed without that. */
export function auditStaffSignIn(e: AuthEvent & { readonly app: App; readonly authMethod: string }): void {
  if (e.authMethod && e.record) {
    audit(e.app, { actor: `staff:${e.record.id}`, action: 'staff.sign-in', subject: e.authMethod });
  }
  e.next();
}
