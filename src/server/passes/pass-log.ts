import { addDays, localDay } from '../../domain/time/local-day.ts';
import { numberOfDay, numbersOfDay, sealForDay, unsealOfDay } from '../days/day-keys.ts';
import { dayTable, daysThere, ensureDayTables } from '../days/day-tables.ts';
import { hasPaperDay, numberNewPaper, paperIssue } from './paper-days.ts';
import { seal } from '../keys/record-seals.ts';
import { personOfDay } from '../days/person-of-day.ts';
import { personRow } from './person-row.ts';
import { recordsOf, recordsOfMany, standingRecord, type PersonRecord } from '../accounts/merged-persons.ts';
import { row, rows, run } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';
import { paperOwner, personOfPaper } from './paper-owners.ts';

/**
 * Which pass was issued to whom. A pass has another number on each day of its life, and so has a person; what leads from the
 * one to the other is sealed with the key of that day and goes with it. A pass that is valid on two days is therefore logged
 * in both, each time for that day alone: the day that is left tells nothing about the one that is gone.
 */

/** The number under which a pass is seen on a day: what the day's scans hold. */
export function passOfDay(app: App, passId: string, day: number): number {
  return numberOfDay(app, day, `pass:${passId}`);
}

/** What numbers many passes of a day, in 16 digits each. */
export function passNumbers(app: App, day: number): (passId: string) => string {
  const numberOf = numbersOfDay(app, day);
  return (passId) => String(numberOf(`pass:${passId}`)).padStart(16, '0');
}

/** What a pass's row holds, sealed. */
interface SealedPass {
  passId: string;
  /** UTC ms. */
  expires: number;
  /** Body and signature, base64url: on the day of issue alone, so that its showings can be told to be this pass's until then. */
  issued?: string;
  /** True for what the passages of a document are recorded under: no phone has it. */
  document?: true;
}

/** What is known of a pass by its number of a day. */
export interface LoggedPass {
  /** The person's record id. */
  person: string;
  passId: string;
  paper: boolean;
  /** Body and signature, base64url; null when they were never kept or went with the day of issue. */
  issued: string | null;
}

/**
 * Logs a pass on each day that it is valid on. Within a transaction.
 * @param pass `issued`: body and signature, base64url; null when they are not to be kept
 * @returns its number on the day of issue
 */
export function logPass(
  app: App,
  pass: {
    person: string;
    passId: string;
    day: number;
    expires: number;
    issued: string | null;
    document?: true;
  },
): number {
  const { person, passId, expires, issued } = pass;
  for (let day = pass.day; day <= localDay(expires - 1); day = addDays(day, 1)) {
    ensureDayTables(app, day);
    const kept: SealedPass = { passId, expires, ...(pass.document && { document: true }) };
    if (issued !== null && day === pass.day) kept.issued = issued;
    run(
      app,
      `insert into ${dayTable('pass', day)} (pass, person, issued, sealed)
       values ({:pass}, {:person}, {:issued}, {:sealed})`,
      {
        pass: passOfDay(app, passId, day),
        person: personRow(app, person, day),
        issued: pass.day,
        sealed: sealForDay(app, day, JSON.stringify(kept)),
      },
    );
  }
  return passOfDay(app, passId, pass.day);
}

/** How many passes a person was issued on a day, not counting paper. */
export function passesIssued(app: App, person: string, day: number): number {
  if (!daysThere(app, 'pass').includes(day)) return 0;
  return row<{ count: number }>(
    app,
    ['count'],
    `select count(*) as count from ${dayTable('pass', day)}
     where person in (select value from json_each({:numbers})) and issued = {:day}`,
    { numbers: JSON.stringify(numbersOfPerson(app, person, day)), day },
  )!.count;
}

/**
 * Logs a pass on paper. It is valid for months, so its register is sealed with the person key; from a scan to it the way leads
 * through the key of the scan's day alone. Within a transaction.
 */
export function logPaper(
  app: App,
  paper: { person: string; asker: string; passId: string; day: number; expires: number },
): void {
  const { person, asker, passId, day, expires } = paper;
  const sealed = seal(JSON.stringify({ person, asker }));
  numberNewPaper(app, { passId, expires, sealed, day });
  run(
    app,
    `insert into papers (pass_id, owner, day, expires, sealed)
     values ({:passId}, {:owner}, {:day}, {:expires}, {:sealed})`,
    { passId, owner: paperOwner(person), day, expires, sealed },
  );
}

/** How many passes on paper were made for a person on a day. */
export function papersIssued(app: App, person: string, day: number): number {
  return row<{ count: number }>(
    app,
    ['count'],
    'select count(*) as count from papers where owner in (select value from json_each({:owners})) and day = {:day}',
    { owners: owners(recordsOf(app, person)), day },
  )!.count;
}

/** All of a person's passes on paper that are still in the register. */
export function papersOf(app: App, person: string): LivePass[] {
  return papersIn(app, recordsOf(app, person));
}

/** A pass that is valid, or was not long ago. */
export interface LivePass {
  passId: string;
  /** UTC ms. */
  expires: number;
}

function owners(records: readonly PersonRecord[]): string {
  return JSON.stringify(records.map(({ id }) => paperOwner(id)));
}

function papersIn(app: App, records: readonly PersonRecord[]): LivePass[] {
  return rows<LivePass>(
    app,
    ['passId', 'expires'],
    'select pass_id as passId, expires from papers where owner in (select value from json_each({:owners}))',
    { owners: owners(records) },
  );
}

/** The numbers of a person on a day: one for each of their records. */
export function numbersOfPerson(app: App, person: string, day: number): number[] {
  return recordsOf(app, person).map(({ id }) => personOfDay(app, id, day));
}

