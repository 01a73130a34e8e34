import type { SitePlace, VisitAnswer, VisitRequest } from '../domain/api.ts';
import { gatherFacts } from '../domain/facts.ts';
import type { HealthStatus } from '../domain/health-status.ts';
import { decide, type Verdict } from '../domain/policy.ts';
import { currentBundle } from './bundle.ts';
import { answer } from './answer.ts';
import { Fault } from './fault.ts';
import { healthStatus } from './person-status.ts';
import { readBody, text } from './request-body.ts';
import { findSiteCode } from './site-codes.ts';
import { storeVisit } from './visit-log.ts';
import type { App, RequestEvent, StoredRecord } from './vm.ts';
import { whoAsks } from './who-asks.ts';

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

function registerVisit(app: App, citizen: StoredRecord, code: string, id: string): VisitAnswer {
  const now = Date.now();
  const { place, zone, record, state } = findSiteCode(app, code);
  const status = healthStatus(app, citizen.id);
  const maskedName = citizen.getString('maskedName');
  const verdict = judge(app, status, maskedName, place, now);
  const { at } = storeVisit(app, citizen.id, {
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
  return { place, at, maskedName, status, outcome: verdict.outcome, reasons };
}

/** POST visit */
export function visitRoute(e: RequestEvent): void {
  answer(
    e,
    (): VisitAnswer => {
      const citizen = whoAsks(e, 'citizens');
      const body = readBody(e) as Partial<VisitRequest>;
      const id = text(body, 'id', 16);
      if (!/^[0-9a-f]{16}$/.test(id))
        throw new Fault('malformed', '"id" must have 16 hexadecimal characters.');
      return registerVisit(e.app, citizen, text(body, 'code', 200), id);
    },
    () => true,
  );
}
