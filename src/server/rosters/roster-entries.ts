import type { AskedTerms, RosterTerms } from '../../domain/api/gate/roster-api.ts';
import type { ConsentWay, RemovedBy } from '../../domain/roster/roster-forms.ts';
import { noticeVersions } from '../../domain/privacy/notices.ts';
import { mostInRoster, type RosterKind } from '../../domain/roster/roster.ts';
import { recordList, standingRecord } from '../accounts/merged-persons.ts';
import { audit } from '../audit/audit.ts';
import { Fault } from '../vm/fault.ts';
import { row, rows, run } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';
import { changeRoster, type RosterSite } from './roster-state.ts';

/** Who is put on a roster, and on what. */
export interface Enrolment {
  site: RosterSite;
  /** Record id. */
  person: string;
  terms: AskedTerms;
  consent: ConsentWay;
  /** Who has the sheet, where consent is on paper. */
  heldBy?: string;
  /** As the audit log calls who does it. */
  actor: string;
}

/** For so long it is told, and can be proved, who was taken off, ms. */
export const toldMs = 90 * 86_400_000;

/** An entry's terms as statements select them: words of SQL are no names of columns. */
export interface TermColumns {
  kind: RosterKind;
  belongs: string;
  firstDay: number;
  lastDay: number;
}
export const termNames = ['kind', 'belongs', 'firstDay', 'lastDay'] as const;
/** Of `roster_entries e`, or of `roster_invitations e`. */
export const termColumns = 'e.kind, e.belongs, e.first_day as firstDay, e.last_day as lastDay';

export function termsOf({ kind, belongs, firstDay, lastDay }: TermColumns): RosterTerms {
  return { kind, group: belongs, from: firstDay, until: lastDay };
}

/** What was sent, as it is kept. */
export function keptTerms({ kind, group = '', from = 0, until = 0 }: AskedTerms): RosterTerms {
  return { kind, group, from, until };
}

/** The number of a person's entry on a site's roster; null where they are not on it. */
export function entryOf(app: App, site: string, person: string): number | null {
  const found = row<{ number: number }>(
    app,
    ['number'],
    `select number from roster_entries
     where site = {:site} and removed = 0 and person in (select value from json_each({:records}))`,
    { site, records: recordList(app, person) },
  );
  return found?.number ?? null;
}

/**
 * Puts somebody who agreed on a roster. Within a transaction.
 * @returns the entry's number
 * @throws Fault 'overtaken' where they are on it already, 'too-many' when it is full
 */
export function enrol(
  app: App,
  { site, person, terms, consent, heldBy = '', actor }: Enrolment,
  now: number,
): number {
  const record = standingRecord(app, person);
  if (entryOf(app, site.id, record) !== null)
    throw new Fault('overtaken', 'This person is on the roster already.');
  const { count } = row<{ count: number }>(
    app,
    ['count'],
    'select count(*) as count from roster_entries where site = {:site} and removed = 0',
    { site: site.id },
  )!;
  if (count >= mostInRoster)
    throw new Fault('too-many', `${mostInRoster} persons are on this roster, the most there may be.`);
  const { kind, group, from, until } = keptTerms(terms);
  run(
    app,
    `insert into roster_entries (site, person, kind, belongs, first_day, last_day, source, added_by, added,
       consent_version, consent_way, consent_held_by)
     values ({:site}, {:record}, {:kind}, {:group}, {:from}, {:until}, {:source}, {:actor}, {:now},
       ${noticeVersions.membership}, {:consent}, {:heldBy})`,
    {
      site: site.id,
      record,
      kind,
      group,
      from,
      until,
      actor,
      now,
      consent,
      heldBy,
      source: { phone: 'invitation', desk: 'desk', paper: 'import' }[consent],
    },
  );
  const number = entryOf(app, site.id, record)!;
  changeRoster(app, site.id, now);
  audit(app, { actor, action: 'roster.add', subject: `site:${site.number} entry:${number} ${consent}` });
  return number;
}

/** An entry that somebody is to be taken off by. */
export interface LiveEntry {
  number: number;
  site: RosterSite;
}

/** An entry that is on a roster now; null for any other. @param of the person, or the owner of the site, whose it must be */
export function liveEntry(
  app: App,
  number: number,
  of: { person: string } | { owner: string },
): LiveEntry | null {
  const where =
    'person' in of
      ? 'e.person in (select value from json_each({:records}))'
      : `s.owner = {:owner} and s.status <> 'retired'`;
  const found = row<{ id: string; site: number; name: string; nameEn: string }>(
    app,
    ['id', 'site', 'name', 'nameEn'],
    `select s.id, s.number as site, s.name, s.nameEn from roster_entries e join sites s on s.id = e.site
     where e.number = {:number} and e.removed = 0 and ${where}`,
    { number, ...('person' in of ? { records: recordList(app, of.person) } : of) },
  );
  return (
    found && { number, site: { id: found.id, number: found.site, name: found.name, nameEn: found.nameEn } }
  );
}

/** Takes somebody off a roster. Within a transaction. @returns the version that is the first without the entry */
export function removeEntry(
  app: App,
  { number, site }: LiveEntry,
  by: { who: RemovedBy; actor: string },
  now: number,
): number {
  const version = changeRoster(app, site.id, now);
  const removed = run(
    app,
    `update roster_entries set removed = {:now}, removed_by = {:who}, removed_version = {:version}
     where number = {:number} and removed = 0`,
    { now, who: by.who, version, number },
  );
  if (removed === 0) throw new Fault('overtaken', 'This entry was removed meanwhile.');
  run(app, 'delete from roster_cards where entry = {:number}', { number });
  audit(app, {
    actor: by.actor,
    action: 'roster.remove',
    subject: `site:${site.number} entry:${number} version:${version}`,
  });
  return version;
}

/** Every hour: entries that ended, invitations that nobody used, versions that nobody signed for. */
export function forgetOldEntries(app: App, now: number): void {
  const end = now - toldMs;
  run(app, 'delete from roster_entries where removed > 0 and removed < {:end}', { end });
  run(app, 'delete from roster_invitations where expires < {:now}', { now });
  run(
    app,
    `delete from roster_taken where at < {:end} and version < (
       select max(version) from roster_taken o where o.site = roster_taken.site and o.device = roster_taken.device)`,
    { end },
  );
  run(
    app,
    `delete from roster_versions where version < (select built from rosters r where r.site = roster_versions.site)
     and not exists (select 1 from roster_taken t
       where t.site = roster_versions.site and t.version = roster_versions.version)`,
  );
}

/** Kinds and days of all who are on a roster on a day, for its sentries. */
export function entriesOn(
  app: App,
  site: string,
  day: number,
): (RosterTerms & { number: number; person: string })[] {
  const found = rows<TermColumns & { number: number; person: string }>(
    app,
    ['number', 'person', ...termNames],
    `select e.number, e.person, ${termColumns} from roster_entries e
     where e.site = {:site} and e.removed = 0 and (e.last_day = 0 or e.last_day >= {:day}) order by e.number`,
    { site, day },
  );
  return found.map(({ number, person, ...terms }) => ({ number, person, ...termsOf(terms) }));
}
