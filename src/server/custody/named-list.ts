import type { custodyRoutes } from '../../domain/api/routes/custody-routes.ts';
import { mostNamed, openingReasons, type NamedPerson } from '../../domain/custody/custody-api.ts';
import { audit } from '../audit/audit.ts';
import { isOpenCase } from '../cases/cases.ts';
import { staffActor } from '../http/asker.ts';
import { choice, whole } from '../http/request-body.ts';
import type { Handler } from '../http/route-handlers.ts';
import { noteRead } from '../people/access-log.ts';
import { personOfHandle } from '../people/person-find.ts';
import { commitToDisk } from '../vm/commit-safety.ts';
import { Fault } from '../vm/fault.ts';
import { rows, transact } from '../vm/sql.ts';
import { holds } from './tracers.ts';

/**
 * POST name/list: what is sealed of some persons, for a list that an officer's browser prints or saves. The server makes no list with names: it
 * cannot. One entry of the audit log says for which case and how many, and each person's own log that they were on it, before anything is
 * answered.
 */
export const nameListRoute: Handler<typeof custodyRoutes.listNames> = ({ app, asker, body }) => {
  const now = Date.now();
  const { handles } = body;
  if (!Array.isArray(handles) || handles.length < 1 || handles.length > mostNamed)
    throw new Fault('malformed', `"handles" must be 1 to ${mostNamed} persons who were found.`);
  const persons = [
    ...new Set(handles.map((handle) => personOfHandle(app, String(handle).slice(0, 1000), asker.id, now))),
  ];
  const forCase = whole(body, 'case', 1, Number.MAX_SAFE_INTEGER);
  const reason = choice(body, 'reason', openingReasons);
  if (!isOpenCase(app, forCase))
    throw new Fault('not-allowed', 'Names are opened for an open case alone: there is none of this number.');
  commitToDisk(app);
  return transact(app, (inside) => {
    const people = rows<NamedPerson & { generation: number }>(
      inside,
      ['person', 'maskedName', 'sealed', 'generation'],
      `select id as person, maskedName, coalesce(sealedIdentity, '') as sealed, keyGeneration as generation
       from persons where id in (select value from json_each({:persons})) order by maskedName, id`,
      { persons: JSON.stringify(persons) },
    );
    if (people.length < persons.length || people.some(({ sealed }) => sealed === ''))
      throw new Fault('not-found', 'The identity of one of them is not sealed to the tracing key yet.');
    for (const generation of new Set(people.map((one) => one.generation)))
      if (!holds(inside, asker.id, generation))
        throw new Fault(
          'key',
          `None of your browsers is certified for generation ${generation} of the tracing key.`,
        );
    audit(inside, {
      actor: staffActor(asker),
      action: 'name.list',
      subject: `case:${forCase} ${reason} persons:${people.length}`,
    });
    const read = { kind: 'name', right: 'name.open', purpose: reason, forCase } as const;
    noteRead(inside, asker, read, persons, now);
    return {
      people: people.map(({ person, maskedName, sealed }) => ({ person, maskedName, sealed })),
      officer: asker.account.getString('name'),
      now,
    };
  });
};
