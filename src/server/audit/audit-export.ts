import { auditText } from '../../domain/access/audit-chain.ts';
import { auditExportColumns, auditExportKinds } from '../../domain/access/audit-export.ts';
import { demandMay } from '../http/asker.ts';
import { row } from '../vm/sql.ts';
import type { App, StoredRecord } from '../vm/vm.ts';
import { auditHash, auditHead, lastKeyed } from './audit.ts';
import { openPart, partAfter, rowsAfter } from './audit-entries.ts';
import { statedHeads } from './audit-heads.ts';

const pageRows = 1000;

type Row = (string | number | null)[];

/** Where a page ends: at an entry, with the chain's hash there; once all entries are written, at a signed head. */
interface Key {
  seq: number;
  hash: string;
  heads: number | null;
}

interface Entry {
  seq: number;
  at: number;
  actor: string;
  action: string;
  subject: string;
  held: string;
  hash: string;
  before: string;
}

function rowOf({ seq, at, actor, action, subject, held, hash, before }: Entry): Row {
  const text = auditText({ seq, at, actor, action: action as never, subject, held }, before);
  // Beside what people read stands the very text that was hashed: a spreadsheet may change the other cells.
  return [seq, new Date(at).toISOString(), actor, action, subject, hash, text, held || null];
}

/** Some entries after one, out of sealed parts as out of rows. @param before the chain's hash at `seq` */
function entriesAfter(app: App, seq: number, before: string): Entry[] {
  const part = partAfter(app, seq);
  let last = before;
  if (!part)
    return rowsAfter(app, seq, pageRows).map((entry) => {
      const whole = { ...entry, before: last };
      last = entry.hash;
      return whole;
    });
  return openPart(part).map(([at, actor, action, subject, held = ''], index) => {
    const entry = { seq: part.first + index, at, actor, action, subject, held };
    const whole = { ...entry, hash: auditHash(app, entry, last), before: last };
    last = whole.hash;
    return whole;
  });
}

/** The whole log as a file that anybody can verify (npm run verify-audit), with the heads that the signer signed. */
export const auditExport = {
  // Heads are the same in both languages: the tool that verifies the file knows it by them.
  columns: auditExportColumns.map((head, index) => ({
    head: { 'zh-CN': head, en: head },
    value: (cells: Row) => cells[index] ?? null,
  })),
  read: () => ({}),
  demandMay: (official: StoredRecord) => demandMay(official, 'audit.see'),
  total(app: App): number {
    const { heads } = row<{ heads: number }>(app, ['heads'], 'select count(*) as heads from audit_heads')!;
    return 1 + (auditHead(app)?.seq ?? 0) + heads;
  },
  page(app: App, _asked: object, after: Key | null): { rows: Row[]; next: Key | null } {
    const from = after ?? { seq: 0, hash: '', heads: null };
    if (from.heads === null) {
      const first: Row[] = after
        ? []
        : [
            [
              null,
              null,
              null,
              auditExportKinds.form,
              null,
              null,
              JSON.stringify({ keyedUntil: lastKeyed(app) }),
            ],
          ];
      const entries = entriesAfter(app, from.seq, from.hash);
      const last = entries[entries.length - 1];
      const next = last ? { seq: last.seq, hash: last.hash, heads: null } : { ...from, heads: 0 };
      return { rows: [...first, ...entries.map(rowOf)], next };
    }
    const heads = statedHeads(app, from.heads, pageRows);
    const written = heads.map((head): Row => {
      const { seq, hash, at } = JSON.parse(head.body) as { seq: number; hash: string; at: number };
      return [
        seq,
        new Date(at).toISOString(),
        'signer',
        auditExportKinds.head,
        null,
        hash,
        JSON.stringify(head),
      ];
    });
    const last = written[written.length - 1];
    const next = written.length === pageRows ? { ...from, heads: Number(last![0]) } : null;
    return { rows: written, next };
  },
};
