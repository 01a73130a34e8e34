import { dayStart, addDays } from '../../domain/time/local-day.ts';
import type { DeletionCertificate } from '../../domain/scan/deletion-certificate.ts';
import { keepForCases } from '../cases/cases.ts';
import { commitToDisk } from '../vm/commit-safety.ts';
import { dayKeyFingerprint, forgetDayKey } from '../days/day-keys.ts';
import { dayKinds, dayTable, daysThere, oldestKeptDay, retentionDays } from '../days/day-tables.ts';
import { certify } from './deletion-certificates.ts';
import { destroyKeyFile, readKeyFile } from '../keys/key-files.ts';
import { forgetPaperDay } from '../passes/paper-days.ts';
import { row, rows, run, transact } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

/**
 * Forgets days in three steps, each of which is whole or was not: the tables go in one transaction, which notes what it did;
 * the key's file goes; the certificate says so. What a crash left half done, the next run finishes from the note.
 */

/** A day whose tables are gone and whose certificate is not written yet. */
interface Purge {
  id: number;
  day: number;
  droppedAt: number;
  retentionDays: number;
  key: string | null;
  tables: DeletionCertificate['tables'];
  kept: DeletionCertificate['kept'];
}

/** Every hour and at each start: forgets the days whose time is over. */
export function purgeOldDays(app: App, now: number): void {
  const oldest = oldestKeptDay(now);
  const days = new Set(dayKinds.flatMap((kind) => daysThere(app, kind)).filter((day) => day < oldest));
  for (const day of [...days].sort((a, b) => a - b)) dropDay(app, day, now);
  finishPurges(app, now);
}

/** The first step: what the day held goes, but for what open cases keep. */
export function dropDay(app: App, day: number, now: number): void {
  // A power cut must not bring the tables back when their key is gone.
  commitToDisk(app);
  transact(app, (inside) => {
    const kept = keepForCases(inside, day);
    const tables = dayKinds
      .filter((kind) => daysThere(inside, kind).includes(day))
      .map((kind) => {
        const name = dayTable(kind, day);
        const { count } = row<{ count: number }>(inside, ['count'], `select count(*) as count from ${name}`)!;
        run(inside, `drop table ${name}`);
        return { name, rows: count };
      });
    forgetPaperDay(inside, day);
    const notices = run(inside, 'delete from notices where t >= {:from} and t < {:to}', {
      from: dayStart(day),
      to: dayStart(addDays(day, 1)),
    });
    tables.push({ name: 'notices', rows: notices });
    run(
      inside,
      `insert into purges (day, dropped_at, retention_days, key, tables, kept)
       values ({:day}, {:now}, {:retention}, {:key}, {:tables}, {:kept})`,
      {
        day,
        now,
        retention: retentionDays(),
        key: dayKeyFingerprint(inside, day),
        tables: JSON.stringify(tables),
        kept: JSON.stringify(kept),
      },
    );
    run(inside, 'delete from day_keys where day = {:day}', { day });
  });
}

/** The second and the third step, for every day whose first is done. */
export function finishPurges(app: App, now: number): void {
  const open = rows<Omit<Purge, 'tables' | 'kept'> & { tables: string; kept: string }>(
    app,
    ['id', 'day', 'droppedAt', 'retentionDays', 'key', 'tables', 'kept'],
    `select id, day, dropped_at as droppedAt, retention_days as retentionDays, key, tables, kept from purges
     order by id`,
  );
  for (const purge of open) {
    // The clock was set back, or the days to keep raised, and the day is in use again: its key stays until it goes again.
    if (dayKinds.some((kind) => daysThere(app, kind).includes(purge.day))) continue;
    destroyKeyFile('day-keys', purge.day, now);
    forgetDayKey(purge.day);
    commitToDisk(app);
    transact(app, (inside) => {
      // Another VM may have finished it meanwhile.
      if (run(inside, 'delete from purges where id = {:id}', { id: purge.id }) === 0) return;
      refuseUntrue(inside, purge.day);
      certify(inside, {
        day: purge.day,
        tables: JSON.parse(purge.tables) as Purge['tables'],
        droppedAt: purge.droppedAt,
        key: purge.key,
        keyDestroyedAt: now,
        retentionDays: purge.retentionDays,
        kept: JSON.parse(purge.kept) as Purge['kept'],
      });
    });
  }
}

/** No certificate for what did not happen. */
function refuseUntrue(app: App, day: number): void {
  const left = dayKinds.find((kind) => daysThere(app, kind).includes(day));
  if (left) throw new Error(`${dayTable(left, day)} is there again: its day is not deleted.`);
  if (readKeyFile('day-keys', day) !== null) throw new Error(`The key of day ${day} is still there.`);
}
