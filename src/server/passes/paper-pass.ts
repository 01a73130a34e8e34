import type { PaperPassAnswer } from '../../domain/api/api.ts';
import type { citizenRoutes } from '../../domain/api/routes/citizen-routes.ts';
import { base64url, fromBase64url, fromHex } from '../../domain/bytes/bytes.ts';
import { localDay } from '../../domain/time/local-day.ts';
import { longestPaperDays } from '../../domain/pass/pass-lifetime.ts';
import { encodePaperBody, paperIdText, paperPassText } from '../../domain/pass/paper-pass.ts';
import type { Handler } from '../http/route-handlers.ts';
import { audit, type AuditEntry } from '../audit/audit.ts';
import { Fault } from '../vm/fault.ts';
import { issuerAt } from '../keys/keyring.ts';
import { papersIssued, logPaper } from './pass-log.ts';
import { demandForm } from '../http/form-body.ts';
import { text } from '../http/request-body.ts';
import { noteNotice, noticeHolder } from '../people/consents.ts';
import { demandOwnNumber } from '../people/own-number.ts';
import { idNumberForm } from '../../domain/person/own-identity-form.ts';
import { begunPaper, beginPaper } from './paper-begin.ts';
import { signed } from '../keys/signer.ts';
import { transact } from '../vm/sql.ts';
import { os, security, type App, type StoredRecord } from '../vm/vm.ts';
import { personOf } from '../accounts/account-persons.ts';
import { turnRostersOf } from '../accounts/roster-turn.ts';

const minute = 60_000;
const hour = 60 * minute;
/** One lost, one misprinted, one more: each is good for months. */
const papersPerDay = 3;

/** How many days a pass on paper is valid: SITECODE_PAPER_PASS_DAYS, 90 when it is not set. */
function validDays(): number {
  const set = Number(os.getenv('SITECODE_PAPER_PASS_DAYS') || 90);
  return Number.isInteger(set) && set >= 1 && set <= longestPaperDays ? set : 90;
}

/** A pass on paper as the browser that began it hands it in. */
export interface AskedPaper {
  /** As `begunPaper` gives it, 16 hexadecimal characters. */
  passId: string;
  /** The first two bytes of SHA-256 of `paperIdText`, made where the number is: 4 hexadecimal characters. */
  idHash: string;
}

/**
 * A pass to print: identity alone, no status.
 * @param by who asked for it, as the sealed register keeps it, what the audit log is told, and what else in that transaction
 * @throws Fault 'too-many'
 */
export function issuePaperPass(
  app: App,
  person: StoredRecord,
  { passId, idHash }: AskedPaper,
  by: { asker: string; entry: AuditEntry; noted?: (app: App) => void },
  now: number,
): PaperPassAnswer {
  const day = localDay(now);
  refuseTooMany(app, person.id, day);
  const notBefore = Math.floor(now / minute) * minute;
  const lifetimeHours = validDays() * 24;
  const expiresAt = notBefore + lifetimeHours * hour;
  const maskedName = person.getString('maskedName');
  const issuer = issuerAt(now);
  const body = encodePaperBody({
    issuer: issuer.id,
    notBefore,
    lifetimeHours,
    passId: fromHex(passId),
    maskedName,
    idHash: fromHex(idHash),
  });
  const signature = fromBase64url(signed('paper', issuer.id, base64url(body)));
  transact(app, (inside) => {
    refuseTooMany(inside, person.id, day);
    logPaper(inside, { passId, person: person.id, asker: by.asker, day, expires: expiresAt });
    audit(inside, by.entry);
    by.noted?.(inside);
    turnRostersOf(inside, person.id, now);
  });
  return { text: paperPassText(body, signature), maskedName, notBefore, expiresAt, now };
}

function refuseTooMany(app: App, person: string, day: number): void {
  const count = papersIssued(app, person, day);
  if (count >= papersPerDay) {
    throw new Fault(
      'too-many',
      `${count} passes on paper were made today. Each stays valid: print one again.`,
    );
  }
}

/**
 * The register tells for months who printed it and when. A number of the day beside that time would lead from the person to their
 * visits, long after the day.
 */
const ownPrint: AuditEntry = { actor: 'person', action: 'pass.print', subject: 'paper' };

/** The hash of a request. @throws Fault 'malformed' */
export function idHashOf(body: { [name: string]: unknown }): string {
  const hash = text(body, 'idHash', 4);
  if (!/^[0-9a-f]{4}$/.test(hash)) throw new Fault('malformed', '"idHash" must be 4 hexadecimal characters.');
  return hash;
}

/** POST pass/paper/begin */
export const paperBeginRoute: Handler<typeof citizenRoutes.beginPaper> = ({ app, asker, body }) =>
  beginPaper(personOf(app, asker.account, body['person']).person.id, asker.id, Date.now());

/**
 * POST pass/paper: the phone's own hash counts when it is of the person's number, which is compared by its index: nobody prints a pass that
 * fits another's ID card.
 */
export const paperPassRoute: Handler<typeof citizenRoutes.paperPass> = ({ app, asker, body }) => {
  const now = Date.now();
  const { person, relation } = personOf(app, asker.account, body['person']);
  const idHash = idHashOf(body);
  const { passId, person: begunFor } = begunPaper(app, text(body, 'begun', 1000), asker.id, now);
  if (begunFor !== person.id) throw new Fault('malformed', '"begun" is of another person.');
  const { idNumber } = demandForm(idNumberForm, { idNumber: body['idNumber'] });
  demandOwnNumber(app, asker.id, person, idNumber, now);
  if (security.sha256(paperIdText(fromHex(passId), idNumber)).slice(0, 4) !== idHash)
    throw new Fault('malformed', '"idHash" is not made of this number and pass.');
  const noted = (inside: App) => noteNotice(inside, noticeHolder(asker.id, person.id, relation), now, true);
  return issuePaperPass(app, person, { passId, idHash }, { asker: asker.id, entry: ownPrint, noted }, now);
};
