import { uploadHashHeader, type ScanResult, type ScansAnswer, type ScansRequest } from '../domain/api.ts';
import { localDay } from '../domain/local-day.ts';
import { faultInScan, type Scan } from '../domain/scan.ts';
import { chainStartText, isHeld, joinStretch, linkText } from '../domain/scan-chain.ts';
import { unpackScan } from '../domain/sealed-record.ts';
import { answer } from './answer.ts';
import { chainOf, noteChainFault, saveStretches, stretchesOf } from './chains.ts';
import { commitSafely } from './commit-safety.ts';
import { dayTable, ensureDayTables, oldestKeptDay } from './day-tables.ts';
import { limitDevice } from './device-limit.ts';
import { Fault } from './fault.ts';
import { raiseNotices } from './notices.ts';
import { passOfDay } from './pass-log.ts';
import { bodyText, objectOf } from './request-body.ts';
import { countIn } from './roll-ups.ts';
import { insertScanRows } from './scan-rows.ts';
import { openBoxes } from './sealing.ts';
import { rows, run, transact } from './sql.ts';
import { uploadKey } from './upload-key.ts';
import { uploadOf } from './upload-request.ts';
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

/** A record that was opened: a scan, or what is wrong with it. */
type Opened = { scan: Scan; fault: null } | { scan: null; fault: string };

/** What is known of a record's place in its chain before it is stored. */
interface Place {
  seq: number;
  /** The server has a record of this place, which it stored, counted as expired or rejected. */
  held: boolean;
  isStored: boolean;
  /** Its day is no longer kept. */
  isPurged: boolean;
  /** It was rejected before and is sent once more. */
  retried: boolean;
  /** The record held at this place is another. */
  isOther: boolean;
}

function differs(link: string | undefined, other: string): boolean {
  return link !== undefined && link !== other;
}

/** Sites and devices that scans name, as far as they are known. */
interface Known {
  sites: Map<number, string>;
  devices: Set<number>;
}

function linksOf({ chain, first, before, boxes }: ScansRequest): string[] {
  if (first === 1 && before !== security.sha256(chainStartText(chain)))
    throw new Fault('malformed', 'The upload’s part "before" is not how its chain begins.');
  const links = [before];
  let link = before;
  for (const box of boxes) links.push((link = security.sha256(linkText(link, box))));
  return links;
}

function judge(text: string | null, seq: number, now: number): Opened {
  if (text === null) return { scan: null, fault: 'box' };
  const scan = unpackScan(text, seq);
  const fault = faultInScan(scan) ?? ((scan as unknown as Scan).t > now + mostAhead ? 't' : null);
  return fault ? { scan: null, fault } : { scan: scan as unknown as Scan, fault: null };
}

/** Sites by number, and the pairings of the uploading device. */
function knownOf(app: App, key: string, scans: readonly Scan[]): Known {
  const numbers = JSON.stringify([...new Set(scans.map((scan) => scan.site))]);
  const sites = rows<{ number: number; id: string }>(
    app,
    ['number', 'id'],
    'select number, id from sites where number in (select value from json_each({:numbers}))',
    { numbers },
  );
  const devices = rows<{ device: number }>(
    app,
    ['device'],
    'select device from sentries where key = {:key}',
    { key },
  );
  return {
    sites: new Map(sites.map(({ number, id }) => [number, id])),
    devices: new Set(devices.map(({ device }) => device)),
  };
}

/** Which of these scans of a chain are in their day's table. */
function storedSeqs(app: App, chain: number, scans: readonly Scan[], oldest: number): Set<number> {
  const stored = new Set<number>();
  for (const [day, those] of byDay(scans)) {
    if (day < oldest) continue;
    ensureDayTables(app, day);
    const found = rows<{ seq: number }>(
      app,
      ['seq'],
      `select s.seq from json_each({:keys}) j join ${dayTable('scan', day)} s
         on s.site = j.value->>0 and s.t = j.value->>1 and s.chain = {:chain} and s.seq = j.value->>2`,
      { keys: JSON.stringify(those.map(({ site, t, seq }) => [site, t, seq])), chain },
    );
    for (const { seq } of found) stored.add(seq);
  }
  return stored;
}

function byDay(scans: readonly Scan[]): Map<number, Scan[]> {
  const days = new Map<number, Scan[]>();
  for (const scan of scans) {
    const day = localDay(scan.t);
    const there = days.get(day);
    if (there) there.push(scan);
    else days.set(day, [scan]);
  }
  return days;
}

function insertScans(app: App, chain: number, scans: readonly Scan[]): void {
  for (const [day, those] of byDay(scans)) {
    ensureDayTables(app, day);
    insertScanRows(app, day, chain, those, ({ pass }) => (pass === null ? 0 : passOfDay(app, pass, day)));
  }
}

