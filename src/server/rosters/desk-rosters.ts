import type { ImportFault } from '../../domain/api/gate/roster-api.ts';
import type { rosterRoutes } from '../../domain/api/routes/roster-routes.ts';
import { checkForm, type FormValues } from '../../domain/forms/form.ts';
import {
  deskRosterForm,
  mostInImport,
  rosterImportForm,
  rosterRowForm,
} from '../../domain/roster/roster-forms.ts';
import { localDay } from '../../domain/time/local-day.ts';
import { standingRecord } from '../accounts/merged-persons.ts';
import { audit } from '../audit/audit.ts';
import { staffActor, type Asker } from '../http/asker.ts';
import { demandForm } from '../http/form-body.ts';
import { text, whole } from '../http/request-body.ts';
import type { Handler } from '../http/route-handlers.ts';
import { indexesOf } from '../keys/signer.ts';
import { noteRead } from '../people/access-log.ts';
import { noteNotice } from '../people/consents.ts';
import { demandTheirNumber } from '../people/own-number.ts';
import { personOfHandle } from '../people/person-find.ts';
import { inScopeSql, scopeValue } from '../places/scope.ts';
import { Fault } from '../vm/fault.ts';
import { row, rows, run, transact } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';
import { rostersOf } from './own-rosters.ts';
import { addDocument, cardKeyOf, givenDocument, linkEntry } from './roster-cards.ts';
import { enrol, entryOf, liveEntry, removeEntry } from './roster-entries.ts';
import type { RosterSite } from './roster-state.ts';

/** What a clerk does for people who stand at the desk, and with lists of those who consented on paper. */

const read = { kind: 'enrol', right: 'desk.enrol' } as const;

/** An active site of the clerk's sub-districts. @throws Fault 'not-found' for any other */
function siteOfClerk(app: App, asker: Asker, number: number): RosterSite {
  const found = row<RosterSite>(
    app,
    ['id', 'number', 'name', 'nameEn'],
    `select s.id, s.number, s.name, s.nameEn from sites s
     where s.number = {:number} and s.status = 'active' and ${inScopeSql('s')}`,
    { number, ...scopeValue(asker.scope) },
  );
  if (!found) throw new Fault('not-found', 'There is no site of this number.');
  return found;
}

function personOfClerk(app: App, asker: Asker, body: { [field: string]: unknown }, now: number): string {
  return personOfHandle(app, text(body, 'handle', 1000), asker.id, now);
}

/** POST desk/rosters */
export const deskRostersRoute: Handler<typeof rosterRoutes.deskRosters> = ({ app, asker, body }) => {
  const now = Date.now();
  const person = personOfClerk(app, asker, body, now);
  transact(app, (inside) => {
    audit(inside, { actor: staffActor(asker), action: 'roster.look', subject: `person:${person}` });
    noteRead(inside, asker, read, [person], now);
  });
  return { rosters: rostersOf(app, person, now), now };
};

/** POST desk/roster/add */
export const deskEnrolRoute: Handler<typeof rosterRoutes.deskEnrol> = ({ app, asker, body }) => {
  const now = Date.now();
  const { handle: _handle, notice: _notice, ...given } = body;
  const { site: number, idNumber, ...terms } = demandForm(deskRosterForm, given);
  const person = personOfClerk(app, asker, body, now);
  const site = siteOfClerk(app, asker, number);
  const addGiven = givenDocument(site.number, idNumber, (given) =>
    demandTheirNumber(app, asker.id, person, given, now),
  );
  transact(app, (inside) => {
    const entry = enrol(inside, { site, person, terms, consent: 'desk', actor: staffActor(asker) }, now);
    addGiven(inside, entry, now);
    noteNotice(inside, { holder: person, via: 'desk', account: asker.id }, now, true);
    noteRead(inside, asker, read, [person], now);
  });
  return { rosters: rostersOf(app, person, now), now };
};

/** POST desk/roster/remove: whoever stands at the desk takes their consent back, wherever the site is. */
export const deskUnenrolRoute: Handler<typeof rosterRoutes.deskUnenrol> = ({ app, asker, body }) => {
  const now = Date.now();
  const person = personOfClerk(app, asker, body, now);
  const number = whole(body, 'entry', 1, Number.MAX_SAFE_INTEGER);
  transact(app, (inside) => {
    const entry = liveEntry(inside, number, { person });
    if (!entry)
      throw new Fault('not-found', 'This person is not on that roster, or was taken off it meanwhile.');
    removeEntry(inside, entry, { who: 'desk', actor: staffActor(asker) }, now);
    noteRead(inside, asker, read, [person], now);
  });
  return { rosters: rostersOf(app, person, now), now };
};

type ImportRow = FormValues<typeof rosterRowForm>;

/**
 * Counts rows before anything is looked up: the answer tells which numbers are somebody's.
 * @returns how many more may be sent today
 * @throws Fault 'too-many'
 */
