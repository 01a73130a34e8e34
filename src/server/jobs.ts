import { destroyClosedKeys } from './cases.ts';
import { prepareDays, retentionDays } from './day-tables.ts';
import { tellBoards } from './board-topic.ts';
import { endOverdueCommands, forgetCommands } from './commands.ts';
import { dropExpired } from './denied-passes.ts';
import { endOverdueOverrides } from './overrides.ts';
import { checkHeads } from './chain-heads.ts';
import { indexPhones } from './person-find.ts';
import { dropOldPapers } from './pass-log.ts';
import { purgeOldDays } from './purge.ts';
import { dropOldSessions } from './sealing.ts';
import { advanceRollouts } from './rollout.ts';
import { watchSilence } from './silence.ts';
import { run, transact } from './sql.ts';
import type { App } from './vm.ts';

const day = 86_400_000;

/** Every hour: what was kept long enough goes, what will be needed is made. */
export function hourly(app: App, now = Date.now()): void {
  transact(app, (inside) => prepareDays(inside, now));
  purgeOldDays(app, now);
  destroyClosedKeys(app, now);
  // A paper may be in a scan that is kept for so long after the paper's own end.
  dropOldPapers(app, now - (retentionDays() + 1) * day);
  const end = now - retentionDays() * day;
  run(app, 'delete from fleet_changes where at < {:end}', { end });
  forgetCommands(app, now);
  endOverdueOverrides(app, now);
  transact(app, (inside) => dropExpired(inside, now));
  indexPhones(app);
  dropOldSessions(app, now);
  run(app, 'delete from pairing_codes where expires < {:now}', { now });
}

/** So many signatures of chains are verified a minute: about a second of one core, and 1,200 sentries an hour. */
const headsAMinute = 20;

/** Every minute: what the fleet waits for, who fell silent, and what uploads leave for later so that they are answered at once. */
export function minutely(app: App, now = Date.now()): void {
  const changed = [watchSilence(app, now), advanceRollouts(app, now), endOverdueCommands(app, now)];
  if (changed.includes(true)) tellBoards(app, 0);
  checkHeads(app, headsAMinute, now);
}
