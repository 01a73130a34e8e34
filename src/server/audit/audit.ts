import type { AuditAction } from '../../domain/access/audit-action.ts';
import { auditText, type AuditHead } from '../../domain/access/audit-chain.ts';
import { heldText } from '../../domain/access/audit-held.ts';
import type { StaffRole } from '../../domain/access/rights.ts';
import { readScope } from '../http/asker.ts';
import { demandDeclared } from '../http/declared/declared-audits.ts';
import { keyring } from '../keys/keyring.ts';
import { row, run, transact } from '../vm/sql.ts';
import { security, type App } from '../vm/vm.ts';

export interface AuditEntry {
  /**
   * Who: "staff:RECORD", "owner:RECORD", "person:NUMBER OF THE DAY", "sentry:DEVICE", "pairing-code", "superuser:RECORD", "server";
   * "nobody" where an address without an account was tried.
   */
  actor: string;
  action: AuditAction;
  /** What it was done to. Never a personal value. */
  subject: string;
}

/** An entry as it is kept. */
export interface Stored extends AuditEntry {
  /** As what an official acted. */
  held: string;
  seq: number;
  at: number;
  hash: string;
}

/** It never changes once the schema is there. */
let keyedUntil: number | null = null;

/** Entries up to this one were hashed under the keyring's `auditKey`, by an earlier version. */
export function lastKeyed(app: App): number {
  keyedUntil ??= row<{ until: number }>(app, ['until'], 'select keyed_until as until from audit_form')!.until;
  return keyedUntil;
}

/** The hash of an entry in the chain (domain/access/audit-chain.ts). */
export function auditHash(app: App, entry: Omit<Stored, 'hash'>, before: string): string {
  const text = auditText(entry, before);
  return entry.seq <= lastKeyed(app) ? security.hs256(text, keyring().auditKey) : security.sha256(text);
}

/** Where the chain stands now; null before its first entry. */
export function auditHead(app: App): AuditHead | null {
  return row<AuditHead>(app, ['seq', 'hash'], 'select seq, hash from audit order by seq desc limit 1');
}

/** As what somebody acts in this moment; '' where they are no official. */
function heldBy(app: App, actor: string): string {
  const [kind, id] = actor.split(':');
  if (kind !== 'staff') return '';
  const found = row<{ roles: string; its: string }>(
    app,
    ['roles', 'its'],
    `select coalesce(roles, '[]') as roles, coalesce(subdistricts, '') as its from staff where id = {:id}`,
    { id: id! },
  );
  return found
    ? heldText({ roles: JSON.parse(found.roles) as StaffRole[], subdistricts: [...readScope(found.its)] })
    : '';
}

/** Appends an entry. Within a transaction the entry stands or falls with it. */
export function audit(app: App, entry: AuditEntry): void {
  demandDeclared(entry.actor, entry.action);
  transact(app, (inside) => {
    const last = auditHead(inside);
    const held = heldBy(inside, entry.actor);
    const numbered = { seq: (last?.seq ?? 0) + 1, at: Date.now(), ...entry, held };
    run(
      inside,
      `insert into audit (seq, at, actor, action, subject, held, hash)
       values ({:seq}, {:at}, {:actor}, {:action}, {:subject}, {:held}, {:hash})`,
      { ...numbered, hash: auditHash(inside, numbered, last?.hash ?? '') },
    );
  });
}
