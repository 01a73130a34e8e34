import type { AccessRow } from '../../domain/access/access-log.ts';
import type { citizenRoutes } from '../../domain/api/routes/citizen-routes.ts';
import type { Handler } from '../http/route-handlers.ts';
import { personOf } from '../accounts/account-persons.ts';
import { recordList } from '../accounts/merged-persons.ts';
import { Fault } from '../vm/fault.ts';
import { rows } from '../vm/sql.ts';

const pageRows = 20;

/** GET me/access: who of the staff saw something of the person, or of another for whom the account stands. What two officials withhold is not there, nor that they do. */
export const myAccessLogRoute: Handler<typeof citizenRoutes.accessLog> = ({
  app,
  asker: { account },
  query,
}) => {
  const { person } = personOf(app, account, query('person'));
  const typed = query('before');
  const before = typed === '' ? Number.MAX_SAFE_INTEGER : Number(typed);
  if (!Number.isSafeInteger(before) || before < 1)
    throw new Fault('malformed', '"before" must be the key of a row.');
  const now = Date.now();
  const found = rows<AccessRow>(
    app,
    ['key', 'at', 'role', 'kind', 'purpose', 'withheldUntil'],
    `select a.id as key, a.at, a.role, a.kind, a.purpose,
       (select max(min(w.until, coalesce(c.closed_at, w.until))) from access_withheld w join cases c on c.id = w.case_id
        where w.case_id = a.case_id and a.at < w.until
          and (w.person = '' or w.person in (select value from json_each({:records})))) as withheldUntil
     from access_log a where a.person in (select value from json_each({:records})) and a.id < {:before} and not exists (
       select 1 from access_withheld w join cases c on c.id = w.case_id
       where w.case_id = a.case_id and w.until > {:now} and c.closed_at is null
         and (w.person = '' or w.person in (select value from json_each({:records}))))
     order by a.id desc limit ${pageRows + 1}`,
    { records: recordList(app, person.id), before, now },
  );
  const page = found.slice(0, pageRows);
  return { rows: page, next: found.length > pageRows ? page[page.length - 1]!.key : null, now };
};
