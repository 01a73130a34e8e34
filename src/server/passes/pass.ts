import type { PassAnswer } from '../../domain/api/api.ts';
import type { citizenRoutes } from '../../domain/api/routes/citizen-routes.ts';
import { base64url, concat, fromBase64url, fromHex } from '../../domain/bytes/bytes.ts';
import { encodePassBody } from '../../domain/pass/health-pass.ts';
import { localDay } from '../../domain/time/local-day.ts';
import { badness } from '../../domain/policy/override.ts';
import { audit } from '../audit/audit.ts';
import type { Handler } from '../http/route-handlers.ts';
import { Fault } from '../vm/fault.ts';
import { denyPasses } from './denied-passes.ts';
import { issuerAt } from '../keys/keyring.ts';
import { logPass, passesIssued } from './pass-log.ts';
import { personRow } from './person-row.ts';
import { passLifetimeMinutes } from '../../domain/pass/pass-lifetime.ts';
import { noteNotice, noticeHolder } from '../people/consents.ts';
import { healthStatus } from '../people/person-status.ts';
import { text } from '../http/request-body.ts';
import { signed } from '../keys/signer.ts';
import { pointOfText } from '../keys/signing.ts';
import { transact } from '../vm/sql.ts';
import { security, type App, type StoredRecord } from '../vm/vm.ts';
import { turnRostersOf } from '../accounts/roster-turn.ts';
import { ownPersonId, personOf } from '../accounts/account-persons.ts';

const minute = 60_000;
/** A phone asks for a few a day; more than this is a program. */
const passesPerDay = 30;

/**
 * Issues a pass to a person and logs it under the person's number of the day.
 * @param holderKey base64url of the uncompressed point
 * @param now UTC ms; the pass begins with this minute
 * @param mostADay how many a person may have of one day
 * @param asker the person whose own account asks for it: not the pass's where that is a guardian; null for one that stands for others alone
 * @throws Fault 'key' or 'too-many'
 */
export function issuePass(
  app: App,
  person: StoredRecord,
  holderKey: string,
  now: number,
  mostADay = passesPerDay,
  asker: string | null = person.id,
): PassAnswer {
  const holder = pointOfText(holderKey);
  if (!holder) throw new Fault('key', 'The key is no point of P-256. Make a new key and ask again.');
  const day = localDay(now);
  refuseTooMany(app, person.id, day, mostADay);
  const notBefore = Math.floor(now / minute) * minute;
  const passId = security.randomStringWithAlphabet(16, '0123456789abcdef');
  const issuer = issuerAt(Date.now());
  const status = healthStatus(app, person.id);
  const body = encodePassBody({
    ...status,
    issuer: issuer.id,
    notBefore,
    lifetimeMinutes: passLifetimeMinutes,
    passId: fromHex(passId),
    maskedName: person.getString('maskedName'),
    holderX: holder.x,
    holderYOdd: holder.yOdd,
  });
  // Signed before the transaction: nobody should wait for the database while the signer is asked.
  const signature = fromBase64url(signed('pass', issuer.id, base64url(body)));
  const expiresAt = notBefore + passLifetimeMinutes * minute;
  transact(app, (inside) => {
    refuseTooMany(inside, person.id, day, mostADay);
    const issued = base64url(concat(body, signature));
    const number = logPass(inside, { person: person.id, passId, day, expires: expiresAt, issued });
    // The status may have changed while the signer was asked: what the pass states is then no longer true.
    if (badness(healthStatus(inside, person.id)) > badness(status))
      denyPasses(inside, [{ passId, expires: expiresAt }]);
    // Sentries know who belongs to their site by the passes of the day.
    turnRostersOf(inside, person.id, now);
    // By numbers of the day: once its key is destroyed, they lead nowhere, though the audit log stays.
    const actor = asker === null ? 'person' : `person:${day}:${personRow(inside, asker, day)}`;
    audit(inside, { actor, action: 'pass.issue', subject: `pass:${day}:${number}` });
  });
  return { pass: base64url(concat(body, signature)), expiresAt, now };
}

function refuseTooMany(app: App, person: string, day: number, mostADay: number): void {
  const issued = passesIssued(app, person, day);
  if (issued >= mostADay) {
    throw new Fault('too-many', `You had ${issued} passes today. The one you have stays valid.`);
  }
}

/** POST pass */
export const passRoute: Handler<typeof citizenRoutes.issuePass> = ({ app, asker: { account }, body }) => {
  const { person, relation } = personOf(app, account, body['person']);
  const asker = ownPersonId(app, account.id);
  const now = Date.now();
  noteNotice(app, noticeHolder(account.id, person.id, relation), now);
  return issuePass(app, person, text(body, 'holderKey', 200), now, passesPerDay, asker);
};
