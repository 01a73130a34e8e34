import { tellBoards } from './board-topic.ts';
import { endOverdueCommands, forgetCommands } from './commands.ts';
import { retentionDays, turnDayTables } from './day-tables.ts';
import { dropExpired } from './denied-passes.ts';
import { endOverdueOverrides } from './overrides.ts';
import { indexPhones } from './person-find.ts';
import { advanceRollouts } from './rollout.ts';
import { watchSilence } from './silence.ts';
import { run, transact } from './sql.ts';
import type { App } from './vm.ts';

const day = 86_400_000;

/** Every hour: what was kept long enough goes, what will be needed is made. */
export function hourly(app: App, now = Date.now()): void {
  transact(app, (inside) => turnDayTables(inside, now));
  const end = now - retentionDays * day;
  run(app, 'delete from notices where t < {:end}', { end });
  run(app, 'delete from fleet_changes where at < {:end}', { end });
  forgetCommands(app, now);
  // A pass may lead to a scan that is kept for the same time after its own end.
  run(app, 'delete from pass_log where expires < {:end}', { end });
  endOverdueOverrides(app, now);
  transact(app, (inside) => dropExpired(inside, now));
  indexPhones(app);
  run(app, 'delete from pairing_codes where expires < {:now}', { now });
}

/** Every minute: what the fleet waits for, and who fell silent. */
export function minutely(app: App, now = Date.now()): void {
  const changed = [watchSilence(app, now), advanceRollouts(app, now), endOverdueCommands(app, now)];
  if (changed.includes(true)) tellBoards(app, 0);
}
