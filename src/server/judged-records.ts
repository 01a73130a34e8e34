import { ordinaryScan } from '../domain/ordinary-scan.ts';
import { faultInScan, type Scan } from '../domain/scan.ts';
import { scanRow, type ScanRow } from '../domain/scan-row.ts';
import { unpackScan } from '../domain/sealed-record.ts';
import { rows } from './sql.ts';
import type { App } from './vm.ts';

/** A device's clock may be this far ahead; a scan from further on is nobody's. */
const mostAhead = 24 * 3_600_000;

/** The sentry that uploads, as notices name it. */
export interface Uploader {
  device: number;
  name: string;
  /** The device's public key. */
  key: string;
}

/**
 * Records as they are judged before it is known whether they are new: a row to store, or what is wrong with the record. Of
 * one that is an alarm all is kept.
 */
export interface Judged {
  rows: (ScanRow | string)[];
  alarms: Map<number, Scan>;
  /** Each that a row names, once. */
  named: Named[];
  /** The earliest scan; -Infinity when something is wrong with one of the records. */
  since: number;
}

/**
 * Judges what was in an upload's boxes.
 * @param texts null for a box that could not be opened
 * @param first the place of the first of them in their chain
 */
export function judge(texts: readonly (string | null)[], first: number, now: number): Judged {
  const alarms = new Map<number, Scan>();
  const named = new Map<string, Named>();
  let since = Infinity;
  let good = { site: 0, device: 0 };
  const judged = (text: string | null, seq: number): ScanRow | string => {
    if (text === null) return 'box';
    let row = ordinaryScan(text, seq);
    if (!row) {
      const read = unpackScan(text, seq);
      const fault = faultInScan(read);
      if (fault) return fault;
      const scan = read as unknown as Scan;
      if (scan.outcome !== 'admit') alarms.set(seq, scan);
      row = scanRow(scan);
    }
    if (row.t > now + mostAhead) return 't';
    if (row.t < since) since = row.t;
    if (row.site !== good.site || row.device !== good.device) {
      good = row;
      named.set(`${row.site}/${row.device}`, row);
    }
    return row;
  };
  const rows = texts.map((text, index) => {
    const row = judged(text, first + index);
    if (typeof row === 'string') since = -Infinity;
    return row;
  });
  return { rows, alarms, named: [...named.values()], since };
}

/** Sites and devices that scans name, as far as they are known. */
export interface Known {
  sites: ReadonlyMap<number, string>;
  /** Of the named pairings those whose records this device may bring: those of its key, and others of its site. */
  devices: ReadonlySet<number>;
  /** Of these the ones of another key: a tablet that lost its key brings what it recorded before. */
  others: ReadonlySet<number>;
}

/** A place and a pairing that records name. */
type Named = Pick<ScanRow, 'site' | 'device'>;

/** Sites by number, and the named pairings whose records the uploading device may bring. */
export function knownOf(app: App, { device, key }: Uploader, named: readonly Named[]): Known {
  const found = rows<{ number: number; site: string | null; own: number }>(
    app,
    ['number', 'site', 'own'],
    `select number, id as site, 0 as own from sites where number in (select value from json_each({:sites}))
     union all
     select device, null, key = {:key} from sentries
     where device in (select value from json_each({:devices}))
       and (key = {:key} or site = (select site from sentries where device = {:device}))`,
    {
      sites: JSON.stringify(named.map((one) => one.site)),
      devices: JSON.stringify(named.map((one) => one.device)),
      key,
      device,
    },
  );
  const pairings = found.filter(({ site }) => site === null);
  return {
    sites: new Map(found.flatMap(({ number, site }) => (site === null ? [] : [[number, site] as const]))),
    devices: new Set(pairings.map(({ number }) => number)),
    others: new Set(pairings.filter(({ own }) => own === 0).map(({ number }) => number)),
  };
}

/** What is wrong with a record that names a place or a pairing which is not there; null when nothing is. */
export function faultInNames({ sites, devices }: Known, { site, device }: Named): 'site' | 'device' | null {
  if (!sites.has(site)) return 'site';
  return devices.has(device) ? null : 'device';
}