/** A person's passes that are valid now, those on paper among them. */
export function livePasses(app: App, person: string, now: number): LivePass[] {
  return livePassesIn(app, recordsOf(app, person), now);
}

/** Those that were made for some records of a person alone. */
export function livePassesIn(app: App, records: readonly PersonRecord[], now: number): LivePass[] {
  const papers = papersIn(app, records).filter(({ expires }) => expires > now);
  const today = localDay(now);
  if (!daysThere(app, 'pass').includes(today)) return papers;
  const logged = rows<{ sealed: string }>(
    app,
    ['sealed'],
    `select sealed from ${dayTable('pass', today)}
     where person in (select value from json_each({:numbers})) and issued <> ${paperIssue}`,
    { numbers: JSON.stringify(records.map(({ id }) => personOfDay(app, id, today))) },
  );
  const live = logged
    .map(({ sealed }) => JSON.parse(unsealOfDay(app, today, sealed)) as SealedPass)
    .filter(({ expires, document }) => expires > now && !document)
    .map(({ passId, expires }) => ({ passId, expires }));
  return [...live, ...papers];
}

/** As `livePasses`, the ids alone, of many persons at once. @param persons records of any of theirs @returns by those records */
export function livePassesOf(app: App, persons: readonly string[], now: number): Map<string, string[]> {
  const today = localDay(now);
  const records = recordsOfMany(app, persons);
  const dayNumber = numbersOfDay(app, today);
  const ownerOf = new Map<string, string>();
  const numbered = new Map<number, string>();
  for (const [record, own] of records) {
    for (const id of own) {
      ownerOf.set(paperOwner(id), record);
      numbered.set(dayNumber(`person:${id}`), record);
    }
  }
  const found = new Map(persons.map((person): [string, string[]] => [person, []]));
  const papers = rows<{ owner: string; passId: string }>(
    app,
    ['owner', 'passId'],
    `select owner, pass_id as passId from papers
     where owner in (select value from json_each({:owners})) and expires > {:now}`,
    { owners: JSON.stringify([...ownerOf.keys()]), now },
  );
  for (const { owner, passId } of papers) found.get(ownerOf.get(owner)!)!.push(passId);
  if (!daysThere(app, 'pass').includes(today)) return found;
  const logged = rows<{ person: number; sealed: string }>(
    app,
    ['person', 'sealed'],
    `select person, sealed from ${dayTable('pass', today)}
     where person in (select value from json_each({:numbers})) and issued <> ${paperIssue}`,
    { numbers: JSON.stringify([...numbered.keys()]) },
  );
  for (const { person, sealed } of logged) {
    const { passId, expires } = JSON.parse(unsealOfDay(app, today, sealed)) as SealedPass;
    if (expires > now) found.get(numbered.get(person)!)!.push(passId);
  }
  return found;
}

/** The person behind a number of a day, by the record that stands for them; null when the day's table has none. */
export function personOfNumber(app: App, day: number, number: number): string | null {
  if (!daysThere(app, 'person').includes(day)) return null;
  const found = row<{ sealed: string }>(
    app,
    ['sealed'],
    `select sealed from ${dayTable('person', day)} where person = {:number}`,
    { number },
  );
  return found && standingRecord(app, unsealOfDay(app, day, found.sealed));
}

/**
 * What is known of the pass with this number on a day; null for one that this server did not issue.
 * @param papers those of the day, where somebody asks for many passes
 */
export function holderOfPass(
  app: App,
  day: number,
  pass: number,
  papers?: Map<number, LoggedPass>,
): LoggedPass | null {
  const found = passRow(app, day, pass);
  if (!found) return (papers ?? olderPapers(app, day)).get(pass) ?? null;
  const { person, issued, sealed } = found;
  const { passId, issued: own } = JSON.parse(unsealOfDay(app, day, sealed)) as SealedPass;
  if (issued === paperIssue)
    return { person: personOfNumber(app, day, person)!, passId, paper: true, issued: null };
  let kept = own ?? null;
  if (issued !== day && daysThere(app, 'pass').includes(issued)) {
    const first = passRow(app, issued, passOfDay(app, passId, issued));
    if (first) kept = (JSON.parse(unsealOfDay(app, issued, first.sealed)) as SealedPass).issued ?? null;
  }
  return { person: personOfNumber(app, day, person)!, passId, paper: false, issued: kept };
}

function passRow(
  app: App,
  day: number,
  pass: number,
): { person: number; issued: number; sealed: string } | null {
  if (!daysThere(app, 'pass').includes(day)) return null;
  return row(
    app,
    ['person', 'issued', 'sealed'],
    `select person, issued, sealed from ${dayTable('pass', day)} where pass = {:pass}`,
    { pass },
  );
}

/**
 * Passes on paper by their number on a day, where that day's table has them not: of days before such numbers were written
 * ahead. None of a day whose table has them.
 */
export function olderPapers(app: App, day: number): Map<number, LoggedPass> {
  if (hasPaperDay(app, day)) return new Map();
  const papers = rows<{ passId: string; sealed: string }>(
    app,
    ['passId', 'sealed'],
    'select pass_id as passId, sealed from papers where day <= {:day}',
    { day },
  );
  return new Map(
    papers.map(({ passId, sealed }) => {
      return [
        passOfDay(app, passId, day),
        { person: standingRecord(app, personOfPaper(sealed)), passId, paper: true, issued: null },
      ];
    }),
  );
}

/** Forgets papers that ended longer ago than a scan is kept. @returns how many */
export function dropOldPapers(app: App, endedBefore: number): number {
  return run(app, 'delete from papers where expires < {:endedBefore}', { endedBefore });
}
