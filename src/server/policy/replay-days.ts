import type { AskedVersion } from '../../domain/api/policy-api.ts';
import type { ReplaySummary } from '../../domain/api/work-api.ts';
import type { SiteCategory } from '../../domain/access/categories.ts';
import { readBundle } from '../../domain/bundle/bundle.ts';
import { emergencyCount, emergencyIn } from '../../domain/policy/emergency.ts';
import { recordedLanes } from '../../domain/policy/limits.ts';
import { wasLocked } from '../../domain/policy/lock.ts';
import { outcomes, type Outcome } from '../../domain/policy/outcome.ts';
import { replayDaysForm } from '../../domain/policy/forms/replay-form.ts';
import { rememberedTruth, type Policy, type TruthOf } from '../../domain/policy/policy.ts';
import { unpackFacts } from '../../domain/policy/recorded-facts.ts';
import { csvLine, csvStart } from '../../domain/text/csv.ts';
import { addDays } from '../../domain/time/local-day.ts';
import { dayTable, daysThere } from '../days/day-tables.ts';
import { demandMay, scopeOf } from '../http/asker.ts';
import { demandForm } from '../http/form-body.ts';
import { inScopeSql, scopeValue } from '../places/scope.ts';
import { readBody, whole } from '../http/request-body.ts';
import { Fault } from '../vm/fault.ts';
import { row, rows } from '../vm/sql.ts';
import type { App, StoredRecord } from '../vm/vm.ts';
import { openDraft } from './policy-drafts.ts';
import { ask, columns, policyOf, selected, type ScanRow } from './replay-scans.ts';

/**
 * What a version would have said of all scans of some days, in the whole district or at a site: numbers alone, no scan and no
 * person. At 100,000 scans a day it takes minutes, so it is long work (app/known-work.ts), done in stretches.
 */

const form = replayDaysForm();

/** The most days that one replay looks at. */
const mostDays = 61;
/** So many scans are read at a time. */
const atOnce = 250;

/** A version as it is asked for; of a draft its number, so that a later draft is not taken for it. */
export interface AskedDays {
  version: AskedVersion;
  draft: number | null;
  site: { number: number; name: string } | null;
  first: number;
  last: number;
}

/** Counts of one day by "category from to". */
type DayCounts = { [key: string]: number };

export interface DaysPosition {
  day: number;
  /** The last scan looked at; null at a day's beginning. */
  after: { site: number; t: number; chain: number; seq: number } | null;
  counts: DayCounts;
  summary: ReplaySummary;
}

interface SiteScan extends ScanRow {
  site: number;
  chain: number;
}

/** @throws Fault 'malformed', or 'not-found' where there is no such version or site */
export function readDays(app: App, body: ReturnType<typeof readBody>): AskedDays {
  const { version, first, last } = demandForm(form, {
    version: body['version'],
    first: body['first'],
    last: body['last'],
  });
  if (last > addDays(first, mostDays - 1))
    throw new Fault('malformed', `"last" is more than ${mostDays} days after "first".`);
  const number = body['site'] === undefined ? null : whole(body, 'site', 1, 0x7fffffff);
  const site =
    number === null
      ? null
      : row<{ number: number; name: string }>(
          app,
          ['number', 'name'],
          'select number, name from sites where number = {:number}',
          { number },
        );
  if (number !== null && !site) throw new Fault('not-found', `There is no site ${number}.`);
  policyOf(app, version);
  return { version, draft: version === 'draft' ? openDraft(app)!.id : null, site, first, last };
}

function isSiteIn(app: App, scope: readonly string[], number = 0): boolean {
  const { count } = row<{ count: number }>(
    app,
    ['count'],
    `select count(*) as count from sites s where s.number = {:number} and ${inScopeSql('s')}`,
    { number, ...scopeValue(scope) },
  )!;
  return count > 0;
}

/** @throws Fault 'not-allowed' for who makes no policy, 'not-found' where the draft is gone */
export function demandDays(app: App, official: StoredRecord, asked: AskedDays): void {
  demandMay(official, 'policy.replay');
  const scope = scopeOf(official);
  // Those of no site are of the whole district.
  if (scope.length > 0 && !isSiteIn(app, scope, asked.site?.number))
    throw new Fault('not-found', 'There is no such site.');
  policyOfDays(app, asked);
}

/** How many scans there are, by the roll-ups. */
export function totalOfDays(app: App, { site, first, last }: AskedDays): number {
  // Of the whole district by the hours: by its sites it would be a million rows.
  const { scans } = row<{ scans: number }>(
    app,
    ['scans'],
    site
      ? `select coalesce(sum(scans), 0) as scans from stat_day
         where day between {:first} and {:last} and site = {:site}`
      : 'select coalesce(sum(scans), 0) as scans from stat_hour where day between {:first} and {:last}',
    { first, last, ...(site && { site: site.number }) },
  )!;
  return scans;
}

