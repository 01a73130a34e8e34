import { ordinaryScan } from '../../domain/scan/ordinary-scan.ts';
import { faultInScan, type Scan } from '../../domain/scan/scan.ts';
import { scanRow, type ScanRow } from '../../domain/scan/scan-row.ts';
import { unpackScan } from '../../domain/scan/sealed-record.ts';
import { placesOf, type Places } from '../places/sentry-places.ts';
import { rows } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

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
  /** Each place and pairing that rows name, once. */
  named: NamedPlace[];
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
  const named = new Map<string, NamedPlace>();
  let since = Infinity;
  let place: NamedPlace = { site: 0, device: 0, first: 0, last: 0 };
  const judged = (text: string | null, seq: number): ScanRow | string => {
    if (text === null) return 'box';
    let row = ordinaryScan(text, seq);
    if (!row) {
      const read = unpackScan(text, seq);
      const fault = faultInScan(read);
      if (fault) return fault;
      // Alarms go further than the record does: no number of a document goes with them.
      row = scanRow(read as unknown as Scan);
      const { document: _document, ...scan } = read as unknown as Scan;
      // An emergency is no alarm about anybody: it is counted. A drill is not even that.
      if (scan.outcome !== 'admit' && !row.emergency && !row.drill) alarms.set(seq, scan);
    }
    if (row.t > now + mostAhead) return 't';
    if (row.t < since) since = row.t;
    const { t, site, device } = row;
    if (site !== place.site || device !== place.device) {
      const name = `${site}/${device}`;
      place = named.get(name) ?? { site, device, first: t, last: t };
      named.set(name, place);
    }
    if (t < place.first) place.first = t;
    if (t > place.last) place.last = t;
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
  places: Places;
}

/** A place and a pairing that records name, with the times of the first and the last of these records. */
export interface NamedPlace extends Pick<ScanRow, 'site' | 'device'> {
  first: number;
  last: number;
}

/** Sites by number, the named pairings whose records the uploading device may bring, and where they stood. */
export function knownOf(app: App, { device, key }: Uploader, named: readonly NamedPlace[]): Known {
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
    places: placesOf(
      app,
      device,
      key,
      named.map((one) => one.device),
    ),
  };
}

/**
 * What is wrong with records by the place and the pairing that they name: 'site' and 'device' are none, or none that this
 * device speaks for; 'place' was not the sentry's own at the time. Null when nothing is.
 */
export function faultInNames(
  { sites, devices, places }: Known,
  { site, device, first, last }: NamedPlace,
): 'site' | 'device' | 'place' | null {
  if (!sites.has(site)) return 'site';
  if (!devices.has(device)) return 'device';
  return places.hold({ site, device }, first, last) ? null : 'place';
}
