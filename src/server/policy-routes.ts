import type { StaffRole } from '../domain/categories.ts';
import { policyRoles, type DraftAnswer, type PolicyAnswer, type SignAnswer } from '../domain/policy-api.ts';
import { answer } from './answer.ts';
import { currentBundle } from './bundle.ts';
import { charter } from './charter.ts';
import { Fault } from './fault.ts';
import { makeDraft, openDraft, signDraft, withdrawDraft } from './policy-drafts.ts';
import { readBody, text, whole } from './request-body.ts';
import { rows } from './sql.ts';
import type { RequestEvent, StoredRecord } from './vm.ts';
import { whoAsks } from './who-asks.ts';

/** A bundle with a full trust list is long. */
const draftLimit = 8 << 20;

/** The member of staff, when the role makes policy. */
export function policyMaker(e: RequestEvent): StoredRecord {
  const account = whoAsks(e, 'staff');
  if (!policyRoles.includes(account.getString('role') as StaffRole)) {
    throw new Fault('not-allowed', 'Policy is made by the health commission and the administrator.');
  }
  return account;
}

/** GET policy */
export function policyRoute(e: RequestEvent): void {
  answer(e, (): PolicyAnswer => {
    policyMaker(e);
    const { version, bundle, signed } = currentBundle(e.app);
    const { issuedAt, expiresAt } = bundle;
    return {
      current: { version, issuedAt, expiresAt, body: signed.body, signatures: signed.signatures },
      draft: openDraft(e.app),
      officials: charter().charter.officials,
      versions: rows<PolicyAnswer['versions'][number]>(
        e.app,
        ['version', 'issuedAt'],
        'select version, issued_at as issuedAt from bundles order by version desc',
      ),
      sites: rows<PolicyAnswer['sites'][number]>(
        e.app,
        ['number', 'name', 'category', 'sentries'],
        `select s.number, s.name, s.category, count(d.id) as sentries
         from sites s left join sentries d on d.site = s.id group by s.id order by s.number`,
      ),
      now: Date.now(),
    };
  });
}

/** POST policy/draft */
export function draftRoute(e: RequestEvent): void {
  answer(e, (): DraftAnswer => {
    const account = policyMaker(e);
    const asked = readBody(e, draftLimit);
    return { draft: makeDraft(e.app, asked, account.getString('name'), `staff:${account.id}`) };
  });
}

/** POST policy/draft/withdraw */
export function withdrawRoute(e: RequestEvent): void {
  answer(e, () => {
    const account = policyMaker(e);
    withdrawDraft(e.app, whole(readBody(e), 'draft', 1, Number.MAX_SAFE_INTEGER), `staff:${account.id}`);
    return {};
  });
}

/** POST policy/sign */
export function signRoute(e: RequestEvent): void {
  answer(e, (): SignAnswer => {
    const account = policyMaker(e);
    const body = readBody(e);
    const signed = { official: whole(body, 'official', 0, 255), signature: text(body, 'signature', 200) };
    const draft = whole(body, 'draft', 1, Number.MAX_SAFE_INTEGER);
    return signDraft(e.app, draft, signed, `staff:${account.id}`);
  });
}
