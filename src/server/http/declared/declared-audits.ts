import type { AuditAction } from '../../../domain/access/audit-action.ts';

/**
 * What the request that is being answered may write into the audit log, as its row of the table of routes says; null outside of
 * requests, in jobs and hooks. A virtual machine answers one request at a time.
 */
let declared: readonly AuditAction[] | null = null;

/** Does a request's work. Anything else that it writes into the audit log is an error: the table would not be true. */
export function declaring<Value>(actions: readonly AuditAction[], work: () => Value): Value {
  const before = declared;
  declared = actions;
  try {
    return work();
  } finally {
    declared = before;
  }
}

/**
 * @param actor 'set-up': what the server makes when it is first asked for it, whoever asks
 * @throws Error where the request that is being answered does not say that it writes this
 */
export function demandDeclared(actor: string, action: AuditAction): void {
  if (declared && actor !== 'set-up' && !declared.includes(action))
    throw new Error(`This route's row says nothing of "${action}" in the audit log (domain/api/routes).`);
}
