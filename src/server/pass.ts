import type { MeAnswer, PassAnswer, PassRequest } from '../domain/api.ts';
import { base64url, concat, fromHex } from '../domain/bytes.ts';
import { encodePassBody, issuerMessage } from '../domain/health-pass.ts';
import { localDay } from '../domain/local-day.ts';
import { badness } from '../domain/override.ts';
import { audit } from './audit.ts';
import { answer } from './answer.ts';
import { Fault } from './fault.ts';
import { denyPasses } from './denied-passes.ts';
import { issuerAt } from './keyring.ts';
import { overrideOf } from './overrides.ts';
import { logPass, passesIssued, personRow } from './pass-log.ts';
import { unseal } from './person-keys.ts';
import { allDoses, healthStatus, latestTests } from './person-status.ts';
import { readBody, text } from './request-body.ts';
import { pointOfText, sign } from './signing.ts';
import { transact } from './sql.ts';
import { latestVisits } from './visit-log.ts';
import { security, type App, type RequestEvent, type StoredRecord } from './vm.ts';
import { personOf, wardsOf } from './wards.ts';
import { whoAsks } from './who-asks.ts';

const minute = 60_000;
/** How long a pass lives. */
export const passLifetimeMinutes = 1440;
/** A phone asks for a few a day; more than this is a program, and each costs the server 22 ms. */
const passesPerDay = 30;

/**
 * Issues a pass to a citizen and logs it under the person's number of the day.
 * @param holderKey base64url of the uncompressed point
 * @param now UTC ms; the pass begins with this minute
 * @param mostADay how many a person may have of one day
 * @param asker who asks for it, where that is a guardian
 * @throws Fault 'key' or 'too-many'
 */
export function issuePass(
  app: App,
  citizen: StoredRecord,
  holderKey: string,
  now: number,
  mostADay = passesPerDay,
  asker: StoredRecord = citizen,
): PassAnswer {
  const holder = pointOfText(holderKey);
  if (!holder) throw new Fault('key', 'The key is no point of P-256. Make a new key and ask again.');
  const day = localDay(now);
  refuseTooMany(app, citizen.id, day, mostADay);
  const notBefore = Math.floor(now / minute) * minute;
  const passId = security.randomStringWithAlphabet(16, '0123456789abcdef');
  const issuer = issuerAt(Date.now());
  const status = healthStatus(app, citizen.id);
  const body = encodePassBody({
    ...status,
    issuer: issuer.id,
    notBefore,
    lifetimeMinutes: passLifetimeMinutes,
    passId: fromHex(passId),
    maskedName: citizen.getString('maskedName'),
    holderX: holder.x,
    holderYOdd: holder.yOdd,
  });
  // Signed before the transaction: nobody should wait for the database while this VM counts.
  const signature = sign(issuer, issuerMessage(body));
  const expiresAt = notBefore + passLifetimeMinutes * minute;
  transact(app, (inside) => {
    refuseTooMany(inside, citizen.id, day, mostADay);
    const issued = base64url(concat(body, signature));
    const number = logPass(inside, { citizen: citizen.id, passId, day, expires: expiresAt, issued });
    // The status may have changed while this VM signed: what the pass states is then no longer true.
    if (badness(healthStatus(inside, citizen.id)) > badness(status))
      denyPasses(inside, [{ passId, expires: expiresAt }]);
    // By numbers of the day: once its key is destroyed, they lead nowhere, though the audit log stays.
    const actor = `person:${day}:${personRow(inside, asker.id, day)}`;
    audit(inside, { actor, action: 'pass.issue', subject: `pass:${day}:${number}` });
  });
  return { pass: base64url(concat(body, signature)), expiresAt, now };
}

function refuseTooMany(app: App, citizen: string, day: number, mostADay: number): void {
  const issued = passesIssued(app, citizen, day);
  if (issued >= mostADay) {
    throw new Fault('too-many', `You had ${issued} passes today. The one you have stays valid.`);
  }
}

/** POST pass */
export function passRoute(e: RequestEvent): void {
  answer(e, (): PassAnswer => {
    const asker = whoAsks(e, 'citizens');
    const body = readBody(e) as Partial<PassRequest>;
    const citizen = personOf(e.app, asker, body.person);
    return issuePass(e.app, citizen, text(body, 'holderKey', 200), Date.now(), passesPerDay, asker);
  });
}

/** GET me */
export function meRoute(e: RequestEvent): void {
  answer(e, (): MeAnswer => {
    const asker = whoAsks(e, 'citizens');
    const citizen = personOf(e.app, asker, e.request.url.query().get('person'));
    const own = citizen.id === asker.id;
    const now = Date.now();
    return {
      name: unseal(citizen.getString('sealedName')),
      maskedName: citizen.getString('maskedName'),
      status: healthStatus(e.app, citizen.id),
      tests: latestTests(e.app, citizen.id, 10),
      doses: allDoses(e.app, citizen.id),
      // Where another person has been is nobody's to read, not a guardian's either.
      visits: own ? latestVisits(e.app, citizen.id, 10) : [],
      wards: own ? wardsOf(e.app, asker.id) : [],
      override: overrideOf(e.app, citizen.id, now),
      now,
    };
  });
}