function countRows(app: App, official: string, count: number, now: number): number {
  const day = localDay(now);
  const sent =
    row<{ sent: number }>(
      app,
      ['sent'],
      'select rows as sent from roster_imports where day = {:day} and official = {:official}',
      { day, official },
    )?.sent ?? 0;
  if (sent + count > mostInImport) {
    audit(app, {
      actor: `staff:${official}`,
      action: 'person.find-limit',
      subject: `day:${day} roster rows:${sent + count}`,
    });
    throw new Fault('too-many', `${mostInImport} rows a day are imported at the most; ${sent} were today.`);
  }
  run(
    app,
    `insert into roster_imports (day, official, rows) values ({:day}, {:official}, {:count})
     on conflict do update set rows = rows + excluded.rows`,
    { day, official, count },
  );
  return mostInImport - sent - count;
}

/** Yesterday's counts are forgotten. */
export function forgetImports(app: App, now: number): void {
  run(app, 'delete from roster_imports where day < {:day}', { day: localDay(now) });
}

/** Whose the numbers are, by their indexes. */
function personsWith(
  app: App,
  field: 'idIndex' | 'phoneIndex',
  indexes: readonly string[],
): Map<string, string[]> {
  const found = rows<{ found: string; person: string }>(
    app,
    ['found', 'person'],
    `select ${field} as found, id as person from persons where ${field} in (select value from json_each({:indexes}))`,
    { indexes: JSON.stringify(indexes) },
  );
  const persons = new Map<string, string[]>();
  for (const { found: index, person } of found) {
    const record = standingRecord(app, person);
    const known = persons.get(index) ?? [];
    if (!known.includes(record)) known.push(record);
    persons.set(index, known);
  }
  return persons;
}

/** Who each row is about; null, with its fault noted, for who is nobody, or may be several. */
function findPersons(
  app: App,
  list: readonly (ImportRow | null)[],
  faults: ImportFault[],
): (string | null)[] {
  const numbers = (field: 'idNumber' | 'phone'): string[] => [
    ...new Set(list.flatMap((one) => (one?.[field] === undefined ? [] : [one[field]]))),
  ];
  const look = (kind: 'id-number' | 'phone', field: 'idNumber' | 'phone') => {
    const asked = numbers(field);
    const indexes = asked.length > 0 ? indexesOf(kind, asked) : [];
    const persons = personsWith(app, kind === 'phone' ? 'phoneIndex' : 'idIndex', indexes);
    return new Map(asked.map((number, at) => [number, persons.get(indexes[at]!) ?? []]));
  };
  const [byId, byPhone] = [look('id-number', 'idNumber'), look('phone', 'phone')];
  const seen = new Set<string>();
  return list.map((one, at) => {
    if (!one) return null;
    const field = one.idNumber === undefined ? 'phone' : 'idNumber';
    // The ID number says who it is; a phone beside it is not looked at.
    const persons = one.idNumber === undefined ? byPhone.get(one.phone!)! : byId.get(one.idNumber)!;
    const [person] = persons;
    const problem =
      person === undefined ? 'nobody' : persons.length > 1 ? 'several' : seen.has(person) ? 'twice' : null;
    if (problem !== null) faults.push({ row: at + 1, field, problem });
    else seen.add(person!);
    return problem === null ? person! : null;
  });
}

/** POST desk/roster/import */
export const rosterImportRoute: Handler<typeof rosterRoutes.importRoster> = ({ app, asker, body }) => {
  const now = Date.now();
  const { rows: given, ...rest } = body;
  const { site: number, heldBy } = demandForm(rosterImportForm, rest);
  if (!Array.isArray(given) || given.length === 0 || given.length > mostInImport)
    throw new Fault('malformed', `One to ${mostInImport} rows are imported at once.`);
  const site = siteOfClerk(app, asker, number);
  const left = countRows(app, asker.id, given.length, now);
  const faults: ImportFault[] = [];
  const list = given.map((one: unknown, at) => {
    const checked = checkForm(rosterRowForm, one);
    for (const { path, problem } of checked.problems ?? [])
      faults.push({ row: at + 1, field: path, problem });
    return checked.values;
  });
  const persons = findPersons(app, list, faults);
  faults.sort((one, other) => one.row - other.row);
  const cardKey = list.some((one) => one?.idNumber !== undefined) ? cardKeyOf(site.number) : '';
  return transact(app, (inside) => {
    const actor = staffActor(asker);
    let [added, already] = [0, 0];
    if (faults.length === 0)
      for (const [at, person] of persons.entries()) {
        const { idNumber, phone: _phone, ...terms } = list[at]!;
        const known = entryOf(inside, site.id, person!);
        if (known !== null) {
          already++;
          // Who joined by phone may have given no number: the list has it.
          if (idNumber !== undefined)
            linkEntry(inside, { entry: known, site: site.id }, idNumber, cardKey, now);
        } else {
          const entry = enrol(inside, { site, person: person!, terms, consent: 'paper', heldBy, actor }, now);
          if (idNumber !== undefined) addDocument(inside, entry, idNumber, cardKey, now);
          added++;
        }
      }
    audit(inside, {
      actor,
      action: 'roster.import',
      subject: `site:${site.number} rows:${given.length} added:${added} faults:${faults.length}`,
    });
    // Also of those whose row was well in a list that was not: the clerk learnt that they are known.
    noteRead(
      inside,
      asker,
      read,
      persons.filter((person) => person !== null),
      now,
    );
    return { faults, added, already, left, now };
  });
};
