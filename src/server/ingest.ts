import { uploadHashHeader, type ScanResult, type ScansAnswer, type ScansRequest } from '../domain/api.ts';
import { addDays, dayStart, localDay } from '../domain/local-day.ts';
import { ordinaryScan } from '../domain/ordinary-scan.ts';
import { faultInScan, type Scan } from '../domain/scan.ts';
import { scanRow, type ScanRow } from '../domain/scan-row.ts';
import { chainStartText, isHeld, joinStretch, linkText, type Stretch } from '../domain/scan-chain.ts';
import { unpackScan } from '../domain/sealed-record.ts';
import { answer } from './answer.ts';
import { chainOf, noteChainFault, saveStretches, stretchesOf } from './chains.ts';
import { commitSafely } from './commit-safety.ts';
import { dayTable, ensureDayTables, oldestKeptDay } from './day-tables.ts';
import { limitDevice } from './device-limit.ts';
import { Fault } from './fault.ts';
import { raiseNotices } from './notices.ts';
import { bodyText, objectOf } from './request-body.ts';
import { countIn } from './roll-ups.ts';
import { insertScanRows } from './scan-rows.ts';
import { openBoxes } from './sealing.ts';
import { rows, run, transact } from './sql.ts';
import { uploadKey } from './upload-key.ts';
import { uploadOf } from './upload-request.ts';
import { inTurn } from './upload-turns.ts';
import { security, type App, type RequestEvent } from './vm.ts';
import { whoAsks } from './who-asks.ts';

const bodyLimit = 4 << 20;
/** Uploads of one device a minute: 100,000 records may wait after a long time off line. */
const mostUploads = 600;
/** A device's clock may be this far ahead; a scan from further on is nobody's. */
const mostAhead = 24 * 3_600_000;

/** The sentry that uploads, as notices name it. */
export interface Uploader {
  device: number;
  name: string;
  /** The device's public key. */
  key: string;
}

/** Sites and devices that scans name, as far as they are known. */
interface Known {
  sites: ReadonlyMap<number, string>;
  /** Pairings whose records this device may bring: those of its key, and the earlier ones of its gate. */
  devices: ReadonlySet<number>;
  /** Of these the ones that were of another key: a tablet that lost its key brings what it recorded before. */
  earlier: ReadonlySet<number>;
}

function linksOf({ chain, first, before, boxes }: ScansRequest): string[] {
  if (first === 1 && before !== security.sha256(chainStartText(chain)))
    throw new Fault('malformed', 'The upload’s part "before" is not how its chain begins.');
  const links = [before];
  let link = before;
  for (const box of boxes) links.push((link = security.sha256(linkText(link, box))));
  return links;
}

/** Sites by number, and the pairings whose records the uploading device may bring. */
function knownOf(app: App, { device, key }: Uploader, records: readonly (ScanRow | string)[]): Known {
  const named = new Set<number>();
  let site = 0;
  for (const row of records) if (typeof row !== 'string' && row.site !== site) named.add((site = row.site));
  const numbers = JSON.stringify([...named]);
  const sites = rows<{ number: number; id: string }>(
    app,
    ['number', 'id'],
    'select number, id from sites where number in (select value from json_each({:numbers}))',
    { numbers },
  );
  const devices = rows<{ device: number; own: number }>(
    app,
    ['device', 'own'],
    `select device, key = {:key} as own from sentries
     where key = {:key} or (revoked and (site, zone, name) =
       (select site, zone, name from sentries where device = {:device}))`,
    { key, device },
  );
  return {
    sites: new Map(sites.map(({ number, id }) => [number, id])),
    devices: new Set(devices.map((each) => each.device)),
    earlier: new Set(devices.filter(({ own }) => own === 0).map((each) => each.device)),
  };
}

/**
 * Of which scans a day's table holds something.
 * @param keys what the statement reads of each scan, as `j.value`
 * @param select answers their `seq`, given the name of the day's table
 */
function seqsFound(
  app: App,
  chain: number,
  scans: readonly ScanRow[],
  oldest: number,
  keys: (scan: ScanRow) => unknown[],
  select: (table: string) => string,
): Set<number> {
  const stored = new Set<number>();
  for (const [day, those] of byDay(scans)) {
    if (day < oldest) continue;
    ensureDayTables(app, day);
    const found = rows<{ seq: number }>(app, ['seq'], select(dayTable('scan', day)), {
      keys: JSON.stringify(those.map(keys)),
      chain,
    });
    for (const { seq } of found) stored.add(seq);
  }
  return stored;
}

/** Which of these scans of a chain are in their day's table. */
function storedSeqs(app: App, chain: number, scans: readonly ScanRow[], oldest: number): Set<number> {
  return seqsFound(
    app,
    chain,
    scans,
    oldest,
    ({ site, t, seq }) => [site, t, seq],
    (table) => `select s.seq from json_each({:keys}) j join ${table} s
      on s.site = j.value->>0 and s.t = j.value->>1 and s.chain = {:chain} and s.seq = j.value->>2`,
  );
}

