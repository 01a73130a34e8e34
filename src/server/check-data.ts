import { dataCheckMarker, type DataCheck } from '../domain/backup-api.ts';
import { contiguousHeads } from './chains.ts';
import { daysThere } from './day-tables.ts';
import { readKeyFile } from './key-files.ts';
import { unseal } from './person-keys.ts';
import { lostDays } from './ready-days.ts';
import { row, rows } from './sql.ts';
import { checkKeys } from './start-check.ts';
import { os, type App } from './vm.ts';

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
    lostCases: withKeys ? lostCases(app) : null,
    keys: withKeys ? wrongKeys(app) : null,
    citizens: row<{ count: number }>(app, ['count'], 'select count(*) as count from citizens')!.count,
  };
}

function lostCases(app: App): number[] {
  const open = rows<{ id: number; name: string }>(
    app,
    ['id', 'name'],
    'select id, key_name as name from cases where closed_at is null order by id',
  );
  return open.filter(({ name }) => readKeyFile('case-keys', name) === null).map(({ id }) => id);
}

function wrongKeys(app: App): string | null {
  try {
    checkKeys();
  } catch (error) {
    return (error as Error).message;
  }
  const one = row<{ sealed: string }>(
    app,
    ['sealed'],
    `select sealedName as sealed from citizens where sealedName != '' limit 1`,
  );
  try {
    if (one) unseal(one.sealed);
  } catch {
    return 'The keyring does not open the names in this database: it is another district’s, or an older one.';
  }
  return null;
}

/** The console command `check-data`. */
export function checkDataCommand(app: App): void {
  console.log(dataCheckMarker + JSON.stringify(checkData(app, Date.now())));
}
