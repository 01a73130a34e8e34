import type { custodyRoutes } from '../../domain/api/routes/custody-routes.ts';
import { openingReasons, removalReasons } from '../../domain/custody/custody-api.ts';
import { audit } from '../audit/audit.ts';
import { isOpenCase } from '../cases/cases.ts';
import { staffActor } from '../http/asker.ts';
import { choice, text, whole } from '../http/request-body.ts';
import type { Handler } from '../http/route-handlers.ts';
import { noteRead } from '../people/access-log.ts';
import { personOfHandle } from '../people/person-find.ts';
import { charter } from '../policy/charter.ts';
import { commitToDisk } from '../vm/commit-safety.ts';
import { Fault } from '../vm/fault.ts';
import { row, transact } from '../vm/sql.ts';
import { sealingState } from './sealing-state.ts';
import {
  addKey,
  certify,
  handOver,
  holds,
  newKeyNeeded,
  removeKey,
  tracerRows,
  wrappedFor,
} from './tracers.ts';

const most = Number.MAX_SAFE_INTEGER;

/** GET charter */
export const charterRoute: Handler<typeof custodyRoutes.charter> = () => {
  const { root, signed } = charter();
  return { root, charter: signed, now: Date.now() };
};

/** GET custody */
export const custodyRoute: Handler<typeof custodyRoutes.custody> = ({ app, asker }) => {
  const { root, signed } = charter();
  const now = Date.now();
  return {
    root,
    charter: signed,
    account: asker.id,
    tracers: tracerRows(app, asker.id),
    wrapped: wrappedFor(app, asker.id),
    newKeyNeeded: newKeyNeeded(app),
    sealing: sealingState(app),
    now,
  };
};

/** POST custody/key */
export const tracerKeyRoute: Handler<typeof custodyRoutes.addTracerKey> = (asked) => {
  const key = addKey(asked.app, asked.asker, text(asked.body, 'point', 100), Date.now());
  asked.tellDesks();
  return { key };
};

/** POST custody/certify */
export const certifyRoute: Handler<typeof custodyRoutes.certifyTracer> = (asked) => {
  const { app, asker, body } = asked;
  const given = { custodian: whole(body, 'custodian', 0, 255), signature: text(body, 'signature', 200) };
  certify(app, asker.id, whole(body, 'key', 1, most), given, Date.now());
  asked.tellDesks();
  return {};
};

/** POST custody/hand-over */
export const handOverRoute: Handler<typeof custodyRoutes.handOverKey> = (asked) => {
  const { app, asker, body } = asked;
  const given = {
    key: whole(body, 'key', 1, most),
    generation: whole(body, 'generation', 1, 255),
    wrapped: text(body, 'wrapped', 400),
  };
  handOver(app, asker, given, Date.now());
  asked.tellDesks();
  return {};
};

/** POST custody/remove */
export const removeTracerRoute: Handler<typeof custodyRoutes.removeTracer> = (asked) => {
  const { app, asker, body } = asked;
  removeKey(app, asker, whole(body, 'key', 1, most), choice(body, 'reason', removalReasons), Date.now());
  asked.tellDesks();
  return {};
};

/**
 * POST name/open: what is sealed of a person, for the browser of an officer who is in. It is on record, in the audit log and in the
 * person's own, and on the disk, before anything is answered.
 */
export const openNameRoute: Handler<typeof custodyRoutes.openName> = ({ app, asker, body }) => {
  const now = Date.now();
  const person = personOfHandle(app, text(body, 'handle', 1000), asker.id, now);
  const forCase = whole(body, 'case', 1, most);
  const reason = choice(body, 'reason', openingReasons);
  if (!isOpenCase(app, forCase))
    throw new Fault('not-allowed', 'A name is opened for an open case alone: there is none of this number.');
  commitToDisk(app);
  return transact(app, (inside) => {
    const found = row<{ maskedName: string; sealed: string; generation: number }>(
      inside,
      ['maskedName', 'sealed', 'generation'],
      'select maskedName, sealedIdentity as sealed, keyGeneration as generation from persons where id = {:person}',
      { person },
    );
    if (!found?.sealed)
      throw new Fault('not-found', 'This person’s identity is not sealed to the tracing key yet.');
    if (!holds(inside, asker.id, found.generation))
      throw new Fault(
        'key',
        `None of your browsers is certified for generation ${found.generation} of the tracing key.`,
      );
    audit(inside, {
      actor: staffActor(asker),
      action: 'name.open',
      subject: `person:${person} case:${forCase} ${reason}`,
    });
    const read = { kind: 'name', right: 'name.open', purpose: reason, forCase } as const;
    noteRead(inside, asker, read, [person], now);
    return { person, maskedName: found.maskedName, sealed: found.sealed, now };
  });
};
