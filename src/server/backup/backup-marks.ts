import type { ChainHead } from '../../domain/api/backup-api.ts';
import { contiguousHeads } from '../scans/chains.ts';
import { row, run, transact } from '../vm/sql.ts';
import { os, type App } from '../vm/vm.ts';

/**
 * What of each device's chain a backup contains. A sentry keeps what the server has acknowledged until the server says that it
 * is durable: contained in a backup that is somewhere else. A zip on the server's own disk goes with that disk, so it makes
 * nothing durable; its mark waits until somebody has copied it away, verified the copy and said so.
 */

/** A backup about to be made, and made by `next`. */
export interface BackupEvent {
  readonly app: App;
  /** Of the file; chosen by PocketBase during `next` when nobody gave one. */
  readonly name: string;
  next(): void;
}

/** Marks of backups that nobody declared are forgotten after so long, ms. */
const keepUndeclared = 30 * 86_400_000;

/** What tools/backup/backup.ts calls the zips that it seals and removes. */
const sealedByTool = /^sitecode_\d{8}_\d{6}\.zip$/;

/**
 * A zip holds the database in clear, the secrets of all tokens among it. PocketBase's dashboard and its own schedule would leave
 * it on the disk, and its S3 store would get it as it is: none of them knows how to seal.
 * @throws Error that says what to do instead
 */
function refusePlain({ app, name }: BackupEvent): void {
  if (os.getenv('SITECODE_PLAIN_BACKUPS') === 'accept') return;
  if (sealedByTool.test(name) && !app.settings().backups.s3.enabled) return;
  throw new Error(
    'PocketBase’s own backups are not sealed: who reads one can act as any account. Make them by `node tools/run.mjs backup`, ' +
      'or set SITECODE_PLAIN_BACKUPS=accept (docs/operations.md).',
  );
}

/** Around the making of a backup: what is there before it is in it. */
export function markBackup(e: BackupEvent, now = Date.now()): void {
  refusePlain(e);
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
