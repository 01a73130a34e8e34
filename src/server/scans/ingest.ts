import {
  uploadHashHeader,
  type ScanResult,
  type ScansAnswer,
  type ScansRequest,
} from '../../domain/api/gate/sentry-api.ts';
import { dayStart, localDay } from '../../domain/time/local-day.ts';
import type { ScanRow } from '../../domain/scan/scan-row.ts';
import { chainStartText, isHeld, joinStretch, linkText } from '../../domain/scan/scan-chain.ts';
import type { gateRoutes } from '../../domain/api/routes/sentry-routes.ts';
import type { Handler } from '../http/route-handlers.ts';
import { chainOf, noteChainFault, saveStretches, stretchesOf } from './chains.ts';
import { commitSafely } from '../vm/commit-safety.ts';
import { ensureDayTables, oldestKeptDay } from '../days/day-tables.ts';
import { Fault } from '../vm/fault.ts';
import { faultInNames, judge, knownOf, type Uploader } from './judged-records.ts';
import { joinVisits } from './joined-visits.ts';
import { raiseNotices } from '../notices/notices.ts';
import { forgetRejected, reject, rejectedLinks } from './rejected-records.ts';
import { objectOf } from '../http/request-body.ts';
import { countIn } from './roll-ups.ts';
import { logDocuments, nameDocuments } from './shown-documents.ts';
import { insertScanRows } from './scan-rows.ts';
import { openBoxes } from '../keys/sealing.ts';
import { run, transact } from '../vm/sql.ts';
import { countWays } from './way-counts.ts';
import { byDay, compare, storedElsewhere } from './stored-scans.ts';
import { uploadKey } from '../keys/upload-key.ts';
import { uploadOf } from './upload-request.ts';
import { inTurn } from './upload-turns.ts';
import { security, type App } from '../vm/vm.ts';

function linksOf({ chain, first, before, boxes }: ScansRequest): string[] {
  if (first === 1 && before !== security.sha256(chainStartText(chain)))
    throw new Fault('malformed', 'The upload’s part "before" is not how its chain begins.');
  const { sha256 } = security;
  const links = [before];
  let link = before;
  for (const box of boxes) links.push((link = sha256(linkText(link, box))));
  return links;
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
    this.addAll(seq, seq, status, fault);
  }

  /** As `add`, for all from `first` to `last`. */
  addAll(first: number, last: number, status: ScanResult['status'], fault?: string): void {
    const before = this.#last;
    if (before !== null && before.status === status && before.fault === fault) {
      before.last = last;
      return;
    }
    this.#last = { first, last, status, ...(fault !== undefined && { fault }) };
    this.list.push(this.#last);
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
  const last = first + upload.boxes.length - 1;
  const links = linksOf(upload);
  const texts = openBoxes(app, uploader.device, upload.sessions, upload.runs, upload.boxes, now);
  const { rows: records, alarms, named, since } = judge(texts, first, now);
  // Asked before the transaction: nobody should wait for the database while the signer is asked.
  const documents = nameDocuments(records);
  const known = knownOf(app, uploader, named);
  const oldest = oldestKeptDay(now);
  const oldestMs = dayStart(oldest);
  /** Nothing is wrong with any record, and none is of a day that is gone. */
  const areGood = since >= oldestMs && named.every((one) => faultInNames(known, one) === null);
  commitSafely(app);
  return transact(app, (inside) => {
    const { chain } = chainOf(inside, upload.chain, uploader, now);
    const held = stretchesOf(inside, chain);
    const rejected = rejectedLinks(inside, chain, first, last);
    const joined = joinStretch(held, first, links);
    const isNew = rejected.size === 0 && !held.some((one) => one.first <= last && one.last >= first);
    const moved =
      known.others.size === 0
        ? []
        : records.filter((row): row is ScanRow => typeof row !== 'string' && known.others.has(row.device));
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
    let fresh: ScanRow[] = [];
    let raised = [...alarms.values()];
    if (areGood && isNew && stored.size === 0) {
      fresh = records as ScanRow[];
      results.addAll(first, last, 'stored');
    } else {
      records.forEach((row, index) => {
        const seq = first + index;
        if (stored.has(seq)) return results.add(seq, 'duplicate');
        const fault =
          typeof row === 'string' ? row : faultInNames(known, { ...row, first: row.t, last: row.t });
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
      raised = fresh.flatMap(({ seq }) => alarms.get(seq) ?? []);
    }
    if (fresh.length > 0) insertScans(inside, chain, fresh);
    logDocuments(inside, documents, fresh);
    joinVisits(inside, chain, fresh);
    saveStretches(inside, chain, held, joined.stretches, { seq: last, signature: upload.signature });
    countIn(inside, 'scan', fresh.some((row) => row.drill) ? fresh.filter((row) => !row.drill) : fresh);
    countWays(inside, fresh);
    raiseNotices(inside, uploader, raised, (number) => known.sites.get(number)!, now);
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

/** POST sentry/scans */
export const scansRoute: Handler<typeof gateRoutes.uploadScans> = (asked) => {
  const { app } = asked;
  const sentry = asked.asker.account;
  const now = Date.now();
  const device = sentry.getInt('device');
  const uploader = { device, name: sentry.getString('name'), key: sentry.getString('key') };
  const answered = inTurn(app, device, now, () => {
    const text = asked.text();
    const hash = asked.e.request.header.get(uploadHashHeader);
    if (!security.equal(hash, security.hs256(text, uploadKey(device))))
      throw new Fault('hash', 'The upload is not as the device made it: something on the way changed it.');
    return ingest(app, uploader, uploadOf(objectOf(text)), now);
  });
  asked.tellBoards();
  return { ...answered, now };
};
