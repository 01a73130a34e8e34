import { auditActions } from '../../domain/access/audit-action.ts';
import { auditActorKinds, type AuditRow } from '../../domain/api/audit-api.ts';
import { mostFilterValues, mostPageRows, pageRows, type ListRequest } from '../../domain/api/list-api.ts';
import type { auditRoutes } from '../../domain/api/routes/audit-routes.ts';
import type { StaffRole } from '../../domain/access/rights.ts';
import { readDayOrHour } from '../../domain/time/day-or-hour.ts';
import { readHeld } from '../../domain/access/audit-held.ts';
import { readScope } from '../http/asker.ts';
import { auditHead } from '../audit/audit.ts';
import { countSought, findEntries, firstSince, type Found, type Sought } from '../audit/audit-search.ts';
import type { Handler } from '../http/route-handlers.ts';
import { Fault } from '../vm/fault.ts';
import { rows } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';
import { noteLook } from './audit-looks.ts';

/** So long sealed parts are opened for one answer, ms. */
const searchMs = 1500;

function malformed(message: string): Fault {
  return new Fault('malformed', message);
}

function actorOf(value: string): string {
  const staff = /^staff:([a-z0-9]{15})$/.exec(value);
  if (staff) return value;
  const kind = auditActorKinds.find((each) => each === value);
  if (!kind) throw malformed('The filter who has no such value.');
  return kind === 'server' || kind === 'set-up' || kind === 'nobody' ? kind : `${kind}:`;
}

/** What is sought, and what of it is on record. @throws Fault 'malformed' */
function readSought(
  app: App,
  { filters = {}, find, sort = '-seq' }: ListRequest,
): { sought: Sought; at: string } {
  if (find !== undefined || sort !== '-seq') throw malformed('This list has one order, and is not searched.');
  const { from, to, who, action, ...others } = filters as { [name: string]: unknown };
  if (Object.keys(others).length > 0) throw malformed('There is no such filter.');
  const list = (value: unknown = []): string[] => {
    if (
      !Array.isArray(value) ||
      value.length > mostFilterValues ||
      !value.every((one) => typeof one === 'string')
    )
      throw malformed('A filter takes texts.');
    return value as string[];
  };
  const day = (value: unknown) => {
    const [text] = list(value);
    const asked = text === undefined ? null : readDayOrHour(text);
    if (text !== undefined && asked?.hour !== null) throw malformed('A day is written YYYYMMDD.');
    return asked;
  };
  const [since, until] = [day(from), day(to)];
  const actions = list(action);
  if (!actions.every((name) => (auditActions as readonly string[]).includes(name)))
    throw malformed('The filter action has no such value.');
  const actors = list(who).map(actorOf);
  const said = [
    since && `from:${since.day}`,
    until && `to:${until.day}`,
    actors.length > 0 && `who:${actors.join(',')}`,
    actions.length > 0 && `action:${actions.join(',')}`,
  ];
  return {
    sought: {
      first: since ? firstSince(app, since.from) : 1,
      last: until ? firstSince(app, until.to) - 1 : (auditHead(app)?.seq ?? 0),
      who: actors,
      actions,
    },
    at: `entries ${said.filter(Boolean).join(' ') || 'all'}`,
  };
}

function key(value: unknown, most: number): number | undefined {
  if (value === undefined) return undefined;
  if (!Number.isInteger(value) || (value as number) < 1 || (value as number) > most)
    throw malformed('A key and a limit are whole numbers above 0.');
  return value as number;
}

interface Official {
  id: string;
  name: string;
  roles: string;
  its: string;
}

function shown(officials: readonly Official[], entry: Found): AuditRow {
  const { seq, at, actor, action, subject, held, hash, sealed } = entry;
  const official = officials.find(({ id }) => actor === `staff:${id}`);
  const then = readHeld(held);
  const { roles, subdistricts } = then ?? {
    roles: official ? (JSON.parse(official.roles) as StaffRole[]) : [],
    subdistricts: official ? [...readScope(official.its)] : [],
  };
  const name = official?.name ?? '';
  return { seq, at, actor, name, roles, subdistricts, isThen: then !== null, action, subject, hash, sealed };
}

/** All accounts of staff, those that were ended too, by name. */
function allOfficials(app: App): Official[] {
  return rows<Official>(
    app,
    ['id', 'name', 'roles', 'its'],
    `select id, name, roles, coalesce(subdistricts, '') as its from staff order by name, id`,
  );
}

/** POST audit */
export const auditLogRoute: Handler<typeof auditRoutes.auditLog> = ({ app, asker, body }) => {
  const now = Date.now();
  const request = body as ListRequest;
  const [after, before] = [key(request.after, 2 ** 52), key(request.before, 2 ** 52)];
  const limit = key(request.limit, mostPageRows) ?? pageRows;
  const { at } = readSought(app, request);
  noteLook(app, asker, at, now);
  // Read again: the look is the last entry of the list, where it was not on record yet.
  const { sought } = readSought(app, request);
  const isUp = after === undefined && before !== undefined;
  const rest = isUp
    ? { ...sought, first: Math.max(sought.first, before + 1) }
    : { ...sought, last: Math.min(sought.last, (after ?? sought.last + 1) - 1) };
  const { found, stoppedAt } = findEntries(app, rest, { isUp, limit: limit + 1, until: now + searchMs });
  const page = found.slice(0, limit);
  if (isUp) page.reverse();
  const hasMore = found.length > limit;
  const officials = allOfficials(app);
  return {
    rows: page.map((entry) => shown(officials, entry)),
    total: auditHead(app)?.seq ?? 0,
    matching: countSought(app, sought),
    hasEarlier: isUp ? hasMore : after !== undefined,
    hasNext: isUp || hasMore,
    officials: officials.map(({ id, name }) => ({ id, name })),
    // The number whose page begins there: pages begin behind the one that they name.
    lookedTo: stoppedAt === null || hasMore ? null : isUp ? stoppedAt - 1 : stoppedAt + 1,
    now,
  };
};
