import {
  mostDaysWithheld,
  type WithholdingRow,
  type WithholdingsAnswer,
} from '../../domain/access/access-log.ts';
import type { personRoutes } from '../../domain/api/routes/person-routes.ts';
import { shortestPurpose } from '../../domain/policy/override.ts';
import { askApproval } from '../approvals/approvals.ts';
import { audit } from '../audit/audit.ts';
import { staffActor } from '../http/asker.ts';
import { text, whole } from '../http/request-body.ts';
import type { Handler } from '../http/route-handlers.ts';
import { noteList } from '../people/access-log.ts';
import { personOfHandle } from '../people/person-find.ts';
import { Fault } from '../vm/fault.ts';
import { row, rows, run, transact } from '../vm/sql.ts';
import type { App, StoredRecord } from '../vm/vm.ts';
import { caseFacts } from './cases.ts';

/** Reads for an open case that two officials keep from those whom they concern, for some days. */

const dayMs = 86_400_000;

/**
 * @param person whose reads alone, by the record; '' for everybody's
 * @throws Fault 'not-found' where there is no such open case, 'not-allowed' while these reads are withheld already
 */
export function demandWithholdable(app: App, id: number, person: string, now: number): void {
  caseFacts(app, id, 'open', now);
  const there = row(
    app,
    ['id'],
    `select id from access_withheld where case_id = {:id} and until > {:now} and person in ('', {:person}) limit 1`,
    { id, person, now },
  );
  if (there)
    throw new Fault('not-allowed', 'Reads for this case are withheld already: ask again when that is over.');
}

/** Withholds them from now on, as two officials decided. */
export function withhold(
  app: App,
  { id, person, days }: { id: number; person: string; days: number },
  by: { asker: StoredRecord; official: StoredRecord },
  now: number,
): void {
  demandWithholdable(app, id, person, now);
  const until = now + days * dayMs;
  run(
    app,
    `insert into access_withholdings (case_id, person, asked_by, decided_by, at, until)
     values ({:id}, {:person}, {:asker}, {:official}, {:now}, {:until})`,
    { id, person, asker: by.asker.id, official: by.official.id, now, until },
  );
  audit(app, {
    actor: `staff:${by.asker.id}`,
    action: 'access.withhold',
    subject: `case:${id}${person && ` person:${person}`} days:${days} until:${new Date(until).toISOString()}`,
  });
}

/** POST access/withhold */
export const withholdRoute: Handler<typeof personRoutes.withholdAccess> = (request) => {
  const { app, asker, body } = request;
  const reason = text(body, 'reason', 200).trim();
  if (reason.length < shortestPurpose)
    throw new Fault('malformed', `"reason" must have at least ${shortestPurpose} characters.`);
  const now = Date.now();
  const handle = body['person'];
  const person = handle === undefined ? '' : personOfHandle(app, text(body, 'person', 500), asker.id, now);
  const asked = {
    kind: 'access-withhold' as const,
    ...(person && { person }),
    case: whole(body, 'case', 1, Number.MAX_SAFE_INTEGER),
    days: whole(body, 'days', 1, mostDaysWithheld),
  };
  const approval = askApproval(app, asker.account, { asked, reason }, now);
  request.tellDesks();
  return { approval };
};

/** So many that are over are listed. */
const mostPast = 50;

/** What another official must know to judge a request. */
export function withholdingFacts(
  app: App,
  id: number,
  person: string,
): { openedAt: number; persons: number; earlier: number } {
  return (
    row<{ openedAt: number; persons: number; earlier: number }>(
      app,
      ['openedAt', 'persons', 'earlier'],
      `select opened_at as openedAt,
         (select count(distinct person) from access_log where case_id = {:id} and {:person} in ('', person)) as persons,
         (select count(*) from access_withholdings where case_id = {:id} and person in ('', {:person})) as earlier
       from cases where id = {:id}`,
      { id, person },
    ) ?? { openedAt: 0, persons: 0, earlier: 0 }
  );
}

