import type { PaperPassAnswer, PersonRequest } from '../domain/api.ts';
import { fromHex } from '../domain/bytes.ts';
import { issuerMessage } from '../domain/health-pass.ts';
import { localDay } from '../domain/local-day.ts';
import { encodePaperBody, paperIdText, paperPassText } from '../domain/paper-pass.ts';
import { answer } from './answer.ts';
import { audit } from './audit.ts';
import { Fault } from './fault.ts';
import { issuerAt } from './keyring.ts';
import { papersIssued, logPaper } from './pass-log.ts';
import { unseal } from './person-keys.ts';
import { readBody } from './request-body.ts';
import { sign } from './signing.ts';
import { transact } from './sql.ts';
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
 * @param asker who asked for it: the person or a guardian
 * @throws Fault 'too-many'
 */
export function issuePaperPass(
  app: App,
  citizen: StoredRecord,
  asker: StoredRecord,
  now: number,
): PaperPassAnswer {
  const day = localDay(now);
  refuseTooMany(app, citizen.id, day);
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
    refuseTooMany(inside, citizen.id, day);
    logPaper(inside, { passId, citizen: citizen.id, asker: asker.id, day, expires: expiresAt });
    // The register tells for months who printed it and when. A number of the day beside that time would lead from the person
    // to their visits, long after the day.
    audit(inside, { actor: 'person', action: 'pass.print', subject: 'paper' });
  });
  return { text: paperPassText(body, signature), maskedName, notBefore, expiresAt, now };
}

function refuseTooMany(app: App, citizen: string, day: number): void {
  const count = papersIssued(app, citizen, day);
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
    return issuePaperPass(e.app, personOf(e.app, asker, person), asker, Date.now());
  });
}
