import { factNames, type FactName } from '../../domain/policy/facts.ts';
import type { Scan } from '../../domain/scan/scan.ts';
import { withEnglish } from '../places/english-names.ts';
import { inScopeSql, scopeValue } from '../places/scope.ts';
import { noteRaised, noticeCap, raisedBy } from './notice-cap.ts';
import { rows, run } from '../vm/sql.ts';
import { NewRecord, security, type App } from '../vm/vm.ts';
import type { Alarm } from '../../domain/api/api.ts';

/** An alarm older than this is history when it arrives: it is stored without a message to those who watch. */
const newsFor = 3_600_000;

/**
 * Stores a notice for every scan that was not admitted, up to the most of this sentry's and site's (notice-cap.ts): the latest
 * ones, and how many more there were. Those who watch the collection are told when the transaction has been committed: by one
 * message a site, since whoever is told asks for all that is new.
 * @param siteId the record id of a site's number
 */
export function raiseNotices(
  app: App,
  sentry: { device: number; name: string },
  scans: readonly Scan[],
  siteId: (number: number) => string,
  now: number,
): void {
  const groups = new Map<string, Scan[]>();
  for (const scan of scans) {
    if (scan.outcome === 'admit') continue;
    const group = `${scan.site}/${now - scan.t >= newsFor}`;
    const those = groups.get(group);
    if (those) those.push(scan);
    else groups.set(group, [scan]);
  }
  for (const alarms of groups.values()) raiseFrom(app, sentry, alarms, siteId(alarms[0]!.site), now);
}

/** @param alarms of one site, all of them news or all of them late */
function raiseFrom(
  app: App,
  sentry: { device: number; name: string },
  alarms: readonly Scan[],
  site: string,
  now: number,
): void {
  const late = now - alarms[0]!.t >= newsFor;
  const source = { device: sentry.device, site, late };
  const before = raisedBy(app, source, now);
  const shown = [...alarms]
    .sort((a, b) => b.t - a.t)
    .slice(0, Math.max(0, noticeCap.most - before.raised))
    .map((scan) => ({ id: newId(), ...scan }));
  const last = shown[0]?.id ?? before.last;
  const news = late ? undefined : shown.shift();
  storeQuietly(app, sentry.name, shown, () => site);
  if (news) {
    const { id, t, outcome, reasons, body, facts } = news;
    const values = {
      id,
      t,
      site,
      sentryName: sentry.name,
      outcome,
      reasons,
      body,
      unknown: unknownIn(facts),
    };
    app.save(new NewRecord(app.findCollectionByNameOrId('notices'), values));
  }
  const stored = shown.length + (news ? 1 : 0);
  noteRaised(app, source, now, { raised: before.raised + stored, last });
  const over = alarms.length - stored;
  if (over > 0) run(app, 'update notices set more = more + {:over} where id = {:last}', { over, last });
}

function newId(): string {
  return security.randomStringWithAlphabet(15, 'abcdefghijklmnopqrstuvwxyz0123456789');
}

/** The facts that were not known; null when a scan came without its facts. No value of a fact gets into a notice. */
function unknownIn(facts: Scan['facts']): FactName[] | null {
  return facts ? factNames.filter((name) => (facts[name] ?? null) === null) : null;
}

/** Notices without messages. */
export function storeQuietly(
  app: App,
  sentryName: string,
  scans: readonly (Pick<Scan, 't' | 'site' | 'outcome' | 'reasons' | 'body' | 'facts'> & { id?: string })[],
  siteId: (number: number) => string,
): void {
  if (scans.length === 0) return;
  const values = scans.map(({ id, t, site, outcome, reasons, body, facts }) => [
    id ?? newId(),
    t,
    siteId(site),
    outcome,
    JSON.stringify(reasons),
    JSON.stringify(body),
    JSON.stringify(unknownIn(facts)),
  ]);
  run(
    app,
    `insert into notices (id, t, site, sentryName, outcome, reasons, body, unknown)
     select value->>0, value->>1, value->>2, {:sentryName}, value->>3, value->>4, value->>5, value->>6
     from json_each({:values})`,
    { sentryName, values: JSON.stringify(values) },
  );
}

/** A notice as the table has it. */
export interface NoticeRow extends Omit<Alarm, 'reasons' | 'body' | 'unknown'> {
  reasons: string;
  body: string;
  unknown: string;
}

/**
 * The latest alarms, newest first.
 * @param at whose sites: an owner's (record id), or those of some sub-districts (none: of all)
 */
export function latestAlarms(
  app: App,
  limit: number,
  at: { owner: string } | { scope: readonly string[] },
): Alarm[] {
  // An owner's are found from their sites: from the latest on, a few would be looked for among all of the district. Those of
  // sub-districts are found from the latest on, site by site: joined, SQLite would first read through all sites of the district.
  const [which, values] =
    'owner' in at
      ? [
          `n.rowid in (select m.rowid from sites o cross join notices m on m.site = o.id where o.owner = {:owner}
             order by m.t desc limit {:limit})`,
          at,
        ]
      : [
          `n.rowid in (select m.rowid from notices m where exists (
             select 1 from sites o where o.id = m.site and ${inScopeSql('o')}) order by m.t desc limit {:limit})`,
          scopeValue(at.scope),
        ];
  const found = rows<NoticeRow>(
    app,
    [
      'id',
      't',
      'site',
      'siteName',
      'siteNameEn',
      'sentryName',
      'outcome',
      'reasons',
      'body',
      'unknown',
      'more',
    ],
    `select n.id, n.t, s.number as site, s.name as siteName, s.nameEn as siteNameEn, n.sentryName, n.outcome,
       n.reasons, n.body,
       coalesce(n.unknown, 'null') as unknown, n.more
     from notices n join sites s on s.id = n.site
     where ${which}
     order by n.t desc limit {:limit}`,
    { limit, ...values },
  );
  return found.map(alarmOf);
}

export function alarmOf(notice: NoticeRow): Alarm {
  return {
    ...withEnglish(notice, ['siteNameEn']),
    reasons: JSON.parse(notice.reasons) as string[],
    body: JSON.parse(notice.body) as number | null,
    unknown: JSON.parse(notice.unknown) as FactName[] | null,
  };
}
