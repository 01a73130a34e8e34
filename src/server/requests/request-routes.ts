import type { requestRoutes } from '../../domain/api/routes/request-routes.ts';
import { hasRight } from '../../domain/access/rights.ts';
import {
  answerForm,
  changeForm,
  correctionForm,
  reviewForm,
  sealedCorrectionForm,
} from '../../domain/person/request-forms.ts';
import { localDay } from '../../domain/time/local-day.ts';
import { ownPersonId, personOf } from '../accounts/account-persons.ts';
import { recordList } from '../accounts/merged-persons.ts';
import { audit } from '../audit/audit.ts';
import { demandSealed } from '../custody/sealing-key.ts';
import { ensureDayTables } from '../days/day-tables.ts';
import { staffActor, type Asker } from '../http/asker.ts';
import { demandForm } from '../http/form-body.ts';
import { choice, text, whole } from '../http/request-body.ts';
import type { Asked, Handler } from '../http/route-handlers.ts';
import { indexOf } from '../keys/signer.ts';
import { denyPasses } from '../passes/denied-passes.ts';
import { takeOverPassages } from '../passes/document-passes.ts';
import { livePasses } from '../passes/pass-log.ts';
import { personRow } from '../passes/person-row.ts';
import { noteList, noteRead } from '../people/access-log.ts';
import { demandNotice, noticeHolder } from '../people/consents.ts';
import { demandGuardian } from '../people/guardians.ts';
import { personOfHandle } from '../people/person-find.ts';
import { healthStatus } from '../people/person-status.ts';
import { decidesOn, type SeenRequests } from '../people/waiting-requests.ts';
import { requestOverride } from '../statuses/overrides.ts';
import { Fault } from '../vm/fault.ts';
import { row, transact } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';
import {
  askRequest,
  endRequest,
  openRequest,
  ownRequests,
  requestRows,
  type CorrectedIdentity,
} from './person-requests.ts';
import { promised } from './promised.ts';

/** Whether a review makes sense: nobody has a green code looked at. */
function isReviewable(app: App, person: string): boolean {
  const { colour } = healthStatus(app, person);
  return colour === 'red' || colour === 'yellow';
}

/** @returns the colour that is to be looked at. @throws Fault 'not-allowed' */
function demandReviewable(app: App, person: string): string {
  if (!isReviewable(app, person))
    throw new Fault('not-allowed', 'A review is for a red or a yellow code; this one is neither.');
  return healthStatus(app, person).colour;
}

/** GET me/requests */
export const ownRequestsRoute: Handler<typeof requestRoutes.ownRequests> = ({ app, asker, query }) => {
  const { person } = personOf(app, asker.account, query('person'));
  const list = ownRequests(app, person.id);
  const waits = list.some(
    ({ kind, state }) => kind === 'review' && (state === 'waiting' || state === 'second'),
  );
  return {
    rows: list,
    colour: healthStatus(app, person.id).colour,
    reviewable: !waits && isReviewable(app, person.id),
    ...promised(app),
    now: Date.now(),
  };
};

/** What the audit log calls who asks from a phone: by the number of the day, which leads nowhere once its key is destroyed. */
function phoneActor(app: App, account: string, now: number): string {
  const day = localDay(now);
  const own = ownPersonId(app, account);
  if (own === null) return 'person';
  ensureDayTables(app, day);
  return `person:${day}:${personRow(app, own, day)}`;
}

function askFromPhone(
  asked: Asked,
  what: { kind: 'review' | 'correction'; about: (app: App, person: string) => string; words: string },
): { due: number; now: number } {
  const { app, asker, body } = asked;
  const now = Date.now();
  const { person, relation } = personOf(app, asker.account, body['person']);
  const whose = noticeHolder(asker.id, person.id, relation);
  const due = transact(app, (inside) => {
    demandNotice(inside, whose, now);
    const { kind, words } = what;
    const about = what.about(inside, person.id);
    const actor = phoneActor(inside, asker.id, now);
    return askRequest(inside, { kind, person: person.id, about, words, whose, actor }, now);
  });
  asked.tellDesks();
  return { due, now };
}

