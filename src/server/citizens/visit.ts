import type { SitePlace, VisitAnswer } from '../../domain/api/api.ts';
import { gatherFacts } from '../../domain/policy/facts.ts';
import type { HealthStatus } from '../../domain/person/health-status.ts';
import type { Outcome } from '../../domain/policy/outcome.ts';
import { decide, type Verdict } from '../../domain/policy/policy.ts';
import { ownPerson } from '../accounts/account-persons.ts';
import { districtAdvice } from '../people/advice.ts';
import { noteNotice } from '../people/consents.ts';
import { currentBundle } from '../policy/bundle.ts';
import type { citizenRoutes } from '../../domain/api/routes/citizen-routes.ts';
import type { Handler } from '../http/route-handlers.ts';
import { Fault } from '../vm/fault.ts';
import { healthStatus } from '../people/person-status.ts';
import { text } from '../http/request-body.ts';
import { findSiteCode, longestScan } from '../sites/site-codes.ts';
import { storeVisit } from './visit-log.ts';
import type { App, StoredRecord } from '../vm/vm.ts';

/** What the published policy says of a person whom the server itself vouches for, at this moment, of this place. */
function judge(app: App, status: HealthStatus, maskedName: string, place: SitePlace, now: number): Verdict {
  const facts = gatherFacts({
    verification: {
      proof: 'proved',
      kind: 'pass',
      challenged: false,
      person: { maskedName, passId: '' },
      status,
      statedAt: now,
      showing: null,
      replayKey: null,
    },
    atGate: false,
    measuresTemperature: false,
    temperature: null,
    denied: false,
    mismatch: false,
    dataAsOf: now,
    now,
  });
  return decide(currentBundle(app).bundle.policy, facts, {
    site: place.site,
    category: place.category,
    at: now,
  });
}

function adviceFor(app: App, outcome: Outcome): VisitAnswer['advice'] {
  if (outcome === 'admit') return null;
  const { phone, ...texts } = districtAdvice(app);
  return { text: outcome === 'refuse' ? texts.red : texts.yellow, phone };
}

function registerVisit(app: App, person: StoredRecord, code: string, id: string): VisitAnswer {
  const now = Date.now();
  const { place, zone, record, state } = findSiteCode(app, code);
  const status = healthStatus(app, person.id);
  const maskedName = person.getString('maskedName');
  const verdict = judge(app, status, maskedName, place, now);
  const { at } = storeVisit(app, person.id, {
    id,
    t: now,
    site: place.site,
    zone,
    outcome: verdict.outcome,
    policy: verdict.policyVersion,
    reasons: verdict.reasons.map((reason) => reason.rule),
  });
  if (state !== 'active') {
    // The first visit shows that the code hangs where people come by.
    const stored = app.findRecordById('site_codes', record);
    stored.set('state', 'active');
    app.save(stored);
  }
  const reasons = verdict.reasons.map((reason) => reason.texts);
  const { outcome } = verdict;
  return { place, at, maskedName, status, outcome, reasons, advice: adviceFor(app, outcome) };
}

/** POST visit */
export const visitRoute: Handler<typeof citizenRoutes.visit> = (asked) => {
  const { app, asker, body } = asked;
  const id = text(body, 'id', 16);
  if (!/^[0-9a-f]{16}$/.test(id)) throw new Fault('malformed', '"id" must have 16 hexadecimal characters.');
  const person = ownPerson(app, asker.account);
  noteNotice(app, { holder: person.id, via: 'own', account: asker.id }, Date.now());
  const visit = registerVisit(app, person, text(body, 'code', longestScan), id);
  asked.tellBoards();
  return visit;
};
