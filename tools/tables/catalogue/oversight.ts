import type { Catalogue } from './entry.ts';

const good = 'for good';

/** What accounts for the processing: who did what, what was deleted, what is backed up. */
export const oversight: Catalogue = {
  audit: {
    purpose: 'who did what to what, chained; read by the auditor',
    basis: 'duty',
    kept: 'two months as rows, then sealed in parts, for good',
    fields: { account: 'actor held', handle: 'subject', plain: 'seq at action hash' },
  },
  audit_parts: {
    purpose: 'old entries of the audit log, sealed',
    basis: 'duty',
    kept: good,
    fields: { sealed: 'sealed', plain: 'first last month before after' },
  },
  audit_form: {
    purpose: 'which entries a version before hashed under a key',
    basis: 'none',
    kept: 'one row',
    fields: { plain: 'keyed_until' },
  },
  audit_heads: {
    purpose: 'where the audit log’s chain stood each hour, signed',
    basis: 'duty',
    kept: good,
    fields: { plain: 'seq body key signature' },
  },
  audit_checks: {
    purpose: 'what each verification of the audit log found',
    basis: 'duty',
    kept: good,
    fields: { account: 'staff', plain: 'id at entries parts heads unproved wrong fault' },
  },
  access_log: {
    purpose:
      'who of the staff saw something tied to a person, by person and day; the person reads it, without names',
    basis: 'duty',
    kept: good,
    fields: { handle: 'person', account: 'staff role', plain: 'id day at kind purpose case_id entry' },
  },
  tracer_keys: {
    purpose: 'officers’ browsers that may open names: what two custody officers signed of each',
    basis: 'duty',
    kept: 'for good',
    fields: { account: 'staff body signatures removed_by', plain: 'id point made removed reason' },
  },
  tracing_wraps: {
    purpose: 'the tracing key, wrapped for an officer’s browser: it opens there alone',
    basis: 'duty',
    kept: 'for good',
    fields: { account: 'handed_by', secret: 'wrapped', plain: 'key generation at' },
  },
  access_withholdings: {
    purpose: 'for which open case, and until when, two officials withhold such reads',
    basis: 'duty',
    kept: good,
    fields: { handle: 'person', account: 'asked_by decided_by', plain: 'id case_id at until' },
  },
  access_shown_early: {
    purpose: 'which withholding an official ended before its time',
    basis: 'duty',
    kept: good,
    fields: { account: 'staff', plain: 'withholding at' },
  },
  person_searches: {
    purpose: 'how many persons an official looked for on a day: the limit, and who is told of it',
    basis: 'duty',
    kept: 'some days after the day',
    fields: { account: 'official', plain: 'day searches refused' },
  },
  deletion_certificates: {
    purpose: 'what was deleted when, signed and chained, readable by anybody who may see deletions',
    basis: 'duty',
    kept: good,
    fields: { plain: 'number day body key signature' },
  },
  purges: {
    purpose: 'deletions that have begun',
    basis: 'none',
    kept: 'until certified',
    fields: { plain: 'id day dropped_at retention_days key tables kept' },
  },
  purge_count: {
    purpose: 'how many scans a day held that is deleted',
    basis: 'none',
    kept: 'until certified',
    fields: { plain: 'day scans' },
  },
  day_keys: {
    purpose: 'the fingerprint of each day’s key, which lies outside the database',
    basis: 'none',
    kept: 'as the day',
    fields: { plain: 'day fingerprint' },
  },
  backup_marks: {
    purpose: 'what each backup holds, so that a sentry deletes only what is durable',
    basis: 'none',
    kept: '30 days where it was not declared',
    fields: { plain: 'name at heads declared' },
  },
  approvals: {
    purpose: 'what waits for a second official, and what became of it',
    basis: 'duty',
    kept: good,
    fields: {
      account: 'staff decided_by',
      handle: 'asked',
      plain: 'id kind reason asked_at expires state decided_at',
    },
  },
  work: {
    purpose: 'long work: who asked, how far it is; what was asked is sealed under a key of its own',
    basis: 'service',
    kept: 'a day after its end, with its key',
    fields: {
      account: 'staff',
      sealed: 'asked position',
      plain: 'id kind key_name state steps done total bytes fault asked_at stepped_at ended_at expires',
    },
  },
  work_parts: {
    purpose: 'the files that long work makes, sealed',
    basis: 'service',
    kept: 'as the work',
    fields: { plain: 'work part', sealed: 'sealed' },
  },
};
