import type { App } from '../vm/vm.ts';
import { readBundle } from '../../domain/bundle/bundle.ts';
import type { PolicyAnswer } from '../../domain/api/policy-api.ts';
import type { policyRoutes } from '../../domain/api/routes/policy-routes.ts';
import { staffActor } from '../http/asker.ts';
import type { Handler } from '../http/route-handlers.ts';
import { inScopeSql, scopeValue } from '../places/scope.ts';
import { currentBundle } from './bundle.ts';
import { charter } from './charter.ts';
import { makeDraft, openDraft, signDraft, withdrawDraft } from './policy-drafts.ts';
import { text, whole } from '../http/request-body.ts';
import { rows } from '../vm/sql.ts';

/** GET policy */
export const policyRoute: Handler<typeof policyRoutes.policy> = ({ app, asker }) => {
  const { version, bundle, signed } = currentBundle(app);
  const { issuedAt, expiresAt } = bundle;
  return {
    current: { version, issuedAt, expiresAt, body: signed.body, signatures: signed.signatures },
    draft: openDraft(app),
    officials: charter().charter.officials,
    account: asker.id,
    versions: rows<PolicyAnswer['versions'][number]>(
      app,
      ['version', 'issuedAt'],
      'select version, issued_at as issuedAt from bundles order by version desc',
    ),
    sites: sitesWithRules(app, asker.scope),
    now: Date.now(),
  };
};

/**
 * Sites that rules can be made for and replayed: those with sentries, and those that have limits of their own. A district has
 * sixty thousand others.
 */
function sitesWithRules(app: App, scope: readonly string[]): PolicyAnswer['sites'] {
  const bodies = [currentBundle(app).signed.body, openDraft(app)?.body].filter((body) => body !== undefined);
  const named = bodies.flatMap((body) =>
    readBundle(body).policy.overrides.flatMap(({ scope }) => ('site' in scope ? scope.site : [])),
  );
  return rows<PolicyAnswer['sites'][number]>(
    app,
    ['number', 'name', 'category', 'sentries'],
    `select s.number, s.name, s.category, count(d.id) as sentries
     from sites s left join sentries d on d.site = s.id
     where (s.id in (select site from sentries) or s.number in (select value from json_each({:named})))
       and ${inScopeSql('s')}
     group by s.id order by s.number`,
    { named: JSON.stringify(named), ...scopeValue(scope) },
  );
}

/** POST policy/draft */
export const draftRoute: Handler<typeof policyRoutes.draftPolicy> = (asked) => {
  const { app, asker, body } = asked;
  const draft = makeDraft(app, body, asker.account.getString('name'), staffActor(asker));
  asked.tellDesks();
  return { draft };
};

/** POST policy/draft/withdraw */
export const withdrawRoute: Handler<typeof policyRoutes.withdrawDraft> = (asked) => {
  const { app, asker, body } = asked;
  withdrawDraft(app, whole(body, 'draft', 1, Number.MAX_SAFE_INTEGER), staffActor(asker));
  asked.tellDesks();
  return {};
};

/** POST policy/sign */
export const signRoute: Handler<typeof policyRoutes.signPolicy> = (asked) => {
  const { app, asker, body } = asked;
  const signed = { official: whole(body, 'official', 0, 255), signature: text(body, 'signature', 200) };
  const draft = whole(body, 'draft', 1, Number.MAX_SAFE_INTEGER);
  const answer = signDraft(app, draft, signed, asker.id);
  asked.tellDesks();
  return answer;
};
