import { factNames, type FactName } from '../domain/facts.ts';
import type { Scan } from '../domain/scan.ts';
import { rows, run } from './sql.ts';
import { NewRecord, type App } from './vm.ts';
import type { Alarm } from '../domain/api.ts';

/** An alarm older than this is history when it arrives: it is stored without a message to those who watch. */
const newsFor = 3_600_000;

/**
 * Stores a notice for every scan that was not admitted. Those who watch the collection are told when the transaction has
 * been committed: by one message a site, since whoever is told asks for all that is new.
 * @param siteId the record id of a site's number
 */
export function raiseNotices(
  app: App,
  sentryName: string,
  scans: readonly Scan[],
  siteId: (number: number) => string,
  now: number,
): void {
  const alarms = scans.filter((scan) => scan.outcome !== 'admit').sort((a, b) => a.t - b.t);
  if (alarms.length === 0) return;
  const news = new Map(alarms.filter((scan) => now - scan.t < newsFor).map((scan) => [scan.site, scan]));
  const quiet = alarms.filter((scan) => news.get(scan.site) !== scan);
  storeQuietly(app, sentryName, quiet, siteId);
  if (news.size === 0) return;
  const collection = app.findCollectionByNameOrId('notices');
  for (const { t, site, outcome, reasons, body, facts } of news.values()) {
    const unknown = unknownIn(facts);
    app.save(
      new NewRecord(collection, { t, site: siteId(site), sentryName, outcome, reasons, body, unknown }),
    );
  }
}

/** The facts that were not known; null when a scan came without its facts. No value of a fact gets into a notice. */
function unknownIn(facts: Scan['facts']): FactName[] | null {
  return facts ? factNames.filter((name) => (facts[name] ?? null) === null) : null;
}

/** Notices without messages. */
export function storeQuietly(
  app: App,
  sentryName: string,
  scans: readonly Pick<Scan, 't' | 'site' | 'outcome' | 'reasons' | 'body' | 'facts'>[],
  siteId: (number: number) => string,
): void {
  if (scans.length === 0) return;
  const values = scans.map(({ t, site, outcome, reasons, body, facts }) => [
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
     select substr(lower(hex(randomblob(8))), 1, 15), value->>0, value->>1, {:sentryName}, value->>2, value->>3,
       value->>4, value->>5
     from json_each({:values})`,
    { sentryName, values: JSON.stringify(values) },
  );
}

interface NoticeRow extends Omit<Alarm, 'reasons' | 'body' | 'unknown'> {
  reasons: string;
  body: string;
  unknown: string;
}

/** The latest alarms, newest first. @param owner the record id of an owner, to name those at own sites alone */
export function latestAlarms(app: App, limit: number, owner = ''): Alarm[] {
  const found = rows<NoticeRow>(
    app,
    ['id', 't', 'site', 'siteName', 'sentryName', 'outcome', 'reasons', 'body', 'unknown'],
    `select n.id, n.t, s.number as site, s.name as siteName, n.sentryName, n.outcome, n.reasons, n.body,
       coalesce(n.unknown, 'null') as unknown
     from notices n join sites s on s.id = n.site
     where {:owner} = '' or s.owner = {:owner}
     order by n.t desc limit {:limit}`,
    { limit, owner },
  );
  return found.map((notice) => ({
    ...notice,
    reasons: JSON.parse(notice.reasons) as string[],
    body: JSON.parse(notice.body) as number | null,
    unknown: JSON.parse(notice.unknown) as FactName[] | null,
  }));
}
