import type { SealingState } from '../../domain/custody/custody-api.ts';
import { row, rows } from '../vm/sql.ts';
import { os, type App } from '../vm/vm.ts';

const day = 86_400_000;
const usualDays = 90;

/** For how many days the operator keeps back-ups: SITECODE_BACKUP_DAYS (1 to 3650); 90 when it is not set. */
function backupDays(): number {
  const set = Number(os.getenv('SITECODE_BACKUP_DAYS') || usualDays);
  return Number.isInteger(set) && set >= 1 && set <= 3650 ? set : usualDays;
}

/** How many identities are sealed to which key, and what became of the key of versions before. */
export function sealingState(app: App): SealingState {
  const sealed = rows<SealingState['sealed'][number]>(
    app,
    ['generation', 'persons'],
    `select keyGeneration as generation, count(*) as persons from persons where keyGeneration > 0
     group by keyGeneration order by keyGeneration desc`,
  );
  const { unsealed } = row<{ unsealed: number }>(
    app,
    ['unsealed'],
    `select count(*) as unsealed from persons where sealedIdentity = ''`,
  )!;
  const old = row<{ destroyed: number }>(
    app,
    ['destroyed'],
    'select destroyed from identity_keys order by destroyed desc limit 1',
  );
  const destroyed = old && old.destroyed > 0 ? old.destroyed : null;
  return {
    sealed,
    unsealed,
    oldKeyDestroyed: destroyed,
    oldBackupsUntil: destroyed === null ? null : destroyed + backupDays() * day,
  };
}
