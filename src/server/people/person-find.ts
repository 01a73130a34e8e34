import type { FoundPerson } from '../../domain/api/official-api.ts';
import type { personRoutes } from '../../domain/api/routes/person-routes.ts';
import { personSearchForm } from '../../domain/person/person-search-form.ts';
import { demandForm } from '../http/form-body.ts';
import { staffActor } from '../http/asker.ts';
import type { Handler } from '../http/route-handlers.ts';
import { standingRecord } from '../accounts/merged-persons.ts';
import { audit } from '../audit/audit.ts';
import { noteRead } from './access-log.ts';
import { Fault } from '../vm/fault.ts';
import { seal, unseal } from '../keys/record-seals.ts';
import { indexOf } from '../keys/signer.ts';
import { demandSearch, searchesLeft, searchesRefused } from './person-searches.ts';
import { healthStatus } from './person-status.ts';
import { rows, transact } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

/** An official has so long to act on a person who was found, ms. */
const handleLives = 15 * 60_000;
const mostFound = 5;

interface Handle {
  person: string;
  official: string;
  at: number;
  /** Whether the number that they were found by is of somebody under 14: the server keeps nobody's age. */
  minor?: true;
}

/** What stands for a person who was found, for who found them. */
export function handleOf(person: string, official: string, at: number, isMinor = false): string {
  return seal(JSON.stringify({ person, official, at, ...(isMinor && { minor: true }) } satisfies Handle));
}

/** Whether a handle, which `personOfHandle` took for one, is of somebody under 14. */
export function isMinorHandle(handle: string): boolean {
  return (JSON.parse(unseal(handle)) as Handle).minor === true;
}

/**
 * The record id of the person whom a handle stands for: of the record that stands for them by now.
 * @throws Fault 'not-found' when it is no handle of this official, or too old
 */
export function personOfHandle(app: App, handle: string, official: string, now: number): string {
  return standingRecord(app, recordOfHandle(handle, official, now));
}

/** The very record that was found, whatever became of it since. @throws Fault as `personOfHandle` */
export function recordOfHandle(handle: string, official: string, now: number): string {
  let read: Partial<Handle> = {};
  try {
    read = JSON.parse(unseal(handle)) as Handle;
  } catch {
    // Nothing this server sealed.
  }
  const age = now - (read.at ?? 0);
  if (!read.person || read.official !== official || !(age >= 0 && age < handleLives))
    throw new Fault('not-found', 'This search is too old. Find the person again.');
  return read.person;
}

/** POST person/find: by exact number alone, through its blind index; found or not, it is on record with its purpose. */
export const personFindRoute: Handler<typeof personRoutes.findPerson> = ({ app, asker, body }) => {
  // For what cannot be such a number nothing is looked for, counted or put on record, and it is in no answer and no log.
  const { purpose, idNumber, phone } = demandForm(personSearchForm, {
    by: 'phone' in body ? 'phone' : 'idNumber',
    ...body,
  });
  const byId = idNumber !== undefined;
  const field = byId ? 'idIndex' : 'phoneIndex';
  const index = byId ? indexOf('id-number', idNumber) : indexOf('phone', phone!);
  const now = Date.now();
  demandSearch(app, asker.id, now);
  const found = rows<{ id: string; maskedName: string }>(
    app,
    ['id', 'maskedName'],
    `select distinct p.id, p.maskedName from persons f
     left join person_merges m on m.alias = f.id and m.undone_at = 0
     join persons p on p.id = coalesce(m.person, f.id)
     where f.${field} = {:index} order by p.id limit ${mostFound}`,
    { index },
  );
  const whom = found.map(({ id }) => `person:${id}`).join(' ') || `nobody:${index.slice(0, 16)}`;
  const how = byId ? 'by ID number' : 'by phone';
  transact(app, (inside) => {
    audit(inside, {
      actor: staffActor(asker),
      action: 'person.find',
      subject: `${whom} ${how}; purpose: ${purpose}`,
    });
    const read = { kind: 'search', right: 'person.find', purpose } as const;
    noteRead(
      inside,
      asker,
      read,
      found.map(({ id }) => id),
      now,
    );
  });
  const people = found.map(({ id, maskedName }): FoundPerson => ({
    handle: handleOf(id, asker.id, now),
    maskedName,
    status: healthStatus(app, id, now),
  }));
  return { people, left: searchesLeft(app, asker.id, now), now };
};

/** GET person/searches-refused */
export const searchesRefusedRoute: Handler<typeof personRoutes.searchesRefused> = ({ app }) => {
  const now = Date.now();
  return { searchesRefused: searchesRefused(app, now), now };
};
