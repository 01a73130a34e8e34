import { standingRecord } from '../accounts/merged-persons.ts';
import { row } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

/** Who has a number; null for nobody. @param index as the signer makes it */
export function personWith(app: App, index: string): string | null {
  const found = row<{ id: string }>(app, ['id'], 'select id from persons where idIndex = {:index}', {
    index,
  });
  return found && standingRecord(app, found.id);
}
