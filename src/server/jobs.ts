import { retentionDays, turnDayTables } from './day-tables.ts';
import { dropExpired } from './denied-passes.ts';
import { endOverdueOverrides } from './overrides.ts';
import { indexPhones } from './person-find.ts';
import { checkHeads } from './chains.ts';
import { dropOldSessions } from './sealing.ts';
import { run, transact } from './sql.ts';
import type { App } from './vm.ts';

const day = 86_400_000;

/** Every hour: what was kept long enough goes, what will be needed is made. */
export function hourly(app: App, now = Date.now()): void {
  transact(app, (inside) => turnDayTables(inside, now));
  const end = now - retentionDays * day;
  run(app, 'delete from notices where t < {:end}', { end });
  // A pass may lead to a scan that is kept for the same time after its own end.
  run(app, 'delete from pass_log where expires < {:end}', { end });
  endOverdueOverrides(app, now);
  transact(app, (inside) => dropExpired(inside, now));
  indexPhones(app);
  dropOldSessions(app, now);
  run(app, 'delete from pairing_codes where expires < {:now}', { now });
}

/** So many signatures of chains are verified a minute: about a second of one core, and 1,200 sentries an hour. */
const headsAMinute = 20;

/** Every minute: what uploads leave for later, so that they are answered at once. */
export function minutely(app: App, now = Date.now()): void {
  checkHeads(app, headsAMinute, now);
}
