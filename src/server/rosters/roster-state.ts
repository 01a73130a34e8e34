import { shiftCodeText } from '../../domain/roster/shift-code.ts';
import { nextRosterVersion, rosterSeconds } from '../accounts/roster-turn.ts';
import { audit } from '../audit/audit.ts';
import { seal, unseal } from '../keys/record-seals.ts';
import { Fault } from '../vm/fault.ts';
import { row, rows, run, transact } from '../vm/sql.ts';
import { security, type App } from '../vm/vm.ts';

/** A site as its roster knows it. */
export interface RosterSite {
  /** Record id. */
  id: string;
  number: number;
  name: string;
  nameEn: string;
}

/** What is kept of a site's roster besides who is on it. */
export interface RosterState {
  version: number;
  /** Counts the keys: each opens what is sealed until its shift ends, and nothing after it. */
  shift: number;
  /** Sealed. */
  shiftKey: string;
  /** When the shift began and is to end, UTC ms; 0: it has not begun, and nobody has its key. */
  begun: number;
  until: number;
  /** The newest version that was stated. */
  built: number;
  /** The version that was the first after somebody came onto the roster or was taken off it. */
  changed: number;
}

const hour = 3_600_000;
const minute = 60_000;

/** 128 bits: a QR code of it stays small. */
function newShiftKey(): string {
  return seal(security.randomStringWithAlphabet(32, '0123456789ABCDEF'));
}

export function rosterState(app: App, site: string): RosterState | null {
  return row<RosterState>(
    app,
    ['version', 'shift', 'shiftKey', 'begun', 'until', 'built', 'changed'],
    `select version, shift, shift_key as shiftKey, begun, until, built, changed from rosters where site = {:site}`,
    { site },
  );
}

/** The next version of a site's roster, which is made where there was none. Within the transaction that changes it. */
export function turnRoster(app: App, site: string, now: number): number {
  run(
    app,
    `insert into rosters (site, version, shift, shift_key) values ({:site}, {:seconds}, 1, {:key})
     on conflict do update set version = ${nextRosterVersion}`,
    { site, key: newShiftKey(), ...rosterSeconds(now) },
  );
  return rosterState(app, site)!.version;
}

/** The same, where other persons are on it than before: sentries that have it know. */
export function changeRoster(app: App, site: string, now: number): number {
  const version = turnRoster(app, site, now);
  run(app, 'update rosters set changed = {:version} where site = {:site}', { version, site });
  return version;
}

/** The key that opens what is sealed now. */
export function shiftKey({ shiftKey: sealed }: RosterState): string {
  return unseal(sealed);
}

/** The shift that runs; null while none does. */
export function runningShift(
  state: RosterState | null,
  now: number,
): { begun: number; until: number } | null {
  return state && state.begun > 0 && state.until > now ? { begun: state.begun, until: state.until } : null;
}

/**
 * Ends a shift: all that is sealed from then on has another key, which nobody is given before the next one begins. Within a transaction.
 * @param actor for the audit log
 */
function endShift(app: App, site: RosterSite, shift: number, actor: string, now: number): void {
  const ended = run(
    app,
    `update rosters set shift = shift + 1, shift_key = {:key}, begun = 0, until = 0, version = ${nextRosterVersion}
     where site = {:site} and shift = {:shift} and begun > 0`,
    { site: site.id, shift, key: newShiftKey(), ...rosterSeconds(now) },
  );
  // Another VM may have ended it meanwhile.
  if (ended > 0)
    audit(app, { actor, action: 'roster.shift-end', subject: `site:${site.number} shift:${shift}` });
}

/** Ends the shift that runs, where one does. */
export function endRunningShift(app: App, site: RosterSite, actor: string, now: number): void {
  transact(app, (inside) => {
    const state = rosterState(inside, site.id);
    if (state && state.begun > 0) endShift(inside, site, state.shift, actor, now);
  });
}

/** Every minute: shifts whose time is over end. */
export function endOverdueShifts(app: App, now: number): void {
  const over = rows<RosterSite & { shift: number }>(
    app,
    ['id', 'number', 'name', 'nameEn', 'shift'],
    `select s.id, s.number, s.name, s.nameEn, r.shift from rosters r join sites s on s.id = r.site
     where r.begun > 0 and r.until <= {:now}`,
    { now },
  );
  for (const site of over) transact(app, (inside) => endShift(inside, site, site.shift, 'server', now));
}

/**
 * Begins a shift, or gives the key of the one that runs to another tablet. On record each time.
 * @param hours how long it is to be, where none runs
 * @throws Fault 'not-found' for a site whose roster nobody was ever on
 */
export function giveShiftKey(
  app: App,
  site: RosterSite,
  hours: number,
  actor: string,
  now: number,
): { code: string; until: number } {
  return transact(app, (inside) => {
    let state = rosterState(inside, site.id);
    if (!state) throw new Fault('not-found', 'Nobody is on this site’s roster yet.');
    if (state.begun > 0 && state.until <= now) {
      endShift(inside, site, state.shift, 'server', now);
      state = rosterState(inside, site.id)!;
    }
    if (state.begun === 0) {
      // Whole minutes, as the code has them.
      const until = Math.floor((now + hours * hour) / minute) * minute;
      run(inside, 'update rosters set begun = {:now}, until = {:until} where site = {:site}', {
        now,
        until,
        site: site.id,
      });
      state = { ...state, begun: now, until };
    }
    audit(inside, { actor, action: 'roster.key', subject: `site:${site.number} shift:${state.shift}` });
    const { shift, until } = state;
    return { code: shiftCodeText({ site: site.number, shift, until, key: shiftKey(state) }), until };
  });
}
