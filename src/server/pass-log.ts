import { addDays, localDay } from '../domain/local-day.ts';
import { numberOfDay, numbersOfDay, sealForDay, unsealOfDay } from './day-keys.ts';
import { dayTable, daysThere, ensureDayTables } from './day-tables.ts';
import { personOfDay, seal, unseal } from './person-keys.ts';
import { row, rows, run } from './sql.ts';
import { security, type App } from './vm.ts';
import { keyring } from './keyring.ts';

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
}

/** What is known of a pass by its number of a day. */
export interface LoggedPass {
  /** The account's record id. */
  citizen: string;
  passId: string;
  paper: boolean;
  /** Body and signature, base64url; null when they were never kept or went with the day of issue. */
  issued: string | null;
}

/** A person's number on a day, with the row that leads back to the account. Within a transaction that has the day's tables. */
export function personRow(app: App, citizen: string, day: number): number {
  const person = personOfDay(app, citizen, day);
  const table = dayTable('person', day);
  if (!row(app, ['person'], `select person from ${table} where person = {:person}`, { person })) {
    run(app, `insert into ${table} (person, sealed) values ({:person}, {:sealed})`, {
      person,
      sealed: sealForDay(app, day, citizen),
    });
  }
  return person;
}

/**
 * Logs a pass on each day that it is valid on. Within a transaction.
 * @param pass `issued`: body and signature, base64url; null when they are not to be kept
 * @returns its number on the day of issue
 */
export function logPass(
  app: App,
  pass: { citizen: string; passId: string; day: number; expires: number; issued: string | null },
): number {
  const { citizen, passId, expires, issued } = pass;
  for (let day = pass.day; day <= localDay(expires - 1); day = addDays(day, 1)) {
    ensureDayTables(app, day);
    const kept: SealedPass = { passId, expires };
    if (issued !== null && day === pass.day) kept.issued = issued;
    run(
      app,
      `insert into ${dayTable('pass', day)} (pass, person, issued, sealed)
       values ({:pass}, {:person}, {:issued}, {:sealed})`,
      {
        pass: passOfDay(app, passId, day),
        person: personRow(app, citizen, day),
        issued: pass.day,
        sealed: sealForDay(app, day, JSON.stringify(kept)),
      },
    );
  }
  return passOfDay(app, passId, pass.day);
}

/** How many passes a person was issued on a day, not counting paper. */
export function passesIssued(app: App, citizen: string, day: number): number {
  if (!daysThere(app, 'pass').includes(day)) return 0;
  return row<{ count: number }>(
    app,
    ['count'],
    `select count(*) as count from ${dayTable('pass', day)} where person = {:person} and issued = {:day}`,
    { person: personOfDay(app, citizen, day), day },
  )!.count;
}

/** What the account's papers are found by: no number of any day. */
function paperOwner(citizen: string): string {
  return security.hs256(`paper:${citizen}`, keyring().indexKey);
}

/**
 * Logs a pass on paper. It is valid for months, so its register is sealed with the person key; from a scan to it the way leads
 * through the key of the scan's day alone. Within a transaction.
 */
export function logPaper(
  app: App,
  paper: { citizen: string; asker: string; passId: string; day: number; expires: number },
): void {
  const { citizen, asker, passId, day, expires } = paper;
  run(
    app,
    `insert into papers (pass_id, owner, day, expires, sealed)
     values ({:passId}, {:owner}, {:day}, {:expires}, {:sealed})`,
    { passId, owner: paperOwner(citizen), day, expires, sealed: seal(JSON.stringify({ citizen, asker })) },
  );
}

/** How many passes on paper were made for a person on a day. */
export function papersIssued(app: App, citizen: string, day: number): number {
  return row<{ count: number }>(
    app,
    ['count'],
    'select count(*) as count from papers where owner = {:owner} and day = {:day}',
    { owner: paperOwner(citizen), day },
  )!.count;
}

/** All of a person's passes on paper that are still in the register. */
export function papersOf(app: App, citizen: string): { passId: string; expires: number }[] {
  return rows(
    app,
    ['passId', 'expires'],
    'select pass_id as passId, expires from papers where owner = {:owner}',
    { owner: paperOwner(citizen) },
  );
}

/** A person's passes that are valid now, those on paper among them. */
export function livePasses(app: App, citizen: string, now: number): { passId: string; expires: number }[] {
  const papers = papersOf(app, citizen).filter(({ expires }) => expires > now);
  const today = localDay(now);
  if (!daysThere(app, 'pass').includes(today)) return papers;
  const logged = rows<{ sealed: string }>(
    app,
    ['sealed'],
    `select sealed from ${dayTable('pass', today)} where person = {:person}`,
    { person: personOfDay(app, citizen, today) },
  );
  const live = logged
    .map(({ sealed }) => JSON.parse(unsealOfDay(app, today, sealed)) as SealedPass)
    .filter(({ expires }) => expires > now)
    .map(({ passId, expires }) => ({ passId, expires }));
  return [...live, ...papers];
}

/** The account behind a number of a day; null when the day's table has none. */
export function citizenOfNumber(app: App, day: number, person: number): string | null {
  if (!daysThere(app, 'person').includes(day)) return null;
  const found = row<{ sealed: string }>(
    app,
    ['sealed'],
    `select sealed from ${dayTable('person', day)} where person = {:person}`,
    { person },
  );
  return found && unsealOfDay(app, day, found.sealed);
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
  if (!found) return (papers ?? papersByNumber(app, day)).get(pass) ?? null;
  const { person, issued, sealed } = found;
  const { passId, issued: own } = JSON.parse(unsealOfDay(app, day, sealed)) as SealedPass;
  let kept = own ?? null;
  if (issued !== day && daysThere(app, 'pass').includes(issued)) {
    const first = passRow(app, issued, passOfDay(app, passId, issued));
    if (first) kept = (JSON.parse(unsealOfDay(app, issued, first.sealed)) as SealedPass).issued ?? null;
  }
  return { citizen: citizenOfNumber(app, day, person)!, passId, paper: false, issued: kept };
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

/** Passes on paper by their number on a day. They are rare, so their numbers are not stored but counted out. */
export function papersByNumber(app: App, day: number): Map<number, LoggedPass> {
  const papers = rows<{ passId: string; sealed: string }>(
    app,
    ['passId', 'sealed'],
    'select pass_id as passId, sealed from papers where day <= {:day}',
    { day },
  );
  return new Map(
    papers.map(({ passId, sealed }) => {
      const { citizen } = JSON.parse(unseal(sealed)) as { citizen: string };
      return [passOfDay(app, passId, day), { citizen, passId, paper: true, issued: null }];
    }),
  );
}

/** Forgets papers that ended longer ago than a scan is kept. @returns how many */
export function dropOldPapers(app: App, endedBefore: number): number {
  return run(app, 'delete from papers where expires < {:endedBefore}', { endedBefore });
}
