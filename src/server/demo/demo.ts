/** What demo.pb.js registers: it is bundled apart, so that a real district's server has nothing of it. */
import { galleryRoute } from '../app/static-files.ts';
import { demoRoutes } from '../../domain/api/routes/demo-routes.ts';
import { origin } from '../vm/origin.ts';
import { keepRows, type Handler } from '../http/route-handlers.ts';
import { Fault } from '../vm/fault.ts';
import { makePairingCode } from '../fleet/pairing.ts';
import { issuePass } from '../passes/pass.ts';
import { text, whole } from '../http/request-body.ts';
import { posterUrl } from '../sites/site-codes.ts';
import { row, run } from '../vm/sql.ts';
import { app, os, security, type App } from '../vm/vm.ts';
import { foreignSignersRoute } from './keys/foreign-signers.ts';
import { custodianKeyRoute, demoCertifyRoute, tracingKeyRoute } from './keys/custody-keys.ts';
import { officialKeyRoute } from './keys/official-key.ts';
import {
  castChainOwner,
  castIdNumber,
  castOwner,
  castPeople,
  castStaff,
  demoPassword,
  findablePerson,
  twicePerson,
} from './cast/cast.ts';
import { demoGate, demoMall } from './places/place-names.ts';
import { tellBoards } from '../http/board-topic.ts';
import { playFleet } from './fleet/play-fleet.ts';
import { played } from './play/played.ts';
import { personId } from './load/record-ids.ts';
import { peopleOf } from './plan.ts';
import { askedScale } from './scale.ts';
import { isDemo, refreshDemo, seedDemo } from './seed.ts';

/** A browser at a gate is heard every half minute. */
const idleMs = 120_000;

function demoAlone(app: App): void {
  if (!isDemo(app)) throw new Fault('not-demo', 'This is no demo district: seed-demo has not been run.');
}

const castRoute: Handler<typeof demoRoutes.demoCast> = (asked) => {
  const { e, app } = asked;
  if (refreshDemo(app, Date.now())) asked.tellBoards();
  const password = demoPassword;
  const isLarge = played(app)?.scale.share !== null;
  const code = row<{ fragment: string }>(
    app,
    ['fragment'],
    `select c.fragment from site_codes c join sites s on s.id = c.site where s.name = {:demoMall} and c.zone = ''`,
    { demoMall },
  )!;
  return {
    logins: [
      ...castPeople.map(({ person, name, email }, index) => ({
        face: 'me' as const,
        role: person,
        name,
        email,
        password,
        idNumber: castIdNumber(index + 1),
      })),
      { face: 'venue', role: 'owner', ...castOwner, password },
      ...(isLarge ? [{ face: 'venue' as const, role: 'chain', ...castChainOwner, password }] : []),
      ...castStaff.map(({ role, name, email }) => ({
        face: 'authority' as const,
        role,
        name,
        email,
        password,
      })),
    ],
    findable: findablePerson,
    ...twiceOf(app),
    siteCode: posterUrl(origin(e), code.fragment),
  };
};

/** Who has two records, where this demo was filled with them. */
function twiceOf(app: App): { twice?: { name: string; phone: string } } {
  const people = peopleOf(played(app)?.scale ?? askedScale());
  const there = row(app, ['id'], 'select id from persons where id = {:id}', { id: personId(people) });
  return there ? { twice: twicePerson(people) } : {};
}

const pairingCodeRoute: Handler<typeof demoRoutes.demoPairingCode> = ({ app }) => {
  const name = idleGate(app) ?? newGateName();
  forgetOldGates(app);
  const site = row<{ id: string }>(app, ['id'], 'select id from sites where name = {:demoMall}', {
    demoMall,
  })!;
  return makePairingCode(app, { site: site.id, zone: '', name }, 'demo');
};

/** Every browser that plays the gate is a gate of its own: a second one must not unpair the first. */
function newGateName(): string {
  return `${demoGate} ${security.randomStringWithAlphabet(4, 'ABCDEFGHJKMNPQRSTUVWXYZ23456789')}`;
}

/**
 * A demo gate that was played and has been silent since: another profile, or a window without memory, goes on with it, so
 * that one person who tries things makes no row of dead gates. Null when all are in use.
 */
function idleGate(app: App): string | null {
  const found = row<{ name: string }>(
    app,
    ['name'],
    `select d.name from sentries d join fleet f on f.device = d.device
     where d.name glob {:gates} and not d.revoked and f.last_seen > 0 and f.last_seen < {:silent}
       and not exists (select 1 from pairing_codes c where c.name = d.name and c.expires > {:now})
     order by f.last_seen desc limit 1`,
    { gates: `${demoGate} *`, silent: Date.now() - idleMs, now: Date.now() },
  );
  return found?.name ?? null;
}

/** Demo gates that nobody has played for a day leave the board; one that comes back is on it again. */
function forgetOldGates(app: App): void {
  run(
    app,
    `delete from fleet where last_seen < {:end}
       and device in (select device from sentries where name glob {:gates})`,
    { end: Date.now() - 86_400_000, gates: `${demoGate} *` },
  );
}

const passRoute: Handler<typeof demoRoutes.demoPass> = ({ app, body }) => {
  const cast = castPeople.find((candidate) => candidate.person === body['person']);
  if (!cast) throw new Fault('malformed', '"person" is nobody of the cast.');
  const age = whole(body, 'ageMinutes', 0, 10 * 1440);
  const { id } = row<{ id: string }>(
    app,
    ['id'],
    `select r.person as id from account_persons r join citizens a on a.id = r.account
     where a.email = {:email} and r.relation = 'self'`,
    { email: cast.email },
  )!;
  const person = app.findRecordById('persons', id);
  const issuedAt = Date.now() - age * 60_000;
  return {
    ...issuePass(app, person, text(body, 'holderKey', 200), issuedAt, Infinity),
    now: Date.now(),
  };
};

export const routes = keepRows(
  demoRoutes,
  {
    demoCast: castRoute,
    demoForeignSigners: foreignSignersRoute,
    demoCertify: demoCertifyRoute,
    demoCustodianKey: custodianKeyRoute,
    demoOfficialKey: officialKeyRoute,
    demoPairingCode: pairingCodeRoute,
    demoPass: passRoute,
    demoTracingKey: tracingKeyRoute,
  },
  demoAlone,
);

/** What else demo.pb.js registers. */
export const hooks = { gallery: galleryRoute };

export const jobs = {
  refresh: () => {
    if (isDemo(app) && refreshDemo(app, Date.now())) tellBoards(app, 0);
  },
  playFleet: () => {
    if (!isDemo(app) || !played(app)) return;
    playFleet(app, played(app)!.scale, Date.now());
    tellBoards(app, 0);
  },
};

/** The console command `seed-demo`. */
export function seedDemoCommand(): void {
  try {
    app.runAllMigrations();
    seedDemo(app, askedScale(), Date.now(), (line) => console.log(line));
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    os.exit(1);
  }
}
