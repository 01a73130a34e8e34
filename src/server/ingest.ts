import type { ScansAnswer } from '../domain/api.ts';
import { localDay } from '../domain/local-day.ts';
import { outcomes } from '../domain/policy.ts';
import { packFacts } from '../domain/recorded-facts.ts';
import { faultInScan, type Scan } from '../domain/scan.ts';
import { dayTable, ensureDayTables, oldestKeptDay } from './day-tables.ts';
import { answer } from './answer.ts';
import { Fault } from './fault.ts';
import { raiseNotices } from './notices.ts';
import { passOfDay } from './pass-log.ts';
import { readBody } from './request-body.ts';
import { countIn } from './roll-ups.ts';
import { commitToDisk, rows, run, transact } from './sql.ts';
import type { App, RequestEvent } from './vm.ts';
import { whoAsks } from './who-asks.ts';

const bodyLimit = 4 << 20;
const mostScans = 500;
/** A device's clock may be this far ahead; a scan from further on is nobody's. */
const mostAhead = 24 * 3_600_000;

type Result = ScansAnswer['results'][number];

/** The sentry that uploads, as notices name it. */
export interface Uploader {
  device: number;
  name: string;
}

/** A site as scans name it. */
interface KnownSite {
  number: number;
  id: string;
  name: string;
}

function knownSites(app: App, scans: Scan[]): Map<number, KnownSite> {
  const numbers = JSON.stringify([...new Set(scans.map((scan) => scan.site))]);
  const found = rows<KnownSite>(
    app,
    ['number', 'id', 'name'],
    'select number, id, name from sites where number in (select value from json_each({:numbers}))',
    { numbers },
  );
  return new Map(found.map((site) => [site.number, site]));
}

/** Eight hexadecimal characters as one number. */
function bootNumber(scan: Scan): number {
  return parseInt(scan.boot, 16);
}

/**
 * Which of a day's scans are stored already, by their position: sent by this device before, or by the same start of the
 * same device when its pairing had another number.
 */
function storedAlready(app: App, table: string, device: number, scans: Scan[]): Set<number> {
  const found = rows<{ position: number }>(
    app,
    ['position'],
    `select j.key as position from json_each({:keys}) j
     join ${table} s on s.site = j.value->>0 and s.t = j.value->>1 and s.seq = j.value->>2
       and (s.device = {:device} or s.boot = j.value->>3)`,
    { keys: JSON.stringify(scans.map((scan) => [scan.site, scan.t, scan.seq, bootNumber(scan)])), device },
  );
  return new Set(found.map(({ position }) => position));
}

function insertDay(app: App, day: number, table: string, device: number, scans: Scan[]): void {
  const values = scans.map((scan) => [
    scan.site,
    scan.t,
    scan.seq,
    scan.pass === null ? 0 : passOfDay(app, scan.pass, day),
    scan.zone,
    outcomes.indexOf(scan.outcome),
    scan.body,
    scan.surface,
    scan.ambient,
    scan.policy,
    bootNumber(scan),
    scan.mono,
    scan.reasons.join(' ') || null,
    scan.showing,
    scan.facts ? packFacts(scan.facts) : null,
  ]);
  const inserted = run(
    app,
    `insert into ${table} (device, site, t, seq, pass, zone, outcome, body, surface, ambient, policy, boot, mono,
       reasons, showing, facts)
     select {:device}, value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6, value->>7,
       value->>8, value->>9, value->>10, value->>11, value->>12, value->>13,
       value->>14
     from json_each({:values}) where true
     on conflict do nothing`,
    { device, values: JSON.stringify(values) },
  );
  if (inserted !== scans.length) {
    throw new Error(`${scans.length} new scans were to go into ${table}, but ${inserted} did.`);
  }
}

/** A sound record and its position in the upload. */
interface Placed {
  position: number;
  scan: Scan;
}

