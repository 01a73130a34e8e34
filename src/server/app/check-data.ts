import { caseKeyMs } from '../../domain/access/approval.ts';
import { dataCheckMarker, type DataCheck } from '../../domain/api/backup-api.ts';
import { auditHead } from '../audit/audit.ts';
import { contiguousHeads } from '../scans/chains.ts';
import { daysThere } from '../days/day-tables.ts';
import { readKeyFile } from '../keys/key-files.ts';
import { oldIdentityKey } from '../keys/old-identity-key.ts';
import { fitsPapers } from '../passes/paper-owners.ts';
import { lostDays } from '../retention/ready-days.ts';
import { row, rows } from '../vm/sql.ts';
import { checkKeys } from './start-check.ts';
import { os, type App } from '../vm/vm.ts';

/** What there is in this data folder, and whether the keys beside the keyring fit it. */
function checkData(app: App, now: number): DataCheck {
  const [{ integrity } = { integrity: 'nothing' }] = rows<{ integrity: string }>(
    app,
    ['integrity'],
    'select group_concat(integrity_check) as integrity from pragma_integrity_check',
  );
  const withKeys = os.getenv('SITECODE_KEYRING') !== '';
  return {
    integrity,
    steps: rows<{ file: string }>(app, ['file'], 'select file from _migrations').map(({ file }) => file),
    heads: contiguousHeads(app),
    days: daysThere(app, 'scan'),
    lostDays: withKeys ? lostDays(app, now) : null,
    lostCases: withKeys ? lostCases(app, now) : null,
    keys: withKeys ? wrongKeys(app) : null,
    persons: row<{ count: number }>(app, ['count'], `select count(*) as count from ${personTable(app)}`)!
      .count,
    audit: auditHead(app),
  };
}

/** Cases without their key: open ones, and closed ones that could still be opened again. */
function lostCases(app: App, now: number): number[] {
  const open = rows<{ id: number; name: string }>(
    app,
    ['id', 'name'],
    `select id, key_name as name from cases where key_gone = 0 and coalesce(closed_at, {:now}) > {:end} order by id`,
    { now, end: now - caseKeyMs },
  );
  return open.filter(({ name }) => readKeyFile('case-keys', name) === null).map(({ id }) => id);
}

/** Where persons are kept: in a backup of a version before, with their accounts. No step of the schema has run on it yet. */
function personTable(app: App): string {
  const table = row(
    app,
    ['name'],
    `select name from sqlite_master where type = 'table' and name = 'persons'`,
  );
  return table ? 'persons' : 'citizens';
}

function wrongKeys(app: App): string | null {
  try {
    checkKeys();
  } catch (error) {
    return (error as Error).message;
  }
  const other = 'The keyring does not fit this database: it is another district’s, or an older one.';
  if (!fitsPapers(app)) return other;
  const one = row<{ sealed: string }>(
    app,
    ['sealed'],
    `select sealedName as sealed from ${personTable(app)} where sealedName != '' limit 1`,
  );
  // Of a backup from before identities were sealed to the tracing key. Where that key is destroyed, nobody opens them.
  const old = one && oldIdentityKey();
  try {
    if (old) old.open(one.sealed);
  } catch {
    return other;
  }
  return null;
}

/** The console command `check-data`. */
export function checkDataCommand(app: App): void {
  console.log(dataCheckMarker + JSON.stringify(checkData(app, Date.now())));
}
