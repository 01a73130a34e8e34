import type { PaperPassAnswer, PersonRequest } from '../domain/api.ts';
import { base64url, concat, fromHex } from '../domain/bytes.ts';
import { issuerMessage } from '../domain/health-pass.ts';
import { localDay } from '../domain/local-day.ts';
import { encodePaperBody, paperIdText, paperPassText } from '../domain/paper-pass.ts';
import { answer } from './answer.ts';
import { audit } from './audit.ts';
import { Fault } from './fault.ts';
import { issuerAt } from './keyring.ts';
import { personOfDay, seal, unseal } from './person-keys.ts';
import { readBody } from './request-body.ts';
import { sign } from './signing.ts';
import { row, run, transact } from './sql.ts';
import { os, security, type App, type RequestEvent, type StoredRecord } from './vm.ts';
import { personOf } from './wards.ts';
import { whoAsks } from './who-asks.ts';

const minute = 60_000;
const hour = 60 * minute;
/** One lost, one misprinted, one more: each is good for months. */
const papersPerDay = 3;
/** The longest that the charter keeps a retired issuer's key for (tools/charter.ts). */
const mostDays = 180;

/** How many days a pass on paper is valid: SITECODE_PAPER_PASS_DAYS, 90 when it is not set. */
function validDays(): number {
  const set = Number(os.getenv('SITECODE_PAPER_PASS_DAYS') || 90);
  return Number.isInteger(set) && set >= 1 && set <= mostDays ? set : 90;
}

/**
 * A pass to print: identity alone, no status.
 * @param actor for the audit log: who asked
 * @throws Fault 'too-many'
 */
export function issuePaperPass(app: App, citizen: StoredRecord, actor: string, now: number): PaperPassAnswer {
  const day = localDay(now);
  const person = personOfDay(citizen.id, day);
  refuseTooMany(app, person, day);
  const notBefore = Math.floor(now / minute) * minute;
  const passId = security.randomStringWithAlphabet(16, '0123456789abcdef');
  const lifetimeHours = validDays() * 24;
  const expiresAt = notBefore + lifetimeHours * hour;
  const maskedName = citizen.getString('maskedName');
  const issuer = issuerAt(now);
  const idNumber = unseal(citizen.getString('sealedIdNumber'));
  const digest = security.sha256(paperIdText(fromHex(passId), idNumber));
  const body = encodePaperBody({
    issuer: issuer.id,
    notBefore,
    lifetimeHours,
    passId: fromHex(passId),
    maskedName,
    idHash: fromHex(digest.slice(0, 4)),
  });
  const signature = sign(issuer, issuerMessage(body));
  transact(app, (inside) => {
    refuseTooMany(inside, person, day);
    run(
      inside,
      `insert into pass_log (pass_id, day, person, person_ref, expires, sealed, paper)
       values ({:passId}, {:day}, {:person}, {:ref}, {:expiresAt}, {:sealed}, 1)`,
      {
        passId,
        day,
        person,
        ref: seal(citizen.id),
        expiresAt,
        sealed: seal(base64url(concat(body, signature))),
      },
    );
    audit(inside, { actor, action: 'pass.print', subject: `pass:${passId}` });
  });
  return { text: paperPassText(body, signature), maskedName, notBefore, expiresAt, now };
}

function refuseTooMany(app: App, person: number, day: number): void {
  const { count } = row<{ count: number }>(
    app,
    ['count'],
    'select count(*) as count from pass_log where person = {:person} and day = {:day} and paper = 1',
    { person, day },
  )!;
  if (count >= papersPerDay) {
    throw new Fault(
      'too-many',
      `${count} passes on paper were made today. Each stays valid: print one again.`,
    );
  }
}

/** POST pass/paper */
export function paperPassRoute(e: RequestEvent): void {
  answer(e, (): PaperPassAnswer => {
    const asker = whoAsks(e, 'citizens');
    const { person } = readBody(e) as PersonRequest;
    const now = Date.now();
    const day = localDay(now);
    const actor = `person:${day}:${personOfDay(asker.id, day)}`;
    return issuePaperPass(e.app, personOf(e.app, asker, person), actor, now);
  });
}