/**
 * Which of these scans of earlier pairings are stored under the chain of the key that was lost: its device may not have heard
 * so, and brings them once more in a chain of its new key.
 */
function storedElsewhere(app: App, chain: number, scans: readonly ScanRow[], oldest: number): Set<number> {
  return seqsFound(
    app,
    chain,
    scans,
    oldest,
    ({ site, t, seq, device, detail }) => [site, t, seq, device, detail],
    (table) => `select j.value->>2 as seq from json_each({:keys}) j
      where exists (select 1 from ${table} s
        where s.site = j.value->>0 and s.t = j.value->>1 and s.chain <> {:chain} and s.device = j.value->>3
          and s.detail = j.value->>4)`,
  );
}

function byDay(scans: readonly ScanRow[]): Map<number, ScanRow[]> {
  const days = new Map<number, ScanRow[]>();
  // Scans of one day mostly come one after the other.
  let begin = 0;
  let end = 0;
  let those: ScanRow[] = [];
  for (const scan of scans) {
    if (scan.t < begin || scan.t >= end) {
      const day = localDay(scan.t);
      begin = dayStart(day);
      end = dayStart(addDays(day, 1));
      those = days.get(day) ?? [];
      days.set(day, those);
    }
    those.push(scan);
  }
  return days;
}

function insertScans(app: App, chain: number, scans: readonly ScanRow[]): void {
  for (const [day, those] of byDay(scans)) {
    ensureDayTables(app, day);
    insertScanRows(app, day, chain, those);
  }
}

/** What each record becomes, gathered in order. */
class Results {
  readonly list: ScanResult[] = [];
  #last: ScanResult | null = null;