/** POST me/review */
export const askReviewRoute: Handler<typeof requestRoutes.askReview> = (asked) => {
  const { words } = demandForm(reviewForm, { words: asked.body['words'] });
  return askFromPhone(asked, { kind: 'review', about: demandReviewable, words });
};

/** POST me/correction */
export const askCorrectionRoute: Handler<typeof requestRoutes.askCorrection> = (asked) => {
  const { about, words } = demandForm(correctionForm, {
    about: asked.body['about'],
    words: asked.body['words'],
  });
  return askFromPhone(asked, { kind: 'correction', about: () => about, words });
};

/** POST me/request/withdraw */
export const takeBackRequestRoute: Handler<typeof requestRoutes.takeBackRequest> = (asked) => {
  const { app, asker, body } = asked;
  const now = Date.now();
  const { person } = personOf(app, asker.account, body['person']);
  const id = whole(body, 'id', 1, Number.MAX_SAFE_INTEGER);
  transact(app, (inside) => {
    const theirs = row(
      inside,
      ['id'],
      'select id from person_requests where id = {:id} and person in (select value from json_each({:records}))',
      { id, records: recordList(inside, person.id) },
    );
    if (!theirs) throw new Fault('not-found', 'There is no such request.');
    openRequest(inside, id);
    endRequest(inside, id, { outcome: 'taken-back', answer: '', by: '' }, now);
    audit(inside, {
      actor: phoneActor(inside, asker.id, now),
      action: 'request.take-back',
      subject: `request:${id}`,
    });
  });
  asked.tellDesks();
  return {};
};

function askAtDesk(
  asked: Asked,
  what: {
    kind: 'review' | 'correction';
    about: (app: App, person: string) => string;
    words: string;
    identity?: CorrectedIdentity;
  },
): { due: number; now: number } {
  const { app, asker, body } = asked;
  const now = Date.now();
  const handle = text(body, 'handle', 1000);
  const person = personOfHandle(app, handle, asker.id, now);
  demandGuardian(app, handle, person);
  const whose = { holder: person, via: 'desk' as const, account: asker.id };
  const due = transact(app, (inside) => {
    demandNotice(inside, whose, now);
    const { about, ...rest } = what;
    const made = askRequest(
      inside,
      { ...rest, person, about: about(inside, person), whose, actor: staffActor(asker) },
      now,
    );
    noteRead(inside, asker, { kind: 'request', right: 'desk.serve' }, [person], now);
    return made;
  });
  asked.tellDesks();
  return { due, now };
}

/** POST desk/review */
export const deskReviewRoute: Handler<typeof requestRoutes.deskReview> = (asked) => {
  const { words } = demandForm(reviewForm, { words: asked.body['words'] });
  return askAtDesk(asked, { kind: 'review', about: demandReviewable, words });
};

/** POST desk/correction */
export const deskCorrectionRoute: Handler<typeof requestRoutes.deskCorrection> = (asked) => {
  const { about, words } = demandForm(correctionForm, {
    about: asked.body['about'],
    words: asked.body['words'],
  });
  return askAtDesk(asked, { kind: 'correction', about: () => about, words });
};

/** POST desk/identity: the server is told no name, and keeps of the numbers their indexes. */
export const deskIdentityRoute: Handler<typeof requestRoutes.deskIdentity> = (asked) => {
  const { maskedName, sealed, idNumber, phone, proof } = demandForm(sealedCorrectionForm, {
    maskedName: asked.body['maskedName'],
    sealed: asked.body['sealed'],
    idNumber: asked.body['idNumber'],
    phone: asked.body['phone'],
    proof: asked.body['proof'],
  });
  const { generation } = demandSealed(sealed);
  const identity: CorrectedIdentity = {
    maskedName,
    sealed,
    generation,
    idIndex: indexOf('id-number', idNumber),
    phoneIndex: phone === undefined ? '' : indexOf('phone', phone),
    proof,
  };
  return askAtDesk(asked, { kind: 'correction', about: () => 'identity', words: '', identity });
};