/** Stores a day's scans that are not stored yet; answers them, and writes each one's result. */
function storeDay(app: App, uploader: Uploader, day: number, placed: Placed[], results: Result[]): Scan[] {
  ensureDayTables(app, day);
  const table = dayTable('scan', day);
  const old = storedAlready(
    app,
    table,
    uploader.device,
    placed.map(({ scan }) => scan),
  );
  const seen = new Set<string>();
  const fresh: Scan[] = [];
  placed.forEach(({ position, scan }, index) => {
    const key = `${scan.site}/${scan.t}/${scan.seq}`;
    const isNew = !old.has(index) && !seen.has(key);
    seen.add(key);
    results[position] = { seq: scan.seq, status: isNew ? 'stored' : 'duplicate' };
    if (isNew) fresh.push(scan);
  });
  if (fresh.length > 0) insertDay(app, day, table, uploader.device, fresh);
  return fresh;
}

/** Why a record can never be stored; null when nothing speaks against it so far. */
function faultIn(record: unknown, now: number): string | null {
  return faultInScan(record) ?? ((record as Scan).t > now + mostAhead ? 't' : null);
}

/** What a record that may be anything calls itself. */
function seqOf(record: unknown): number {
  const seq = (record as Partial<Scan> | null)?.seq;
  return Number.isSafeInteger(seq) ? seq! : 0;
}

/**
 * Stores scans, counts them and raises notices, all in one transaction: what is answered as stored is counted exactly
 * once. The same scan sent again is a duplicate, whatever happened to the first answer.
 * @param records as they came; what is no scan is rejected by itself and holds up nothing
 */
export function ingest(app: App, uploader: Uploader, records: readonly unknown[], now: number): Result[] {
  const results: Result[] = [];
  const sound: Placed[] = [];
  records.forEach((record, position) => {
    const fault = faultIn(record, now);
    if (fault) results[position] = { seq: seqOf(record), status: 'rejected', fault };
    else sound.push({ position, scan: record as Scan });
  });
  if (sound.length === 0) return results;

  const scans = sound.map(({ scan }) => scan);
  const sites = knownSites(app, scans);
  const oldest = oldestKeptDay(now);
  const days = new Map<number, Placed[]>();
  const expired = new Map<number, number>();
  for (const placed of sound) {
    const { position, scan } = placed;
    const day = localDay(scan.t);
    if (!sites.has(scan.site)) {
      results[position] = { seq: scan.seq, status: 'rejected', fault: 'site' };
    } else if (day < oldest) {
      results[position] = { seq: scan.seq, status: 'expired' };
      expired.set(day, (expired.get(day) ?? 0) + 1);
    } else {
      const there = days.get(day);
      if (there) there.push(placed);
      else days.set(day, [placed]);
    }
  }
  commitToDisk(app);
  transact(app, (inside) => {
    const fresh: Scan[] = [];
    for (const [day, placed] of days) {
      for (const scan of storeDay(inside, uploader, day, placed, results)) fresh.push(scan);
    }
    for (const [day, count] of expired) {
      run(
        inside,
        `insert into purge_count (day, scans) values ({:day}, {:count})
         on conflict do update set scans = scans + excluded.scans`,
        { day, count },
      );
    }
    countIn(
      inside,
      fresh.map(({ t, site, outcome }) => ({ kind: 'scan', t, site, outcome })),
    );
    raiseNotices(inside, uploader.name, fresh, (number) => sites.get(number)!.id, now);
  });
  return results;
}

/** POST sentry/scans */
export function scansRoute(e: RequestEvent): void {
  answer(
    e,
    (): ScansAnswer => {
      const sentry = whoAsks(e, 'sentries');
      const { scans } = readBody(e, bodyLimit);
      if (!Array.isArray(scans)) throw new Fault('malformed', '"scans" must be a list.');
      if (scans.length > mostScans) {
        throw new Fault('malformed', `${scans.length} scans in one request; ${mostScans} are the most.`);
      }
      const now = Date.now();
      const uploader = { device: sentry.getInt('device'), name: sentry.getString('name') };
      return { results: ingest(e.app, uploader, scans, now), now };
    },
    () => true,
  );
}
