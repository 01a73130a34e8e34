import type { Ward } from '../domain/api.ts';
import { Fault } from './fault.ts';
import { row, rows } from './sql.ts';
import type { App, StoredRecord } from './vm.ts';

/** For whom a citizen may show a pass. */
export function wardsOf(app: App, guardian: string): Ward[] {
  return rows<Ward>(
    app,
    ['id', 'maskedName', 'kind'],
    `select w.id, c.maskedName, w.kind from wards w join citizens c on c.id = w.ward
     where w.guardian = {:guardian} order by w.rowid`,
    { guardian },
  );
}

/**
 * Whom a request is about: the asker, or the ward that it names by the handle of GET me.
 * @throws Fault 'not-allowed' for anybody else's ward, and for handles that are none
 */
export function personOf(app: App, asker: StoredRecord, handle: unknown): StoredRecord {
  if (handle === undefined || handle === null || handle === '') return asker;
  const found =
    typeof handle === 'string' &&
    row<{ ward: string }>(
      app,
      ['ward'],
      'select ward from wards where id = {:handle} and guardian = {:guardian}',
      { handle, guardian: asker.id },
    );
  if (!found) throw new Fault('not-allowed', 'You are not on record as the guardian of this person.');
  return app.findRecordById('citizens', found.ward);
}