/** Which an official sees. */
function seenBy({ roles }: Asker): SeenRequests {
  const health = hasRight(roles, 'override.see');
  return { health, identity: health || hasRight(roles, 'identity.correct') };
}

/** GET requests */
export const personRequestsRoute: Handler<typeof requestRoutes.personRequests> = ({ app, asker }) => {
  const now = Date.now();
  const { requests, persons } = requestRows(app, seenBy(asker), decidesOn(asker.roles));
  const shown = persons.map((person) => ({ person }));
  noteList(app, asker, { kind: 'requests', right: 'requests.see' }, shown, now);
  return { requests, now };
};

/** Puts an identity in the place of the one on record. What bears the old name or number is refused from now on. */
function correctIdentity(app: App, id: string, identity: CorrectedIdentity, now: number): number {
  const other = row(app, ['id'], 'select id from persons where idIndex = {:index} and id <> {:id}', {
    id,
    index: identity.idIndex,
  });
  if (other)
    throw new Fault(
      'not-allowed',
      'Another record has this number: have the two merged instead of correcting one.',
    );
  const record = app.findRecordById('persons', id);
  record.set('maskedName', identity.maskedName);
  record.set('sealedIdentity', identity.sealed);
  record.set('keyGeneration', identity.generation);
  record.set('idIndex', identity.idIndex);
  record.set('phoneIndex', identity.phoneIndex);
  app.save(record);
  takeOverPassages(app, id, identity.idIndex, now);
  const passes = livePasses(app, id, now);
  denyPasses(app, passes, now, true);
  return passes.length;
}

/** POST request/decide: by one official with a reason; another colour takes a second one besides. */
export const decideRequestRoute: Handler<typeof requestRoutes.decideRequest> = (asked) => {
  const { app, asker, body } = asked;
  const id = whole(body, 'id', 1, Number.MAX_SAFE_INTEGER);
  const outcome = choice(body, 'outcome', ['kept', 'change', 'accepted', 'refused'] as const);
  const { answer } = demandForm(answerForm, { answer: body['answer'] });
  const now = Date.now();
  transact(app, (inside) => {
    const request = openRequest(inside, id);
    const decides = decidesOn(asker.roles);
    if (!(request.about === 'identity' ? decides.identity : decides.health))
      throw new Fault('not-found', 'There is no such request.');
    if ((request.kind === 'review') !== (outcome === 'kept' || outcome === 'change'))
      throw new Fault('malformed', '"outcome" is none of this kind of request.');
    let told = outcome as string;
    if (outcome === 'change') {
      const { colour, reason, days } = demandForm(changeForm(), {
        colour: body['colour'],
        reason: body['reason'],
        days: body['days'],
        answer,
      });
      const override = requestOverride(
        inside,
        asker.account,
        { person: request.person, colour, reason, days },
        now,
      );
      endRequest(inside, id, { outcome: '', override, answer, by: asker.id }, now);
      told = `change ${colour} override:${override}`;
    } else {
      if (outcome === 'accepted' && request.identity !== '')
        correctIdentity(inside, request.person, JSON.parse(request.identity) as CorrectedIdentity, now);
      endRequest(inside, id, { outcome, answer, by: asker.id }, now);
    }
    audit(inside, {
      actor: staffActor(asker),
      action: 'request.decide',
      subject: `request:${id} person:${request.person} ${told}`,
    });
    noteRead(inside, asker, { kind: 'request', right: 'requests.see' }, [request.person], now);
  });
  asked.tellDesks();
  return {};
};
