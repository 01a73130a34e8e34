import { hasRight } from '../../domain/access/rights.ts';
import type { OverrideAnswer } from '../../domain/api/official-api.ts';
import type { personRoutes } from '../../domain/api/routes/person-routes.ts';
import { overrideRequestForm } from '../../domain/policy/forms/override-form.ts';
import { demandForm } from '../http/form-body.ts';
import type { Asked, Handler } from '../http/route-handlers.ts';
import { personsOfOverrides, liftOverride, overrideRows, requestOverride } from './overrides.ts';
import { transact } from '../vm/sql.ts';
import { noteList, noteRead } from '../people/access-log.ts';
import { personOfHandle } from '../people/person-find.ts';
import { searchesRefused } from '../people/person-searches.ts';
import { text } from '../http/request-body.ts';

function rowOf({ app, asker }: Asked, id: string, now: number): OverrideAnswer {
  return { override: overrideRows(app, asker.id, id)[0]!, now };
}

/** POST override */
export const overrideRoute: Handler<typeof personRoutes.requestOverride> = (asked) => {
  const { app, asker, body } = asked;
  const { handle, ...wanted } = demandForm(overrideRequestForm, body);
  const now = Date.now();
  const person = personOfHandle(app, handle, asker.id, now);
  const id = transact(app, (inside) => {
    const made = requestOverride(inside, asker.account, { person, ...wanted }, now);
    noteRead(inside, asker, { kind: 'colour', right: 'override.ask' }, [person], now);
    return made;
  });
  asked.tellDesks();
  return rowOf(asked, id, now);
};

/** POST override/lift */
export const overrideLiftRoute: Handler<typeof personRoutes.liftOverride> = (asked) => {
  const id = text(asked.body, 'id', 30);
  const now = Date.now();
  transact(asked.app, (inside) => {
    liftOverride(inside, asked.asker.account, id, now);
    noteRead(
      inside,
      asked.asker,
      { kind: 'colour', right: 'override.lift' },
      personsOfOverrides(inside, [id]),
      now,
    );
  });
  return rowOf(asked, id, now);
};

/** GET overrides */
export const overridesRoute: Handler<typeof personRoutes.overrides> = ({ app, asker }) => {
  const now = Date.now();
  const overrides = overrideRows(app, asker.id);
  const shown = personsOfOverrides(
    app,
    overrides.map(({ id }) => id),
  ).map((person) => ({ person }));
  noteList(app, asker, { kind: 'overrides', right: 'override.see' }, shown, now);
  return {
    overrides,
    ...(hasRight(asker.roles, 'searches.oversee') && { searchesRefused: searchesRefused(app, now) }),
    now,
  };
};
