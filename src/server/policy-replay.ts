import { siteCategories, type SiteCategory } from '../domain/categories.ts';
import { readBundle } from '../domain/bundle.ts';
import type { Facts } from '../domain/facts.ts';
import type { DecisionPlace } from '../domain/limits.ts';
import { localDay } from '../domain/local-day.ts';
import { outcomes } from '../domain/outcome.ts';
import { decide, type Policy } from '../domain/policy.ts';
import type {
  AskedVersion,
  DecideAnswer,
  ReplayAnswer,
  ReplayedScan,
  Said,
  ScanKey,
} from '../domain/policy-api.ts';
import { faultInFacts, unpackFacts } from '../domain/recorded-facts.ts';
import { maxReasonsInScan } from '../domain/scan.ts';
import { detailAt } from '../domain/sealed-record.ts';
import { answer } from './answer.ts';
import { audit } from './audit.ts';
import { bundleOfVersion, currentBundle } from './bundle.ts';
import { dayTable, daysThere } from './day-tables.ts';
import { Fault } from './fault.ts';
import { openDraft } from './policy-drafts.ts';
import { policyMaker } from './policy-routes.ts';
import { readBody, whole } from './request-body.ts';
import { row, rows } from './sql.ts';
import type { App, RequestEvent } from './vm.ts';

/** So many scans in one answer; each is decided twice. */
const mostScans = 400;
const anything = Number.MAX_SAFE_INTEGER;

type Part = { [name: string]: unknown };

function part(body: Part, field: string): Part {
  const value = body[field];
  if (value === null || typeof value !== 'object') throw new Fault('malformed', `"${field}" is missing.`);
  return value as Part;
}

function askedVersion(body: Part): AskedVersion {
  return body['version'] === 'draft' ? 'draft' : whole(body, 'version', 1, anything);
}

/** @throws Fault 'not-found' when there is no such version */
function policyOf(app: App, version: AskedVersion): Policy {
  const body = version === 'draft' ? openDraft(app)?.body : bundleOfVersion(app, version)?.signed.body;
  if (!body) {
    throw new Fault(
      'not-found',
      version === 'draft' ? 'There is no draft.' : `Version ${version} was never published.`,
    );
  }
  return readBundle(body).policy;
}

/** POST policy/decide */
export function decideRoute(e: RequestEvent): void {
  answer(e, (): DecideAnswer => {
    policyMaker(e);
    const body = readBody(e);
    const fault = faultInFacts(body['facts']);
    if (fault) throw new Fault('malformed', `"facts.${fault}" is missing or wrong.`);
    const given = part(body, 'place');
    if (!siteCategories.includes(given['category'] as SiteCategory)) {
      throw new Fault('malformed', '"place.category" is no category of sites.');
    }
    const place: DecisionPlace = {
      site: whole(given, 'site', 1, 0x7fffffff),
      category: given['category'] as SiteCategory,
      at: whole(given, 'at', 0, anything),
    };
    const policy =
      body['version'] === undefined
        ? currentBundle(e.app).bundle.policy
        : policyOf(e.app, askedVersion(body));
    return { verdict: decide(policy, body['facts'] as Facts, place) };
  });
}

interface ScanRow extends ScanKey {
  outcome: number;
  /** JSON lists. */
  reasons: string;
  policy: number;
  facts: string;
}

const columns = ['t', 'device', 'seq', 'outcome', 'reasons', 'policy', 'facts'] as const;
const selected = `t, device, seq, outcome, detail->${detailAt.reasons} as reasons, policy, detail->${detailAt.facts} as facts`;

function scanKey(given: Part): { t: number; device: number; seq: number } {
  return {
    t: whole(given, 't', 0, anything),
    device: whole(given, 'device', 0, anything),
    seq: whole(given, 'seq', 0, anything),
  };
}

/** A day's scans of a site in their order, after a key; none when the day is not kept. */
function scansOf(app: App, site: number, day: number, after: ScanKey | null): ScanRow[] {
  if (!daysThere(app, 'scan').includes(day)) return [];
  const from = after ?? { t: -1, device: -1, seq: -1 };
  return rows<ScanRow>(
    app,
    columns,
    `select ${selected} from ${dayTable('scan', day)}
     where site = {:site} and (t, device, seq) > ({:t}, {:device}, {:seq})
     order by t, device, seq limit ${mostScans + 1}`,
    { site, ...from },
  );
}

