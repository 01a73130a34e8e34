import type { ChainHead } from '../domain/backup-api.ts';
import { contiguousHeads } from './chains.ts';
import { rows, row, run, transact } from './sql.ts';
import type { App } from './vm.ts';

/**
 * What of each device's chain a backup contains. A sentry keeps what the server has acknowledged until the server says that it
 * is durable: contained in a backup that is somewhere else. A zip on the server's own disk goes with that disk, so it makes
 * nothing durable; its mark waits until somebody has copied it away, verified the copy and said so.
 */

/** A backup about to be made, and made by `next`. */
export interface BackupEvent {
  readonly app: App & { settings(): { readonly backups: { readonly s3: { readonly enabled: boolean } } } };
  /** Of the file; chosen by PocketBase during `next` when nobody gave one. */
  readonly name: string;
  next(): void;
}

/** Marks of backups that nobody declared are forgotten after so long, ms. */
const keepUndeclared = 30 * 86_400_000;

/** Around the making of a backup: what is there before it is in it. */
export function markBackup(e: BackupEvent, now = Date.now()): void {
  const heads = contiguousHeads(e.app);
  e.next();
  const { app, name } = e;
  transact(app, (inside) => {
    run(
      inside,
      `insert into backup_marks (name, at, heads) values ({:name}, {:now}, {:heads})
       on conflict do update set at = excluded.at, heads = excluded.heads, declared = null`,
      { name, now, heads: JSON.stringify(heads) },
    );
    run(inside, 'delete from backup_marks where at < {:end}', { end: now - keepUndeclared });
  });
  // To a store elsewhere PocketBase has sent it by now, and the store has acknowledged it.
  if (app.settings().backups.s3.enabled) declareDurable(app, name, heads, now);
}

/** What a marked backup contains; null when there is no such mark. */
export function markOf(app: App, name: string): ChainHead[] | null {
  const found = row<{ heads: string }>(
    app,
    ['heads'],
    'select heads from backup_marks where name = {:name}',
    {
      name,
    },
  );
  return found && (JSON.parse(found.heads) as ChainHead[]);
}

/**
 * Notes that records are in a backup elsewhere. What is durable stays so: nothing is taken back.
 * @param heads what the copy was found to contain
 */
export function declareDurable(app: App, name: string, heads: readonly ChainHead[], now: number): void {
  transact(app, (inside) => {
    run(
      inside,
      `insert into chain_durable (chain, last, at)
       select value->>'chain', value->>'last', {:now} from json_each({:heads}) where true
       on conflict do update set last = excluded.last, at = excluded.at where excluded.last > last`,
      { now, heads: JSON.stringify(heads) },
    );
    run(inside, 'update backup_marks set declared = {:now} where name = {:name}', { name, now });
  });
}

/** The last record of a chain that is durable; 0 when none is. */
export function durableUpTo(app: App, chain: number): number {
  const found = rows<{ last: number }>(
    app,
    ['last'],
    'select last from chain_durable where chain = {:chain}',
    {
      chain,
    },
  );
  return found[0]?.last ?? 0;
}
