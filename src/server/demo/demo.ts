/** What demo.pb.js registers: it is bundled apart, so that a real district's server has nothing of it. */
import type { DemoCastAnswer, DemoPairingCodeAnswer, DemoPassRequest } from '../../domain/demo-api.ts';
import type { PassAnswer } from '../../domain/api.ts';
import { origin } from '../origin.ts';
import { answer } from '../answer.ts';
import { Fault } from '../fault.ts';
import { makePairingCode } from '../pairing.ts';
import { issuePass } from '../pass.ts';
import { readBody, text, whole } from '../request-body.ts';
import { posterUrl } from '../site-codes.ts';
import { row, run } from '../sql.ts';
import { app, os, security, type App, type RequestEvent } from '../vm.ts';
import { foreignSignersRoute } from './foreign-signers.ts';
import { officialKeyRoute } from './official-key.ts';
import { castOwner, castPeople, castStaff, demoPassword } from './cast.ts';
import { demoGate, demoMall } from './place-names.ts';
import { tellBoards } from '../board-topic.ts';
import { playFleet } from './play-fleet.ts';
import { isDemo, refreshDemo, seedDemo } from './seed.ts';

function demoAlone(app: App): void {
  if (!isDemo(app)) throw new Fault('not-demo', 'This is no demo district: seed-demo has not been run.');
}

function castRoute(e: RequestEvent): void {
  answer(e, (): DemoCastAnswer => {
    demoAlone(e.app);
    refreshDemo(e.app, Date.now());
    const password = demoPassword;
    const code = row<{ fragment: string }>(
      e.app,
      ['fragment'],
      `select c.fragment from site_codes c join sites s on s.id = c.site where s.name = {:demoMall} and c.zone = ''`,
      { demoMall },
    )!;
    return {
      logins: [
        ...castPeople.map(({ person, name, email }) => ({
          face: 'me' as const,
          role: person,
          name,
          email,
          password,
        })),
        { face: 'venue', role: 'owner', ...castOwner, password },
        ...castStaff.map(({ role, name, email }) => ({
          face: 'authority' as const,
          role,
          name,
          email,
          password,
        })),
      ],
      siteCode: posterUrl(origin(e), code.fragment),
    };
  });
}

function pairingCodeRoute(e: RequestEvent): void {
  answer(e, (): DemoPairingCodeAnswer => {
    demoAlone(e.app);
    // Every browser that plays the gate is a gate of its own: a second one must not unpair the first.
    const name = `${demoGate} ${security.randomStringWithAlphabet(4, 'ABCDEFGHJKMNPQRSTUVWXYZ23456789')}`;
    forgetOldGates(e.app);
    const site = row<{ id: string }>(e.app, ['id'], 'select id from sites where name = {:demoMall}', {
      demoMall,
    })!;
    return makePairingCode(e.app, { site: site.id, zone: '', name }, 'demo');
  });
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

function passRoute(e: RequestEvent): void {
  answer(e, (): PassAnswer => {
    demoAlone(e.app);
    const body = readBody(e) as Partial<DemoPassRequest>;
    const person = castPeople.find((candidate) => candidate.person === body.person);
    if (!person) throw new Fault('malformed', '"person" is nobody of the cast.');
    const age = whole(body, 'ageMinutes', 0, 10 * 1440);
    const { id } = row<{ id: string }>(e.app, ['id'], 'select id from citizens where email = {:email}', {
      email: person.email,
    })!;
    const citizen = e.app.findRecordById('citizens', id);
    const issuedAt = Date.now() - age * 60_000;
    return {
      ...issuePass(e.app, citizen, text(body, 'holderKey', 200), issuedAt, Infinity),
      now: Date.now(),
    };
  });
}

export const handlers = {
  officialKey: officialKeyRoute,
  foreignSigners: foreignSignersRoute,
  cast: castRoute,
  pairingCode: pairingCodeRoute,
  pass: passRoute,
};

export const jobs = {
  refresh: () => {
    if (isDemo(app)) refreshDemo(app, Date.now());
  },
  playFleet: () => {
    if (!isDemo(app)) return;
    playFleet(app, Date.now());
    tellBoards(app, 0);
  },
};

/** The console command `seed-demo`. */
export function seedDemoCommand(): void {
  try {
    app.runAllMigrations();
    seedDemo(app, Date.now(), (line) => console.log(line));
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    os.exit(1);
  }
}
