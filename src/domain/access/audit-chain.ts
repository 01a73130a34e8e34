import { concat, utf8 } from '../bytes/bytes.ts';
import type { AuditAction } from './audit-action.ts';

/**
 * The audit log's chain, as the server makes it and anybody can follow it: each entry carries the SHA-256 of its own text and of the
 * hash before it. Who has the database can write a chain anew from any entry on; what shows that is its head, which lies in many
 * places that they do not have: signed by the signer, in every published bundle, in every copy of a backup.
 */
export interface AuditEntry {
  /** 1, 2, 3, … */
  seq: number;
  /** UTC ms. */
  at: number;
  actor: string;
  action: AuditAction;
  subject: string;
  /** As what an official acted (audit-held.ts); '' of others, and of entries of before. */
  held: string;
}

/** Where a chain stands: the hash of its last entry, hexadecimal; seq 0 and no hash before the first. */
export interface AuditHead {
  seq: number;
  hash: string;
}

/** A head at a moment. The very text that is signed is its JSON. */
export interface StatedHead extends AuditHead {
  /** UTC ms. */
  at: number;
}

/** What an entry's hash is made of. @param before the hash of the entry before it; '' for the first */
export function auditText({ seq, at, actor, action, subject, held }: AuditEntry, before: string): string {
  return JSON.stringify([seq, at, actor, action, subject, before, ...(held === '' ? [] : [held])]);
}

/** What the signer signs (ECDSA P-256 with SHA-256). */
export function auditHeadMessage(body: string): Uint8Array<ArrayBuffer> {
  return concat(utf8('HSC1-audit\0'), utf8(body));
}

/** Reads the text of a head. Throws a RangeError when it is none. */
export function readHead(body: string): StatedHead {
  let head: Partial<StatedHead> | null;
  try {
    head = JSON.parse(body) as Partial<StatedHead> | null;
  } catch {
    throw new RangeError('The head is no JSON text.');
  }
  const count = (value: unknown) => Number.isSafeInteger(value) && (value as number) > 0;
  if (!count(head?.seq) || !count(head?.at) || !/^[0-9a-f]{64}$/.test(String(head?.hash)))
    throw new RangeError('The head lacks its number, hash or time.');
  return head as StatedHead;
}
