import { accessLists, type AccessKind } from '../../domain/access/access-log.ts';
import { roleFor, type Right } from '../../domain/access/rights.ts';
import { localDay } from '../../domain/time/local-day.ts';
import { audit, auditHead } from '../audit/audit.ts';
import { actorOf, type Asker } from '../http/asker.ts';
import { demandReadDeclared } from '../http/declared/declared-reads.ts';
import { run, transact } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

/** One read of some persons. */
interface Read {
  kind: AccessKind;
  /** By which right: it says as which of their roles the official read. */
  right: Right;
  /** The official's words. */
  purpose?: string;
  /** The case it is for; 0 for none. */
  forCase?: number;
}

/** A person who is shown, and the case that shows them. */
export interface Shown {
  person: string;
  forCase?: number;
}

function store(
  app: App,
  { id, roles }: Asker,
  read: Read,
  shown: readonly Shown[],
  entry: number,
  now: number,
): number {
  const { kind, right, purpose = '', forCase = 0 } = read;
  return run(
    app,
    `insert into access_log (person, day, at, staff, role, kind, purpose, case_id, entry)
     select distinct value->>'person', {:day}, {:now}, {:staff}, {:role}, {:kind}, {:purpose},
       coalesce(value->>'forCase', {:forCase}), {:entry}
     from json_each({:shown}) where true on conflict do nothing`,
    {
      day: localDay(now),
      now,
      staff: id,
      role: roleFor(roles, right) ?? roles[0]!,
      kind,
      purpose,
      forCase,
      entry,
      shown: JSON.stringify(shown),
    },
  );
}

/**
 * Notes a read in the logs of those whom it shows, before anything of it is handed out: within the transaction of its audit entry, which
 * is the last one by then.
 */
export function noteRead(app: App, asker: Asker, read: Read, persons: readonly string[], now: number): void {
  demandReadDeclared(read.kind);
  const shown = persons.map((person) => ({ person }));
  if (shown.length > 0) store(app, asker, read, shown, auditHead(app)!.seq, now);
}

/** Notes that a list was shown: once a day for each who looks and each person in it, and on record when any is new to them. */
export function noteList(app: App, asker: Asker, read: Read, shown: readonly Shown[], now: number): void {
  demandReadDeclared(read.kind);
  if (!accessLists.includes(read.kind)) throw new Error(`${read.kind} is no list.`);
  if (shown.length === 0) return;
  transact(app, (inside) => {
    const fresh = store(inside, asker, read, shown, 0, now);
    if (fresh > 0)
      audit(inside, {
        actor: actorOf(asker),
        action: 'person.list',
        subject: `${read.kind} persons:${fresh}`,
      });
  });
}
