import type { noticeRoutes } from '../../domain/api/routes/notice-routes.ts';
import { withdrawables, type Withdrawable } from '../../domain/privacy/notices.ts';
import { localDay } from '../../domain/time/local-day.ts';
import { ownPersonId, personOf, type ShownPerson } from '../accounts/account-persons.ts';
import { recordList } from '../accounts/merged-persons.ts';
import { audit } from '../audit/audit.ts';
import { ensureDayTables } from '../days/day-tables.ts';
import type { Handler } from '../http/route-handlers.ts';
import { denyPasses } from '../passes/denied-passes.ts';
import { livePasses, papersOf, type LivePass } from '../passes/pass-log.ts';
import { personRow } from '../passes/person-row.ts';
import { districtAdvice } from '../people/advice.ts';
import { charter } from '../policy/charter.ts';
import { consentsOf, demandNotice, lastConsent, noticeHolder, storeConsent } from '../people/consents.ts';
import { Fault } from '../vm/fault.ts';
import { transact } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

/** GET district */
export const districtRoute: Handler<typeof noticeRoutes.district> = ({ app }) => {
  const { name } = charter().charter.district;
  return { name, phone: districtAdvice(app).phone };
};

/** Passes of the phone, and those on paper, that are valid now. */
function validPasses(app: App, person: string, now: number): { phone: LivePass[]; papers: LivePass[] } {
  const papers = papersOf(app, person).filter(({ expires }) => expires > now);
  const onPaper = new Set(papers.map(({ passId }) => passId));
  return { phone: livePasses(app, person, now).filter(({ passId }) => !onPaper.has(passId)), papers };
}

/** What the person, or who stands for them, can withdraw now. */
function withdrawableNow(app: App, { person, relation }: ShownPerson, papers: number): Withdrawable[] {
  const last = (purpose: Withdrawable) => lastConsent(app, person.id, purpose)?.act;
  // A phone that got its pass before there were notices agreed to none: its holder can withdraw all the same.
  const can = {
    pass: last('pass') !== 'withdrawn',
    paper: papers > 0 || last('paper') === 'agreed',
    guardian: relation !== 'self',
  };
  return withdrawables.filter((purpose) => can[purpose]);
}

/** GET me/agreements */
export const agreementsRoute: Handler<typeof noticeRoutes.agreements> = ({ app, asker, query }) => {
  const shown = personOf(app, asker.account, query('person'));
  const now = Date.now();
  const papers = validPasses(app, shown.person.id, now).papers.length;
  return {
    rows: consentsOf(app, recordList(app, shown.person.id)),
    withdrawable: withdrawableNow(app, shown, papers),
    passWithdrawn: lastConsent(app, shown.person.id, 'pass')?.act === 'withdrawn',
    papers,
    isGuardian: shown.relation !== 'self',
    now,
  };
};

/** POST me/withdraw: what rests on the consent ends in the same moment; the rows stay. */
export const withdrawConsentRoute: Handler<typeof noticeRoutes.withdrawConsent> = ({ app, asker, body }) => {
  const shown = personOf(app, asker.account, body['person']);
  const { person, relation } = shown;
  const purpose = withdrawables.find((each) => each === body['purpose']);
  if (!purpose) throw new Fault('malformed', `"purpose" must be one of ${withdrawables.join(', ')}.`);
  const now = Date.now();
  return transact(app, (inside) => {
    const { phone, papers } = validPasses(inside, person.id, now);
    if (!withdrawableNow(inside, shown, papers.length).includes(purpose))
      throw new Fault('overtaken', 'Nothing was agreed to that could be withdrawn.');
    const passes = purpose === 'pass' ? phone : purpose === 'paper' ? papers : [];
    denyPasses(inside, passes, now, true);
    if (purpose === 'guardian') inside.delete(inside.findRecordById('account_persons', shown.id));
    const { version } = lastConsent(inside, person.id, purpose) ?? { version: 1 };
    const whose = noticeHolder(asker.id, person.id, relation);
    storeConsent(inside, whose, { purpose, version, act: 'withdrawn' }, now);
    // By the number of the day: once its key is destroyed, it leads nowhere, though the audit log stays.
    const day = localDay(now);
    ensureDayTables(inside, day);
    const own = ownPersonId(inside, asker.id);
    const actor = own === null ? 'person' : `person:${day}:${personRow(inside, own, day)}`;
    audit(inside, { actor, action: 'consent.withdraw', subject: `${purpose} passes:${passes.length}` });
    return { passes: passes.length };
  });
};

/** POST me/agree: passes on the phone again, after they were withdrawn from. */
export const agreePassRoute: Handler<typeof noticeRoutes.agreePass> = ({ app, asker, body }) => {
  const { person, relation } = personOf(app, asker.account, body['person']);
  transact(app, (inside) => demandNotice(inside, noticeHolder(asker.id, person.id, relation), Date.now()));
  return {};
};
