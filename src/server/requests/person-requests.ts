import type {
  OwnRequestRow,
  PersonRequestRow,
  RequestKind,
  RequestState,
} from '../../domain/api/persons/request-api.ts';
import type { IdentityProof } from '../../domain/person/desk-forms.ts';
import { recordList } from '../accounts/merged-persons.ts';
import { audit } from '../audit/audit.ts';
import { seal, unseal } from '../keys/record-seals.ts';
import { healthStatus } from '../people/person-status.ts';
import type { NoticeHolder } from '../people/consents.ts';
import {
  requestState,
  requestsWithColours,
  seenFlags,
  seenRequests,
  type SeenRequests,
} from '../people/waiting-requests.ts';
import { Fault } from '../vm/fault.ts';
import { row, rows, run } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';
import { dueAt } from './promised.ts';

/** What people ask of the district about themselves, from the asking to the end. */

/** An identity as it should be: sealed to the tracing key, with the indexes of its numbers. */
export interface CorrectedIdentity {
  maskedName: string;
  sealed: string;
  generation: number;
  idIndex: string;
  phoneIndex: string;
  proof: IdentityProof;
}

const dayMs = 86_400_000;
/** How many of a kind somebody may ask for within how many days, and how many may wait. */
const limits = { review: { most: 3, days: 7, open: 1 }, correction: { most: 5, days: 30, open: 3 } } as const;

/**
 * Somebody asks. Within the transaction of what else is written of it.
 * @throws Fault 'too-many' where they asked for enough already, 'not-allowed' for a review of a colour that is green
 */
export function askRequest(
  app: App,
  asked: {
    kind: RequestKind;
    person: string;
    about: string;
    words: string;
    identity?: CorrectedIdentity;
    whose: NoticeHolder;
    actor: string;
  },
  now: number,
): number {
  const { kind, person, about, words, identity, whose, actor } = asked;
  const { most, days, open } = limits[kind];
  const made = row<{ lately: number; waiting: number }>(
    app,
    ['lately', 'waiting'],
    `select count(*) filter (where r.at > {:since}) as lately,
       count(*) filter (where ${requestState} in ('waiting', 'second')) as waiting
     ${requestsWithColours} where r.kind = {:kind} and r.person in (select value from json_each({:records}))`,
    { kind, since: now - days * dayMs, records: recordList(app, person) },
  )!;
  if (made.waiting >= open || made.lately >= most)
    throw new Fault('too-many', 'Enough was asked for already: wait for what is not decided yet.');
  const due = dueAt(app, kind, now);
  run(
    app,
    `insert into person_requests (kind, person, about, sealed, identity, via, account, at, due)
     values ({:kind}, {:person}, {:about}, {:sealed}, {:identity}, {:via}, {:account}, {:now}, {:due})`,
    {
      kind,
      person,
      about,
      sealed: seal(words),
      identity: identity ? JSON.stringify(identity) : '',
      via: whose.via,
      account: whose.account,
      now,
      due,
    },
  );
  const { id } = row<{ id: number }>(app, ['id'], 'select max(id) as id from person_requests')!;
  audit(app, { actor, action: 'request.ask', subject: `request:${id} ${kind} ${about}` });
  return due;
}

interface StoredRow extends Omit<OwnRequestRow, 'words'> {
  sealed: string;
}
const facts = ['id', 'kind', 'about', 'sealed', 'via', 'at', 'due', 'state', 'answer', 'decidedAt'] as const;
const factsSql = `r.id, r.kind, r.about, r.sealed, r.via, r.at, r.due, ${requestState} as state, r.answer,
  iif(r.override <> '' and o.state <> 'requested', o.decidedAt, r.decided_at) as decidedAt`;

/** What a person asked for, the latest first. */
export function ownRequests(app: App, person: string): OwnRequestRow[] {
  return rows<StoredRow>(
    app,
    facts,
    `select ${factsSql} ${requestsWithColours} where r.person in (select value from json_each({:records})) order by r.id desc limit 30`,
    { records: recordList(app, person) },
  ).map(({ sealed, ...each }) => ({ ...each, words: unseal(sealed) }));
}

/** A request that is not decided, with all that is stored. @throws Fault 'not-found', 'overtaken' */
export function openRequest(
  app: App,
  id: number,
): { id: number; kind: RequestKind; person: string; about: string; identity: string; state: RequestState } {
  const found = row<ReturnType<typeof openRequest>>(
    app,
    ['id', 'kind', 'person', 'about', 'identity', 'state'],
    `select r.id, r.kind, r.person, r.about, r.identity, ${requestState} as state ${requestsWithColours} where r.id = {:id}`,
    { id },
  );
  if (!found) throw new Fault('not-found', 'There is no such request.');
  if (found.state !== 'waiting') throw new Fault('overtaken', 'Somebody has decided on this one already.');
  return found;
}

/** What officials see: what waits first, by its promised time; then the latest others. And whom that shows. */
export function requestRows(
  app: App,
  seen: SeenRequests,
  decides: SeenRequests,
): { requests: PersonRequestRow[]; persons: string[] } {
  type Row = StoredRow & {
    person: string;
    maskedName: string;
    takenBy: string;
    decidedBy: string;
    identity: string;
    idIndex: string;
    phoneIndex: string;
  };
  const found = rows<Row>(
    app,
    [...facts, 'person', 'maskedName', 'takenBy', 'decidedBy', 'identity', 'idIndex', 'phoneIndex'],
    `select ${factsSql}, p.id as person, p.maskedName, coalesce(t.name, '') as takenBy, coalesce(d.name, '') as decidedBy,
       r.identity, p.idIndex, p.phoneIndex
     ${requestsWithColours}
     left join person_merges m on m.alias = r.person and m.undone_at = 0
     join persons p on p.id = coalesce(m.person, r.person)
     left join staff t on r.via = 'desk' and t.id = r.account
     left join staff d on d.id = r.decided_by
     where ${seenRequests}
     order by ${requestState} not in ('waiting', 'second'), iif(r.outcome = '', r.due, -r.decided_at), r.id limit 250`,
    seenFlags(seen),
  );
  return {
    persons: found.map(({ person }) => person),
    requests: found.map(({ sealed, person, identity, idIndex, phoneIndex, ...each }) => ({
      ...each,
      words: unseal(sealed),
      colour: healthStatus(app, person).colour,
      identity:
        identity === '' ? null : changes(JSON.parse(identity) as CorrectedIdentity, { idIndex, phoneIndex }),
      mine: each.state === 'waiting' && (each.about === 'identity' ? decides.identity : decides.health),
    })),
  };
}

function changes(
  { maskedName, proof, idIndex, phoneIndex }: CorrectedIdentity,
  now: { idIndex: string; phoneIndex: string },
): NonNullable<PersonRequestRow['identity']> {
  return {
    maskedName,
    proof,
    changesNumber: idIndex !== now.idIndex,
    changesPhone: phoneIndex !== now.phoneIndex,
  };
}

/** Ends one, or says which colour was proposed. */
export function endRequest(
  app: App,
  id: number,
  end: { outcome: string; override?: string; answer: string; by: string },
  now: number,
): void {
  const { outcome, override = '', answer, by } = end;
  run(
    app,
    `update person_requests set outcome = {:outcome}, override = {:override}, answer = {:answer}, decided_by = {:by}, decided_at = {:now}
     where id = {:id}`,
    { id, outcome, override, answer, by, now },
  );
}