/** Looks at scans until a time, UTC ms. A day's lines come when the day is through. */
export function stepOfDays(
  app: App,
  asked: AskedDays,
  from: DaysPosition | null,
  until: number,
): { at: DaysPosition; isOver: boolean; done: number; text: string } {
  const rules = rulesOf(app, asked);
  const at = from ?? beginning(asked.first);
  let text = from ? '' : csvStart + header;
  for (;;) {
    const isThere = daysThere(app, 'scan').includes(at.day);
    const found = isThere ? scansAfter(app, asked, at) : [];
    const categories = categoriesOf(app, found);
    for (const scan of found) countScan(at, scan, rules, categories.get(scan.site) ?? 'office');
    const last = found[found.length - 1];
    if (last && found.length === atOnce) {
      at.after = { site: last.site, t: last.t, chain: last.chain, seq: last.seq };
    } else {
      if (!isThere) at.summary.daysGone.push(at.day);
      text += linesOf(at);
      if (at.day >= asked.last) return { at, isOver: true, done: at.summary.scans, text };
      Object.assign(at, { day: addDays(at.day, 1), after: null, counts: {} });
    }
    if (Date.now() >= until) return { at, isOver: false, done: at.summary.scans, text };
  }
}

const header = csvLine([
  'day 日期',
  'category 场所类别',
  'decided 原判定',
  'under this version 该版规则的判定',
  'scans 扫码',
]);

function beginning(day: number): DaysPosition {
  const summary = { scans: 0, emergencies: 0, withoutFacts: 0, otherReasons: 0, outcomes: [], daysGone: [] };
  return { day, after: null, counts: {}, summary };
}

/** A policy, and what it said so far. */
interface Rules {
  policy: Policy;
  truthOf: TruthOf;
}

/** What this VM holds of them, by version or draft. Neither ever changes. */
const held = new Map<string, Rules>();
const mostHeld = 2;

function rulesOf(app: App, asked: AskedDays): Rules {
  const name = `${asked.version} ${asked.draft}`;
  let rules = held.get(name);
  if (!rules) rules = { policy: policyOfDays(app, asked), truthOf: rememberedTruth() };
  // The last one used is the last to go.
  held.delete(name);
  held.set(name, rules);
  for (const old of held.keys()) if (held.size > mostHeld) held.delete(old);
  return rules;
}

function policyOfDays(app: App, { version, draft }: AskedDays): Policy {
  if (version !== 'draft') return policyOf(app, version);
  const found = row<{ body: string }>(app, ['body'], 'select body from drafts where id = {:draft}', {
    draft,
  });
  if (!found) throw new Fault('not-found', 'There is no such draft.');
  return readBundle(found.body).policy;
}

function scansAfter(app: App, { site }: AskedDays, { day, after }: DaysPosition): SiteScan[] {
  const from = after ?? { site: site?.number ?? -1, t: -1, chain: -1, seq: -1 };
  return rows<SiteScan>(
    app,
    [...columns, 'site', 'chain'],
    `select ${selected}, site, chain from ${dayTable('scan', day)}
     where (site, t, chain, seq) > ({:site}, {:t}, {:chain}, {:seq}) ${site ? 'and site = {:site}' : ''}
     order by site, t, chain, seq limit ${atOnce}`,
    from,
  );
}

function categoriesOf(app: App, scans: readonly SiteScan[]): Map<number, SiteCategory> {
  const numbers = [...new Set(scans.map(({ site }) => site))];
  const found = rows<{ number: number; category: SiteCategory }>(
    app,
    ['number', 'category'],
    'select number, category from sites where number in (select value from json_each({:numbers}))',
    { numbers: JSON.stringify(numbers) },
  );
  return new Map(found.map(({ number, category }) => [number, category]));
}

function countScan(
  at: DaysPosition,
  scan: SiteScan,
  { policy, truthOf }: Rules,
  category: SiteCategory,
): void {
  const { summary, counts } = at;
  const add = (from: string, to: string) => {
    const key = `${category} ${from} ${to}`;
    counts[key] = (counts[key] ?? 0) + 1;
  };
  const facts = unpackFacts(JSON.parse(scan.facts));
  const reasons = JSON.parse(scan.reasons) as string[];
  const from: Outcome = outcomes[scan.outcome] ?? 'attend';
  summary.scans += 1;
  const emergency = emergencyIn({
    outcome: from,
    reasons,
    pass: scan.pass === 0 ? null : '',
    ...(facts && { facts }),
  });
  if (emergency) {
    summary.emergencies += emergencyCount(emergency);
    return add('emergency', 'emergency');
  }
  if (!facts) {
    summary.withoutFacts += 1;
    return add(from, 'unknown');
  }
  const { said } = ask(
    policy,
    facts,
    { site: scan.site, category, at: scan.t, lanes: recordedLanes(reasons) },
    wasLocked(reasons),
    truthOf,
  );
  if (said.outcome === from && said.reasons.join(' ') !== reasons.join(' ')) summary.otherReasons += 1;
  const same = summary.outcomes.find((each) => each.from === from && each.to === said.outcome);
  if (same) same.scans += 1;
  else summary.outcomes.push({ from, to: said.outcome, scans: 1 });
  add(from, said.outcome);
}

function linesOf({ day, counts }: DaysPosition): string {
  return Object.keys(counts)
    .sort()
    .map((key) => csvLine([day, ...key.split(' '), counts[key]!]))
    .join('');
}