  /** To be called with each seq after the one before it. */
  add(seq: number, status: ScanResult['status'], fault?: string): void {
    const last = this.#last;
    if (last !== null && last.status === status && last.fault === fault) {
      last.last = seq;
      return;
    }
    this.#last = { first: seq, last: seq, status, ...(fault !== undefined && { fault }) };
    this.list.push(this.#last);
  }
}

/**
 * Records as they are judged before it is known whether they are new: a row to store, or what is wrong with the record. Of
 * one that is an alarm all is kept.
 */
interface Judged {
  rows: (ScanRow | string)[];
  alarms: Map<number, Scan>;
}

function judge(texts: readonly (string | null)[], first: number, now: number): Judged {
  const alarms = new Map<number, Scan>();
  const rows = texts.map((text, index) => {
    if (text === null) return 'box';
    const seq = first + index;
    let row = ordinaryScan(text, seq);
    if (!row) {
      const read = unpackScan(text, seq);
      const fault = faultInScan(read);
      if (fault) return fault;
      const scan = read as unknown as Scan;
      if (scan.outcome !== 'admit') alarms.set(seq, scan);
      row = scanRow(scan);
    }
    return row.t > now + mostAhead ? 't' : row;
  });
  return { rows, alarms };
}

/** Says what is wrong with a record that names a place or a pairing which is not there; null when nothing is. */
function standingBy({ sites, devices }: Known): (row: ScanRow) => string | null {
  let good = { site: 0, device: 0 };
  return (row) => {
    const { site, device } = row;
    if (site === good.site && device === good.device) return null;
    if (!sites.has(site)) return 'site';
    if (!devices.has(device)) return 'device';
    good = row;
    return null;
  };
}

/** Of records of which some came before: which are stored, and from which on the chain tells another story. */
function compare(
  app: App,
  chain: number,
  records: readonly (ScanRow | string)[],
  at: { first: number; links: readonly string[]; oldest: number; elsewhere: ReadonlySet<number> },
  held: readonly Stretch[],
  rejected: Map<number, string>,
): { stored: Set<number>; fork: number | null } {
  const { first, links, oldest, elsewhere } = at;
  const seen = records.flatMap((row) => (typeof row !== 'string' && isHeld(held, row.seq) ? row : []));
  const stored = new Set([...storedSeqs(app, chain, seen, oldest), ...elsewhere]);
  const fork = records.findIndex((row, index) => {
    const seq = first + index;
    const link = rejected.get(seq);
    if (link !== undefined) return link !== links[index + 1];
    // Held, not rejected, not there, though its day is: what was held at this place was another record.
    return typeof row !== 'string' && isHeld(held, seq) && !stored.has(seq) && localDay(row.t) >= oldest;
  });
  return { stored, fork: fork < 0 ? null : first + fork };
}

/**
 * Stores an upload's records, counts them, raises notices and joins them to their chain, all in one transaction: what is
 * answered as stored is counted exactly once. A record is known by its chain and its place in it, so one that comes again is a
 * duplicate, whatever happened to the first answer; and a device that tells another story of the same place is told so.
 */
export function ingest(
  app: App,
  uploader: Uploader,
  upload: ScansRequest,
  now: number,
): Omit<ScansAnswer, 'now'> {
  const { first } = upload;
  const last = first + upload.boxes.length - 1;
  const links = linksOf(upload);
  const texts = openBoxes(app, upload.sessions, upload.runs, upload.boxes, now);
  const { rows: records, alarms } = judge(texts, first, now);
  const known = knownOf(app, uploader, records);
  const standing = standingBy(known);
  const oldest = oldestKeptDay(now);
  const oldestMs = dayStart(oldest);
  commitSafely(app);
  return transact(app, (inside) => {
    const { chain } = chainOf(inside, upload.chain, uploader, now);
    const held = stretchesOf(inside, chain);
    const rejected = rejectedLinks(inside, chain, first, last);
    const joined = joinStretch(held, first, links);
    const isNew = rejected.size === 0 && !held.some((one) => one.first <= last && one.last >= first);
    const moved =
      known.earlier.size === 0
        ? []
        : records.filter((row): row is ScanRow => typeof row !== 'string' && known.earlier.has(row.device));
    const elsewhere = storedElsewhere(inside, chain, moved, oldest);
    const { stored, fork: other } = isNew
      ? { stored: elsewhere, fork: null }
      : compare(inside, chain, records, { first, links, oldest, elsewhere }, held, rejected);
    const fork = joined.fork ?? other;
    const results = new Results();
    if (fork !== null || joined.stretches === null) {
      for (let seq = first; stored.has(seq) && seq < fork!; seq++) results.add(seq, 'duplicate');
      noteChainFault(inside, { chain, seq: fork!, what: 'fork', device: uploader.device, now });
      return { results: results.list, fork };
    }
    const fresh: ScanRow[] = [];
    records.forEach((row, index) => {
      const seq = first + index;
      if (stored.has(seq)) return results.add(seq, 'duplicate');
      const fault = typeof row === 'string' ? row : standing(row);
      if (typeof row === 'string' || fault !== null) {
        reject(inside, chain, seq, links[index + 1]!, fault!, now);
        return results.add(seq, 'rejected', fault!);
      }
      if (rejected.has(seq)) forgetRejected(inside, chain, seq);
      if (row.t >= oldestMs) {
        fresh.push(row);
        return results.add(seq, 'stored');
      }
      if (!isHeld(held, seq)) countExpired(inside, localDay(row.t));
      results.add(seq, 'expired');
    });
    if (fresh.length > 0) insertScans(inside, chain, fresh);
    saveStretches(inside, chain, held, joined.stretches, { seq: last, signature: upload.signature });
    countIn(inside, 'scan', fresh);
    const raised = fresh.flatMap(({ seq }) => alarms.get(seq) ?? []);
    raiseNotices(inside, uploader.name, raised, (number) => known.sites.get(number)!, now);
    return { results: results.list, fork: null };
  });
}

function countExpired(app: App, day: number): void {
  run(
    app,
    `insert into purge_count (day, scans) values ({:day}, 1)
     on conflict do update set scans = scans + excluded.scans`,
    { day },
  );
}

/** The links of those records of a range that were rejected before. */
function rejectedLinks(app: App, chain: number, first: number, last: number): Map<number, string> {
  const found = rows<{ seq: number; link: string }>(
    app,
    ['seq', 'link'],
    'select seq, link from chain_rejected where chain = {:chain} and seq between {:first} and {:last}',
    { chain, first, last },
  );
  return new Map(found.map(({ seq, link }) => [seq, link]));
}

function reject(app: App, chain: number, seq: number, link: string, fault: string, now: number): void {
  run(
    app,
    `insert into chain_rejected (chain, seq, link, fault, at) values ({:chain}, {:seq}, {:link}, {:fault}, {:now})
     on conflict do update set fault = excluded.fault, at = excluded.at`,
    { chain, seq, link, fault, now },
  );
}

function forgetRejected(app: App, chain: number, seq: number): void {
  run(app, 'delete from chain_rejected where chain = {:chain} and seq = {:seq}', { chain, seq });
}

/** POST sentry/scans */
export function scansRoute(e: RequestEvent): void {
  answer(
    e,
    (): ScansAnswer => {
      const sentry = whoAsks(e, 'sentries');
      const now = Date.now();
      const device = sentry.getInt('device');
      limitDevice(e.app, 'uploads', device, mostUploads, now);
      const uploader = { device, name: sentry.getString('name'), key: sentry.getString('key') };
      const answered = inTurn(e.app, device, now, () => {
        const text = bodyText(e, bodyLimit);
        const hash = e.request.header.get(uploadHashHeader);
        if (!security.equal(hash, security.hs256(text, uploadKey(device))))
          throw new Fault(
            'hash',
            'The upload is not as the device made it: something on the way changed it.',
          );
        return ingest(e.app, uploader, uploadOf(objectOf(text)), now);
      });
      return { ...answered, now };
    },
    () => true,
  );
}