/** GET access/withholdings: numbers of cases and their purposes, no person. */
export const withholdingsRoute: Handler<typeof personRoutes.withholdings> = ({
  app,
  asker,
}): WithholdingsAnswer => {
  const now = Date.now();
  const columns = [
    'id',
    'forCase',
    'maskedName',
    'purpose',
    'days',
    'state',
    'askedBy',
    'decidedBy',
    'endedBy',
    'at',
    'until',
  ] as const;
  const waiting = rows<WithholdingRow>(
    app,
    columns,
    `select 'asked-' || a.id as id, c.id as forCase, coalesce(p.maskedName, '') as maskedName, c.purpose, json_extract(a.asked, '$.days') as days, 'waiting' as state,
       coalesce(s.name, '') as askedBy, '' as decidedBy, '' as endedBy, a.asked_at as at, a.expires as until
     from approvals a join cases c on c.id = json_extract(a.asked, '$.case') left join staff s on s.id = a.staff
       left join persons p on p.id = json_extract(a.asked, '$.person')
     where a.kind = 'access-withhold' and a.state = 'waiting' and a.expires > {:now} order by a.id desc`,
    { now },
  );
  const others = rows<WithholdingRow>(
    app,
    columns,
    `select cast(w.id as text) as id, c.id as forCase, coalesce(p.maskedName, '') as maskedName, c.purpose, (w.planned - w.at) / ${dayMs} as days,
       case when w.ended_by <> '' then 'ended' when w.until > {:now} and c.closed_at is null then 'running' else 'over' end as state,
       coalesce(s.name, '') as askedBy, coalesce(d.name, '') as decidedBy, coalesce(e.name, '') as endedBy, w.at,
       min(w.until, coalesce(c.closed_at, w.until)) as until
     from access_withheld w join cases c on c.id = w.case_id left join staff s on s.id = w.asked_by
     left join staff d on d.id = w.decided_by left join staff e on e.id = w.ended_by
       left join persons p on p.id = w.person
     order by state = 'running' desc, w.id desc limit {:most}`,
    { now, most: 200 + mostPast },
  );
  const cases = rows<WithholdingsAnswer['cases'][number]>(
    app,
    ['id', 'purpose', 'openedAt'],
    'select id, purpose, opened_at as openedAt from cases where closed_at is null order by id desc',
  );
  // For the case: while they are withheld, so is that they were seen here.
  const shown = rows<{ person: string; forCase: number }>(
    app,
    ['person', 'forCase'],
    `select person, case_id as forCase from access_withheld where person <> ''
     union select json_extract(asked, '$.person'), json_extract(asked, '$.case') from approvals
     where kind = 'access-withhold' and state = 'waiting' and json_extract(asked, '$.person') is not null`,
  );
  noteList(app, asker, { kind: 'withholdings', right: 'access.withhold' }, shown, now);
  return { withholdings: [...waiting, ...others], cases, now };
};

/** POST access/show: one official alone, since it gives back what two had kept. */
export const accessShowRoute: Handler<typeof personRoutes.showAccess> = (request) => {
  const { app, asker, body } = request;
  const id = whole(body, 'id', 1, Number.MAX_SAFE_INTEGER);
  const now = Date.now();
  transact(app, (inside) => {
    const running = row<{ forCase: number }>(
      inside,
      ['forCase'],
      `select w.case_id as forCase from access_withheld w join cases c on c.id = w.case_id
       where w.id = {:id} and w.until > {:now} and c.closed_at is null`,
      { id, now },
    );
    if (!running) throw new Fault('overtaken', 'No such withholding holds any more.');
    run(inside, 'insert into access_shown_early (withholding, staff, at) values ({:id}, {:staff}, {:now})', {
      id,
      staff: asker.id,
      now,
    });
    audit(inside, { actor: staffActor(asker), action: 'access.show', subject: `case:${running.forCase}` });
  });
  request.tellDesks();
  return {};
};
