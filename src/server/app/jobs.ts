import { stateHead } from '../audit/audit-heads.ts';
import { sealOldAudit } from '../audit/audit-parts.ts';
import { destroyClosedKeys } from '../cases/cases.ts';
import { prepareDays, retentionDays } from '../days/day-tables.ts';
import { tellBoards } from '../http/board-topic.ts';
import { endOverdueCommands, forgetCommands } from '../fleet/commands.ts';
import { dropExpired } from '../passes/denied-passes.ts';
import { tellDesks } from '../http/desk-topic.ts';
import { endOverdueApprovals } from '../approvals/approvals.ts';
import { endOverdueOverrides } from '../statuses/overrides.ts';
import { checkHeads } from '../scans/chain-heads.ts';
import { keySiteNames } from '../places/name-keys.ts';
import { sealOldIdentities } from '../custody/seal-old.ts';
import { numberPapers } from '../passes/paper-days.ts';
import { dropOldPapers } from '../passes/pass-log.ts';
import { forgetWrongNumbers } from '../people/own-number.ts';
import { forgetSearches } from '../people/person-searches.ts';
import { purgeOldDays } from '../retention/purge.ts';
import { forgetNoticeCounts } from '../notices/notice-cap.ts';
import { dropOldSessions } from '../keys/sealing.ts';
import { signerAwaySince, signerState, unlessAway } from '../keys/signer.ts';
import { advanceRollouts } from '../policy/rollout.ts';
import { watchSilence } from '../fleet/silence.ts';
import { forgetLookups } from '../identify/gate-lookups.ts';
import { forgetImports } from '../rosters/desk-rosters.ts';
import { forgetGroups } from '../scans/way-counts.ts';
import { forgetCards, renewStatuses } from '../rosters/roster-cards.ts';
import { forgetOldEntries } from '../rosters/roster-entries.ts';
import { endOverdueShifts } from '../rosters/roster-state.ts';
import { endConnections } from '../accounts/sessions.ts';
import { forgetEndedSignIns } from '../accounts/sign-out.ts';
import { forgetSessions } from '../accounts/staff-sessions.ts';
import { forgetLanes } from '../accounts/sign-in-throttle.ts';
import { lockUnused } from '../staff/unused.ts';
import { endOverdueWork } from '../long-work/work.ts';
import { workThisMinute } from '../long-work/worker.ts';
import { run, transact } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

const day = 86_400_000;

/** Every hour: what was kept long enough goes, what will be needed is made. */
export function hourly(app: App, now = Date.now()): void {
  transact(app, (inside) => prepareDays(inside, now));
  numberPapers(app, now);
  // Each certificate is signed: what is due is deleted once the signer is back.
  unlessAway('Deleting what was kept long enough', () => purgeOldDays(app, now));
  destroyClosedKeys(app, now);
  // A paper may be in a scan that is kept for so long after the paper's own end.
  dropOldPapers(app, now - (retentionDays() + 1) * day);
  const end = now - retentionDays() * day;
  run(app, 'delete from fleet_changes where at < {:end}', { end });
  forgetCommands(app, now);
  endOverdueOverrides(app, now);
  transact(app, (inside) => dropExpired(inside, now));
  dropOldSessions(app, now);
  forgetLanes(app, now);
  lockUnused(app, now);
  forgetSessions(app, now);
  forgetEndedSignIns(app, now);
  unlessAway('Signing where the audit log stands', () => stateHead(app));
  sealOldAudit(app, now);
  forgetNoticeCounts(app, now);
  forgetSearches(app, now);
  forgetWrongNumbers(app, now);
  forgetLookups(app, now);
  forgetOldEntries(app, now);
  forgetCards(app);
  renewStatuses(app, now);
  forgetImports(app, now);
  forgetGroups(app, now);
  run(app, 'delete from pairing_codes where expires < {:now}', { now });
}

/** So long are signatures of chains verified each minute, ms: some 200 of them, and a sixth of one core while so many wait. */
const headsMs = 10_000;

/** So long are names given their sorting keys each minute, ms, where many are new. */
const nameKeysMs = 10_000;

/** So long are identities of versions before sealed anew each minute, ms. */
const sealOldMs = 20_000;

/** Every minute: what the fleet waits for, who fell silent, and what uploads leave for later so that they are answered at once. */
export function minutely(app: App, now = Date.now()): void {
  const changed = [watchSilence(app, now), advanceRollouts(app, now), endOverdueCommands(app, now)];
  // Whoever watches the board learns that it is away, and that it is back, though nobody asked it for anything.
  const away = signerAwaySince();
  unlessAway('Asking how the signer is', signerState);
  changed.push((away === null) !== (signerAwaySince() === null));
  if (changed.includes(true)) tellBoards(app, 0);
  if (checkHeads(app, headsMs, now)) tellBoards(app, 0);
  keySiteNames(app, nameKeysMs);
  unlessAway('Sealing identities to the tracing key', () => sealOldIdentities(app, sealOldMs, now));
  endOverdueShifts(app, now);
  if (endOverdueApprovals(app, now)) tellDesks(app);
  for (const staff of new Set(endOverdueWork(app, now))) tellDesks(app, staff);
  endConnections(app, { before: now });
}

/** Every minute, beside the other job, since it takes all of it: what of the long work waits. */
export function longWork(app: App, now = Date.now()): void {
  workThisMinute(app, now);
}
