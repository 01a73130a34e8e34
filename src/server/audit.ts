import { keyring } from './keyring.ts';
import { row, run, transact } from './sql.ts';
import { security, type App } from './vm.ts';

/** What is written down. Reads of a person by another person come with the pages that make them possible. */
export type AuditAction =
  | 'staff.sign-in'
  | 'pass.issue'
  | 'pass.print'
  | 'scan.proof'
  | 'pairing-code.make'
  | 'sentry.pair'
  | 'sentry.revoke'
  | 'bundle.publish'
  | 'person.find'
  | 'override.request'
  | 'override.approve'
  | 'override.refuse'
  | 'override.lift'
  | 'override.end'
  | 'passes.deny'
  | 'passes.allow'
  | 'policy.draft'
  | 'policy.sign'
  | 'policy.withdraw'
  | 'policy.replay'
  | 'case.hold'
  | 'case.close'
  | 'case.list'
  | 'backup.durable'
  | 'day-keys.lost'
  | 'fleet.ring'
  | 'rollout.advance'
  | 'rollout.release'
  | 'rollout.hold'
  | 'rollout.resume'
  | 'rollout.pace'
  | 'sentry.command'
  | 'sentry.command-withdraw'
  | 'sentry.command-said'
  | 'demo.seed'
  | 'demo.refresh';

export interface AuditEntry {
  /** Who: "staff:RECORD", "owner:RECORD", "person:NUMBER OF THE DAY", "sentry:DEVICE", "pairing-code", "server". */
  actor: string;
  action: AuditAction;
  /** What it was done to. Never a personal value. */
  subject: string;
}

interface Stored extends AuditEntry {
  seq: number;
  at: number;
  hash: string;
}

/** HMAC over an entry and the hash before it: an entry cannot be changed without the key, which is not in the database. */
export function auditHash(entry: Omit<Stored, 'hash'>, before: string, key: string): string {
  const text = JSON.stringify([entry.seq, entry.at, entry.actor, entry.action, entry.subject, before]);
  return security.hs256(text, key);
}

/** Appends an entry. Within a transaction the entry stands or falls with it. */
export function audit(app: App, entry: AuditEntry): void {
  transact(app, (inside) => {
    const last = row<Pick<Stored, 'seq' | 'hash'>>(
      inside,
      ['seq', 'hash'],
      'select seq, hash from audit order by seq desc limit 1',
    );
    const numbered = { seq: (last?.seq ?? 0) + 1, at: Date.now(), ...entry };
    run(
      inside,
      `insert into audit (seq, at, actor, action, subject, hash)
       values ({:seq}, {:at}, {:actor}, {:action}, {:subject}, {:hash})`,
      { ...numbered, hash: auditHash(numbered, last?.hash ?? '', keyring().auditKey) },
    );
  });
}
