import type { sentryRoutes } from '../../domain/api/routes/sentry-routes.ts';
import type { IdentifyAnswer } from '../../domain/api/gate/sentry-api.ts';
import { isResidentId } from '../../domain/person/resident-id.ts';
import { documentNumberMost, isDocumentNumber } from '../../domain/document/document-number.ts';
import {
  identifiedKinds,
  identifiedText,
  type Identified,
  type IdentifiedPerson,
} from '../../domain/document/identified.ts';
import { badness } from '../../domain/policy/override.ts';
import { maskName } from '../../domain/text/masked-name.ts';
import { localDay } from '../../domain/time/local-day.ts';
import { recordsOf } from '../accounts/merged-persons.ts';
import { audit } from '../audit/audit.ts';
import { choice, text } from '../http/request-body.ts';
import type { Asker } from '../http/asker.ts';
import type { Handler } from '../http/route-handlers.ts';
import { askHealthCode } from '../keys/health-code-service.ts';
import { indexOf } from '../keys/signer.ts';
import { uploadKey } from '../keys/upload-key.ts';
import { documentPass, logDocumentPass } from '../passes/document-passes.ts';
import { holderOfPass, passOfDay } from '../passes/pass-log.ts';
import { noteRead } from '../people/access-log.ts';
import { rememberDocument } from '../rosters/roster-cards.ts';
import { personWith } from '../people/number-owner.ts';
import { healthStatus } from '../people/person-status.ts';
import { Fault } from '../vm/fault.ts';
import { row, transact } from '../vm/sql.ts';
import { security, type App } from '../vm/vm.ts';
import { demandLookup, noteUnknown } from './gate-lookups.ts';

/**
 * Whose document lies on a sentry's reader. The number comes in the body of a sealed line, is made an index by the signer, and is kept
 * nowhere: neither here nor in a log, and no fault repeats it.
 */

/** Whether a pass that was shown beside a document is the same person's; null where the server knows no such pass. */
function isOwnPass(app: App, person: string, passId: string, day: number): boolean | null {
  const holder = holderOfPass(app, day, passOfDay(app, passId, day));
  return holder && recordsOf(app, person).some(({ id }) => id === holder.person);
}

/** The longest text of a code that is handed on. */
const longestCode = 2000;

/** On record, and in the log of who was found. */
function note(app: App, asker: Asker, subject: string, persons: readonly string[], now: number): void {
  audit(app, { actor: `sentry:${asker.account.getInt('device')}`, action: 'gate.identify', subject });
  noteRead(app, asker, { kind: 'gate', right: 'gate.identify', purpose: 'gate' }, persons, now);
}

/** What is stated of a person whose document was shown. Within a transaction, and on record. */
function stated(
  app: App,
  asker: Asker,
  shown: { person: string; index: string; beside: string | null },
  now: number,
): IdentifiedPerson {
  const day = localDay(now);
  const { person, index, beside } = shown;
  note(app, asker, `pass:${day}:${logDocumentPass(app, person, index, day)}`, [person], now);
  const { maskedName } = row<{ maskedName: string }>(
    app,
    ['maskedName'],
    'select maskedName from persons where id = {:person}',
    { person },
  )!;
  return {
    maskedName,
    passId: documentPass(index, day),
    status: healthStatus(app, person, now),
    beside: beside === null ? null : isOwnPass(app, person, beside, day),
  };
}

/**
 * What the city's service says of a code. Where it names somebody of the district's, the worse of the two statuses counts, and the passage
 * leads to them.
 * @throws Fault 'busy' where the service cannot be asked: the gate sends the person to a guard
 */
function statedOfCode(
  app: App,
  asker: Asker,
  code: string,
  now: number,
): Pick<Identified, 'person' | 'fault'> {
  const said = askHealthCode(code);
  if (!said)
    throw new Fault('busy', 'The health code service cannot be asked just now. The code is checked by hand.');
  if (said.verdict !== 'valid') {
    transact(app, (inside) => note(inside, asker, 'nobody', [], now));
    return { person: null, fault: said.verdict === 'expired' ? 'expired' : 'forged' };
  }
  const index = isResidentId(said.idNumber) ? indexOf('id-number', said.idNumber) : null;
  return transact(app, (inside) => {
    const person = index === null ? null : personWith(inside, index);
    if (person === null) {
      note(inside, asker, 'nobody', [], now);
      const { name, status } = said;
      return { person: { maskedName: maskName(name), passId: null, status, beside: null } };
    }
    const own = stated(inside, asker, { person, index: index!, beside: null }, now);
    const status = badness(own.status) >= badness(said.status) ? own.status : said.status;
    return { person: { ...own, status } };
  });
}

/** The statement, keyed for the sentry that asked. */
function answerOf(identified: Identified, device: number, now: number): IdentifyAnswer {
  const statement = JSON.stringify(identified);
  return { statement, mac: security.hs256(identifiedText(statement), uploadKey(device)), now };
}

/** POST sentry/identify */
export const identifyRoute: Handler<typeof sentryRoutes.identify> = ({ app, asker, body }) => {
  const now = Date.now();
  const device = asker.account.getInt('device');
  const kind = choice(body, 'kind', identifiedKinds);
  const nonce = text(body, 'nonce', 16);
  const beside = body['beside'] === undefined ? null : text(body, 'beside', 16);
  if (![nonce, beside ?? nonce].every((one) => /^[0-9a-f]{16}$/.test(one)))
    throw new Fault('malformed', '"nonce" and "beside" have 16 hexadecimal characters.');
  if (kind === 'health-code') {
    demandLookup(app, device, now);
    const found = statedOfCode(app, asker, text(body, 'number', longestCode), now);
    return answerOf({ nonce, kind, at: now, ...found }, device, now);
  }
  const number = text(body, 'number', documentNumberMost);
  if (!isDocumentNumber(number)) throw new Fault('malformed', '"number" is not the number of a document.');
  demandLookup(app, device, now);
  const index = indexOf('id-number', number);
  const owner = personWith(app, index);
  const person = transact(app, (inside) => {
    const found = personWith(inside, index);
    if (found !== null) return stated(inside, asker, { person: found, index, beside }, now);
    noteUnknown(inside, device, now);
    note(inside, asker, 'nobody', [], now);
    return null;
  });
  if (owner !== null) rememberDocument(app, asker.account.id, { person: owner, number }, now);
  return answerOf({ nonce, kind, at: now, person }, device, now);
};
