import Papa from 'papaparse';
import { readHead, type AuditHead, type StatedHead } from '../../src/domain/access/audit-chain.ts';
import { auditExportColumns, auditExportKinds } from '../../src/domain/access/audit-export.ts';
import { csvStart } from '../../src/domain/text/csv.ts';
import { PlainError } from '../plain-error.ts';

/** An entry as the file has it: the text that was hashed, and what it says. */
export interface FileEntry extends AuditHead {
  /** The line in the file, from 1. */
  line: number;
  /** What the hash is made of: JSON. */
  text: string;
  /** The hash before it, as the text says. */
  before: string;
  /** As what an official acted; '' of others, and in entries of an earlier version. */
  held: string;
}

export interface FileHead extends StatedHead {
  line: number;
  body: string;
  key: number;
  signature: string;
}

/** An audit log as the auditor's export wrote it (src/server/audit/audit-export.ts). */
export interface AuditFile {
  /** Entries up to this one were hashed under a key that the server alone has. */
  keyedUntil: number;
  entries: FileEntry[];
  heads: FileHead[];
  /** Lines that are neither, with the reason. */
  unread: string[];
}

/** @throws PlainError when it is no export of an audit log at all */
export function readAuditFile(text: string): AuditFile {
  const whole = text.startsWith(csvStart) ? text.slice(csvStart.length) : text;
  const { data, errors } = Papa.parse<string[]>(whole, { skipEmptyLines: true });
  // An export of an earlier version lacks the last column: what it says stands in the chained text.
  const headings = data[0]?.join();
  if (headings !== auditExportColumns.join() && headings !== auditExportColumns.slice(0, -1).join())
    throw new PlainError('This is no exported audit log: its first line does not name the columns of one.');
  const file: AuditFile = { keyedUntil: 0, entries: [], heads: [], unread: [] };
  for (const { row, message } of errors) file.unread.push(`Line ${(row ?? 0) + 1}: ${message}.`);
  for (const [index, cells] of data.slice(1).entries()) {
    const line = index + 2;
    try {
      readLine(file, cells, line);
    } catch {
      file.unread.push(`Line ${line}: it is neither an entry nor a head.`);
    }
  }
  return file;
}

function readLine(file: AuditFile, cells: string[], line: number): void {
  const [number, , , what, , hash = '', chained = ''] = cells;
  if (what === auditExportKinds.form) {
    const { keyedUntil } = JSON.parse(chained) as { keyedUntil: number };
    if (!Number.isSafeInteger(keyedUntil)) throw new RangeError();
    file.keyedUntil = keyedUntil;
    return;
  }
  if (what === auditExportKinds.head) {
    const { body, key, signature } = JSON.parse(chained) as Pick<FileHead, 'body' | 'key' | 'signature'>;
    file.heads.push({ ...readHead(body), line, body, key, signature: String(signature) });
    return;
  }
  const [seq, , , , , before, held = ''] = JSON.parse(chained) as [number, ...unknown[]];
  if (
    !Number.isSafeInteger(seq) ||
    typeof before !== 'string' ||
    typeof held !== 'string' ||
    String(seq) !== number
  )
    throw new RangeError();
  file.entries.push({ line, seq, hash, text: chained, before, held });
}
