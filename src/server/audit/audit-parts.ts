import { dayStart, localDay } from '../../domain/time/local-day.ts';
import { auditHash, type Stored } from './audit.ts';
import { openPart, partAfter, rowsAfter, type HeldEntry, type Part } from './audit-entries.ts';
import { partKey } from './part-key.ts';
import { row, rows, run, transact } from '../vm/sql.ts';
import { os, security, type App } from '../vm/vm.ts';

/**
 * The audit log grows by an entry a pass and stays for ever; its rows do not. Entries older than the month before are sealed in
 * parts, with the hashes of the chain on both sides: the chain goes through them as through rows, and `verifyAudit` follows it
 * from the first entry to the last. They lie in the database, so every backup has them.
 */

/** So many entries a part holds at the most. */
const mostInPart = 2000;
/** So many parts are sealed in one run, each in a transaction of its own. */
const mostParts = 100;

/** The start of the month before a moment's, UTC ms. */
function keptSince(now: number): number {
  const month = Math.floor(localDay(now) / 100);
  const before = month % 100 === 1 ? month - 89 : month - 1;
  return dayStart(before * 100 + 1);
}

/** Every hour: seals what is old. @returns how many parts */
export function sealOldAudit(app: App, now: number): number {
  let parts = 0;
  while (parts < mostParts && transact(app, (inside) => sealPart(inside, keptSince(now)))) parts++;
  return parts;
}

function sealPart(app: App, since: number): boolean {
  // The last entry stays, whatever its age: the next one is chained to it.
  const entries = rows<Stored>(
    app,
    ['seq', 'at', 'actor', 'action', 'subject', 'held', 'hash'],
    `select seq, at, actor, action, subject, held, hash from audit
     where seq < (select max(seq) from audit) order by seq limit ${mostInPart}`,
  );
  const young = entries.findIndex(({ at }) => at >= since);
  const old = young < 0 ? entries : entries.slice(0, young);
  const [first, last] = [old[0], old[old.length - 1]];
  if (!first || !last) return false;
  const before =
    row<Part>(app, ['after'], 'select after from audit_parts order by first desc limit 1')?.after ?? '';
  const sealed = security.encrypt(
    JSON.stringify(
      old.map(({ at, actor, action, subject, held }): HeldEntry =>
        held === '' ? [at, actor, action, subject] : [at, actor, action, subject, held],
      ),
    ),
    partKey(),
  );
  run(
    app,
    `insert into audit_parts (first, last, month, before, after, sealed)
     values ({:first}, {:last}, {:month}, {:before}, {:after}, {:sealed})`,
    {
      first: first.seq,
      last: last.seq,
      month: Math.floor(localDay(last.at) / 100),
      before,
      after: last.hash,
      sealed,
    },
  );
  run(app, 'delete from audit where seq <= {:last}', { last: last.seq });
  return true;
}

/** How far a chain was followed. */
export interface ChainPlace {
  /** Of the last entry that holds. */
  seq: number;
  hash: string;
  parts: number;
}

/**
 * Follows the chain through one part, or as many rows.
 * @param seen told of each entry that holds
 * @returns `wrong`: the first entry that does not hold, or is missing; null when all do
 */
export function followChain(
  app: App,
  from: ChainPlace,
  seen: (seq: number, hash: string) => void = () => undefined,
): { at: ChainPlace; isOver: boolean; wrong: number | null } {
  let { seq, hash } = from;
  const { parts } = from;
  const part = partAfter(app, seq);
  if (part) {
    const wrong = { at: from, isOver: true, wrong: seq + 1 };
    if (part.first !== seq + 1 || part.before !== hash) return wrong;
    let entries: HeldEntry[];
    try {
      entries = openPart(part);
    } catch {
      return wrong;
    }
    const hashes = entries.map(([at, actor, action, subject, held = '']) => {
      hash = auditHash(app, { seq: ++seq, at, actor, action, subject, held }, hash);
      return hash;
    });
    // Which entry of a part was changed is not known: hashes lie at its ends alone.
    if (seq !== part.last || hash !== part.after) return wrong;
    hashes.forEach((each, index) => seen(part.first + index, each));
    return { at: { seq, hash, parts: parts + 1 }, isOver: false, wrong: null };
  }
  const live = rowsAfter(app, seq, mostInPart);
  for (const entry of live) {
    const next = auditHash(app, entry, hash);
    if (entry.seq !== seq + 1 || entry.hash !== next)
      return { at: { seq, hash, parts }, isOver: true, wrong: seq + 1 };
    [seq, hash] = [entry.seq, next];
    seen(seq, hash);
  }
  return { at: { seq, hash, parts }, isOver: live.length === 0, wrong: null };
}

/** What following the whole chain found. */
export interface AuditCheck {
  /** Entries that hold. */
  entries: number;
  parts: number;
  /** The first entry that does not hold, or is missing; null when all do. */
  wrong: number | null;
}

/** Follows the chain through all parts and rows. Reads one part at a time. */
export function verifyAudit(app: App): AuditCheck {
  let at: ChainPlace = { seq: 0, hash: '', parts: 0 };
  for (;;) {
    const next = followChain(app, at);
    at = next.at;
    if (next.isOver) return { entries: at.seq, parts: at.parts, wrong: next.wrong };
  }
}

/** The console command `check-audit`: ends with 1 when the chain does not hold. */
export function checkAuditCommand(app: App): void {
  const { entries, parts, wrong } = verifyAudit(app);
  if (wrong !== null) {
    console.log(`The audit log does not hold from entry ${wrong} on; those before it do.`);
    os.exit(1);
  }
  console.log(`The audit log holds: ${entries} entries, ${parts} sealed parts among them.`);
}