function oneScan(app: App, site: number, key: ScanKey): ScanRow[] {
  const day = localDay(key.t);
  const found = daysThere(app, 'scan').includes(day)
    ? rows<ScanRow>(
        app,
        columns,
        `select ${selected} from ${dayTable('scan', day)}
         where site = {:site} and t = {:t} and device = {:device} and seq = {:seq}`,
        { site, ...key },
      )
    : [];
  if (found.length === 0)
    throw new Fault('not-found', 'There is no such scan, or its day is no longer kept.');
  return found;
}

/** What a policy says of facts, and which of its reasons are given for a fact that is not known. */
function ask(policy: Policy, facts: Facts, place: DecisionPlace): { said: Said; unknown: string[] } {
  const { outcome, reasons } = decide(policy, facts, place);
  const kept = reasons.slice(0, maxReasonsInScan);
  return {
    said: { outcome, reasons: kept.map(({ rule }) => rule) },
    unknown: kept.filter(({ cause }) => cause === 'unknown').map(({ rule }) => rule),
  };
}

function replay(
  app: App,
  scans: ScanRow[],
  place: Omit<DecisionPlace, 'at'>,
  policy: Policy,
): ReplayedScan[] {
  const policies = new Map<number, Policy | null>();
  const recordedBy = (version: number): Policy | null => {
    if (!policies.has(version)) policies.set(version, bundleOfVersion(app, version)?.bundle.policy ?? null);
    return policies.get(version)!;
  };
  return scans.map(({ facts: packed, outcome, reasons, ...scan }) => {
    const facts = unpackFacts(JSON.parse(packed));
    const here = { ...place, at: scan.t };
    const then = recordedBy(scan.policy);
    const byThen = facts && then ? ask(then, facts, here) : null;
    const now = facts ? ask(policy, facts, here) : null;
    const unknown = { byThen: byThen?.unknown ?? [], now: now?.unknown ?? [] };
    return {
      ...scan,
      recorded: { outcome: outcomes[outcome] ?? 'attend', reasons: JSON.parse(reasons) as string[] },
      byThen: byThen?.said ?? null,
      now: now?.said ?? null,
      ...(unknown.byThen.length + unknown.now.length > 0 && { unknown }),
    };
  });
}

function countsOf(scans: readonly ReplayedScan[]): ReplayAnswer['counts'] {
  const counts: ReplayAnswer['counts'] = {
    scans: scans.length,
    withoutFacts: 0,
    changed: [],
    otherReasons: 0,
  };
  for (const { recorded, now } of scans) {
    if (!now) counts.withoutFacts += 1;
    else if (now.outcome === recorded.outcome) {
      if (now.reasons.join(' ') !== recorded.reasons.join(' ')) counts.otherReasons += 1;
    } else {
      const same = counts.changed.find(({ from, to }) => from === recorded.outcome && to === now.outcome);
      if (same) same.scans += 1;
      else counts.changed.push({ from: recorded.outcome, to: now.outcome, scans: 1 });
    }
  }
  return counts;
}

/** POST policy/replay. No pass and no person is read for it. */
export function replayRoute(e: RequestEvent): void {
  answer(e, (): ReplayAnswer => {
    const account = policyMaker(e);
    const body = readBody(e);
    const number = whole(body, 'site', 1, 0x7fffffff);
    const version = askedVersion(body);
    const policy = policyOf(e.app, version);
    const site = row<{ category: SiteCategory }>(
      e.app,
      ['category'],
      'select category from sites where number = {:number}',
      { number },
    );
    if (!site) throw new Fault('not-found', `There is no site ${number}.`);
    const single = body['scan'] === undefined ? null : scanKey(part(body, 'scan'));
    const after = body['after'] === undefined ? null : scanKey(part(body, 'after'));
    const day = single ? localDay(single.t) : whole(body, 'day', 20240101, 21000101);
    const found = single ? oneScan(e.app, number, single) : scansOf(e.app, number, day, after);
    const more = found.length > mostScans;
    const scans = replay(e.app, found.slice(0, mostScans), { site: number, category: site.category }, policy);
    audit(e.app, {
      actor: `staff:${account.id}`,
      action: 'policy.replay',
      subject: `site:${number} day:${day} version:${version} scans:${scans.length}`,
    });
    const last = scans.at(-1);
    const next = more && last ? { t: last.t, device: last.device, seq: last.seq } : null;
    return { scans, counts: countsOf(scans), next };
  });
}