/** What each record becomes, gathered in order. */
class Results {
  readonly list: ScanResult[] = [];

  add(seq: number, status: ScanResult['status'], fault?: string): void {
    const last = this.list.at(-1);
    if (last && last.last === seq - 1 && last.status === status && last.fault === fault) last.last = seq;
    else this.list.push({ first: seq, last: seq, status, ...(fault !== undefined && { fault }) });
  }
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
  const links = linksOf(upload);
  const opened = openBoxes(app, upload.sessions, upload.runs, upload.boxes, now).map((text, index) =>
    judge(text, first + index, now),
  );
  const known = knownOf(
    app,
    uploader.key,
    opened.flatMap(({ scan }) => scan ?? []),
  );
  const oldest = oldestKeptDay(now);
  commitSafely(app);
  return transact(app, (inside) => {
    const { chain } = chainOf(inside, upload.chain, uploader, now);
    const before = stretchesOf(inside, chain);
    const joined = joinStretch(before, first, links);
    const rejectedBefore = rejectedLinks(inside, chain, first, opened.length);
    const seen = opened.flatMap(({ scan }) => (scan && isHeld(before, scan.seq) ? scan : []));
    const stored = seen.length > 0 ? storedSeqs(inside, chain, seen, oldest) : new Set<number>();
    const places = opened.map((one, index): Place => {
      const seq = first + index;
      const held = isHeld(before, seq);
      const isStored = held && stored.has(seq);
      const isPurged = one.scan !== null && localDay(one.scan.t) < oldest;
      const link = rejectedBefore.get(seq);
      // Held, not rejected, not there, though its day is: what was held at this place was another record.
      const isOther = held && !isStored && !isPurged && one.scan !== null && link === undefined;
      return {
        seq,
        held,
        isStored,
        isPurged,
        retried: link !== undefined,
        isOther: isOther || differs(link, links[index + 1]!),
      };
    });
    const fork = joined.fork ?? places.find(({ isOther }) => isOther)?.seq ?? null;
    const results = new Results();
    if (fork !== null || joined.stretches === null) {
      const known = places.findIndex(({ seq, isStored }) => !isStored || seq >= fork!);
      for (const { seq } of places.slice(0, known)) results.add(seq, 'duplicate');
      noteChainFault(inside, { chain, seq: fork!, what: 'fork', device: uploader.device, now });
      return { results: results.list, fork };
    }
    const fresh: Scan[] = [];
    places.forEach(({ seq, held, isStored, isPurged, retried }, index) => {
      if (isStored) return results.add(seq, 'duplicate');
      const { scan, fault } = standing(opened[index]!, known);
      if (fault !== null) {
        reject(inside, chain, seq, links[index + 1]!, fault, now);
        return results.add(seq, 'rejected', fault);
      }
      if (retried) forgetRejected(inside, chain, seq);
      if (!isPurged) fresh.push(scan);
      else if (!held) countExpired(inside, localDay(scan.t));
      results.add(seq, isPurged ? 'expired' : 'stored');
    });
    if (fresh.length > 0) insertScans(inside, chain, fresh);
    const last = { seq: first + opened.length - 1, signature: upload.signature };
    saveStretches(inside, chain, before, joined.stretches, last);
    countIn(
      inside,
      fresh.map(({ t, site, outcome }) => ({ kind: 'scan', t, site, outcome })),
    );
    raiseNotices(inside, uploader.name, fresh, (number) => known.sites.get(number)!, now);
    return { results: results.list, fork: null };
  });
}

/** An opened record whose site and pairing are known, or why it cannot be stored. */
function standing(opened: Opened, { sites, devices }: Known): Opened {
  if (opened.fault !== null) return opened;
  if (!sites.has(opened.scan.site)) return { scan: null, fault: 'site' };
  if (!devices.has(opened.scan.device)) return { scan: null, fault: 'device' };
  return opened;
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
function rejectedLinks(app: App, chain: number, first: number, count: number): Map<number, string> {
  const found = rows<{ seq: number; link: string }>(
    app,
    ['seq', 'link'],
    'select seq, link from chain_rejected where chain = {:chain} and seq between {:first} and {:last}',
    { chain, first, last: first + count - 1 },
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
      const text = bodyText(e, bodyLimit);
      const hash = e.request.header.get(uploadHashHeader);
      if (!security.equal(hash, security.hs256(text, uploadKey(device))))
        throw new Fault('hash', 'The upload is not as the device made it: something on the way changed it.');
      const uploader = { device, name: sentry.getString('name'), key: sentry.getString('key') };
      return { ...ingest(e.app, uploader, uploadOf(objectOf(text)), now), now };
    },
    () => true,
  );
}
