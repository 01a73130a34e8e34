import type { deskRoutes } from '../../domain/api/routes/desk-routes.ts';
import { deskFindForm, deskRegistrationForm, deskWithdrawForm } from '../../domain/person/desk-forms.ts';
import { ownAccounts } from '../accounts/account-persons.ts';
import { audit } from '../audit/audit.ts';
import { demandSealed } from '../custody/sealing-key.ts';
import { staffActor } from '../http/asker.ts';
import { demandForm } from '../http/form-body.ts';
import { text } from '../http/request-body.ts';
import type { Handler } from '../http/route-handlers.ts';
import { indexOf } from '../keys/signer.ts';
import { denyPasses } from '../passes/denied-passes.ts';
import { begunPaper, beginPaper } from '../passes/paper-begin.ts';
import { idHashOf, issuePaperPass } from '../passes/paper-pass.ts';
import { livePasses, papersOf } from '../passes/pass-log.ts';
import { noteRead } from '../people/access-log.ts';
import { noteNotice } from '../people/consents.ts';
import { personWith } from '../people/number-owner.ts';
import { personOfHandle } from '../people/person-find.ts';
import { demandSearch, searchesLeft } from '../people/person-searches.ts';
import { transact } from '../vm/sql.ts';
import { demandGuardian } from '../people/guardians.ts';
import { deskPerson, storePerson } from './desk-person.ts';

/** POST desk/find */
export const deskFindRoute: Handler<typeof deskRoutes.deskFind> = ({ app, asker, body }) => {
  const shown = demandForm(deskFindForm, body);
  const now = Date.now();
  const index = indexOf('id-number', shown.idNumber);
  demandSearch(app, asker.id, now);
  const id = personWith(app, index);
  transact(app, (inside) => {
    audit(inside, {
      actor: staffActor(asker),
      action: 'desk.find',
      subject: id === null ? `nobody:${index.slice(0, 16)}` : `person:${id}`,
    });
    noteRead(inside, asker, { kind: 'desk', right: 'desk.serve' }, id === null ? [] : [id], now);
  });
  const person = id === null ? null : deskPerson(app, id, shown, asker.id, now);
  return { person, left: searchesLeft(app, asker.id, now), now };
};

/** POST desk/register: whoever has the number already is answered, and nothing of them is changed. */
export const deskRegisterRoute: Handler<typeof deskRoutes.deskRegister> = ({ app, asker, body }) => {
  const given = demandForm(deskRegistrationForm, body);
  const now = Date.now();
  demandSealed(given.sealed);
  // Asked before the transaction: nobody should wait for the database meanwhile.
  const index = indexOf('id-number', given.idNumber);
  const phoneIndex = given.phone === undefined ? '' : indexOf('phone', given.phone);
  demandSearch(app, asker.id, now);
  return transact(app, (inside) => {
    const known = personWith(inside, index);
    const id = known ?? storePerson(inside, given, { idIndex: index, phoneIndex });
    audit(inside, {
      actor: staffActor(asker),
      action: known === null ? 'desk.register' : 'desk.find',
      subject: `person:${id}${known === null ? ` ${given.proof}` : ''}`,
    });
    noteRead(inside, asker, { kind: 'desk', right: 'desk.serve' }, [id], now);
    noteNotice(inside, { holder: id, via: 'desk', account: asker.id }, now);
    return { person: deskPerson(inside, id, given, asker.id, now), isNew: known === null, now };
  });
};

/** POST desk/paper/begin */
export const deskPaperBeginRoute: Handler<typeof deskRoutes.deskBeginPaper> = ({ app, asker, body }) => {
  const now = Date.now();
  const actor = staffActor(asker);
  const handle = text(body, 'handle', 1000);
  const person = personOfHandle(app, handle, asker.id, now);
  demandGuardian(app, handle, person);
  return beginPaper(person, actor, now);
};

/** POST desk/paper: the hash is the clerk's browser's, made of the number on the document. */
export const deskPaperRoute: Handler<typeof deskRoutes.deskPaper> = ({ app, asker, body }) => {
  const now = Date.now();
  const actor = staffActor(asker);
  const idHash = idHashOf(body);
  const { passId, person: id } = begunPaper(app, text(body, 'begun', 1000), actor, now);
  return issuePaperPass(
    app,
    app.findRecordById('persons', id),
    { passId, idHash },
    {
      asker: actor,
      entry: { actor, action: 'desk.paper', subject: `person:${id}` },
      noted: (inside) => {
        noteRead(inside, asker, { kind: 'paper', right: 'desk.serve' }, [id], now);
        noteNotice(inside, { holder: id, via: 'desk', account: asker.id }, now, true);
      },
    },
    now,
  );
};

/** POST desk/withdraw */
export const deskWithdrawRoute: Handler<typeof deskRoutes.deskWithdraw> = ({ app, asker, body }) => {
  const now = Date.now();
  const id = personOfHandle(app, text(body, 'handle', 1000), asker.id, now);
  const { reason } = demandForm(deskWithdrawForm, { reason: body['reason'] });
  return transact(app, (inside) => {
    const valid = papersOf(inside, id).filter(({ expires }) => expires > now);
    denyPasses(inside, valid, now, true);
    audit(inside, { actor: staffActor(asker), action: 'desk.withdraw', subject: `person:${id} ${reason}` });
    noteRead(inside, asker, { kind: 'paper', right: 'desk.serve' }, [id], now);
    return { withdrawn: valid.length, now };
  });
};

/** POST desk/lost-phone */
export const deskLostPhoneRoute: Handler<typeof deskRoutes.deskLostPhone> = ({ app, asker, body }) => {
  const now = Date.now();
  const id = personOfHandle(app, text(body, 'handle', 1000), asker.id, now);
  return transact(app, (inside) => {
    for (const account of ownAccounts(inside, id)) {
      const record = inside.findRecordById('citizens', account);
      record.refreshTokenKey();
      inside.save(record);
    }
    const papers = new Set(papersOf(inside, id).map(({ passId }) => passId));
    const ofPhone = livePasses(inside, id, now).filter(({ passId }) => !papers.has(passId));
    denyPasses(inside, ofPhone, now, true);
    audit(inside, { actor: staffActor(asker), action: 'desk.lost-phone', subject: `person:${id}` });
    noteRead(inside, asker, { kind: 'lost-phone', right: 'desk.serve' }, [id], now);
    return { passes: ofPhone.length, now };
  });
};
