import { packFacts, unpackFacts } from '../policy/recorded-facts.ts';
import { outcomes } from '../policy/outcome.ts';
import type { Scan, ScanMeasurement } from './scan.ts';
import { temperatureDoubts, temperatureFormulas } from './temperature.ts';

/**
 * A scan as it lies on a device and as it travels: closed for everybody but the server, whose private key never was on the
 * device. docs/formats.md, "Sealed records", has it byte by byte.
 *
 * The device makes a P-256 key pair in memory at each start (a *session*) and agrees with the server's ingest key
 * (ECDH). From what both then know comes a chain of step keys, each the HMAC of the one before: the device forgets a step's
 * key when it goes on to the next, so what it closed before cannot be opened from its memory either.
 */
export interface SealedRecord {
  /** Position in its chain, from 1. */
  seq: number;
  /** The session's public key: 65 bytes uncompressed, base64url. */
  session: string;
  /** Which of the session's keys, from 0. */
  step: number;
  /** base64 (with padding) of 12 bytes nonce || AES-256-GCM of `packScan`'s text || 16 bytes tag. */
  box: string;
  /** The chain's link before this record, 64 hexadecimal characters. */
  before: string;
  /** When the scan was, UTC ms. In the clear on the device alone: ages and retention are counted by it. */
  t: number;
}

/** So many records are closed under one step's key at the most. */
export const recordsPerStep = 64;
/** A session has no more steps: a new one begins. */
export const mostSteps = 4096;

/** What is keyed with the agreement's secret (as hexadecimal text) to give the key of step 0. */
export function sessionText(session: string): string {
  return `HSC1-seal.${session}`;
}
/** What is keyed with a step's key (as hexadecimal text) to give the next step's. */
export const nextStepText = 'next';
/** What is keyed with a step's key to give the key that closes: the first 32 hexadecimal characters, taken as 32 bytes. */
export const boxKeyText = 'box';

/**
 * The text that is closed: a JSON list `[t, site, device, pass, outcome, policy, detail]`, and `detail` again a list
 * `[zone, body, surface, ambient, reasons, showing, boot, mono, facts, document, direction, group, measurement]`, of which those after
 * `facts` are left out where they and all after them say nothing, and which the server stores without the document. Both are only ever
 * added to at their end, so that a record of an older version still reads. `seq` is not in it: it is the record's place in
 * the chain.
 */
export function packScan(scan: Omit<Scan, 'seq'>): string {
  const { t, site, device, pass, outcome, policy } = scan;
  return JSON.stringify([t, site, device, pass, outcomes.indexOf(outcome), policy, packDetail(scan)]);
}

/** The parts of a scan that are looked at one scan at a time. */
export function packDetail(scan: Omit<Scan, 'seq'>): unknown[] {
  const { zone, body, surface, ambient, reasons, showing, boot, mono, facts } = scan;
  const detail = [
    zone,
    body,
    surface,
    ambient,
    reasons,
    showing,
    boot,
    mono,
    facts ? packFacts(facts) : null,
  ];
  const { document = null, direction = null, group = null, measurement } = scan;
  if (measurement) return [...detail, document, direction, group, packMeasurement(measurement)];
  if (document === null && direction === null && group === null) return detail;
  return [...detail, document, direction, group];
}

/** Formula and doubt by their places in the lists, to which is only ever added at their end. */
function packMeasurement({ distance, formula, uncertainty, doubt, first }: ScanMeasurement): unknown[] {
  return [
    distance,
    temperatureFormulas.indexOf(formula),
    uncertainty,
    doubt === null ? null : temperatureDoubts.indexOf(doubt),
    ...(first ? [first.body, first.surface] : []),
  ];
}

/** As it was packed; what is no such list comes out as a fault. */
function unpackMeasurement(packed: unknown): unknown {
  if (!Array.isArray(packed) || (packed.length !== 4 && packed.length !== 6)) return null;
  const [distance, formula, uncertainty, doubt, ...first] = packed as unknown[];
  const named = (list: readonly string[], at: unknown): string | undefined =>
    typeof at === 'number' ? list[at] : undefined;
  return {
    distance,
    formula: named(temperatureFormulas, formula),
    uncertainty,
    doubt: doubt === null ? null : named(temperatureDoubts, doubt),
    ...(first.length > 0 && { first: { body: first[0], surface: first[1] } }),
  };
}

/** Where each part lies in `detail`, for queries. */
export const detailAt = {
  zone: 0,
  body: 1,
  surface: 2,
  ambient: 3,
  reasons: 4,
  showing: 5,
  boot: 6,
  mono: 7,
  facts: 8,
  direction: 10,
  group: 11,
} as const;

/**
 * The scan of a text that `packScan` made, with its seq. What comes out has the shape of a scan and is no more believed than
 * what came in: `faultInScan` judges it. Null when the text is no such list.
 */
export function unpackScan(text: string, seq: number): { [field: string]: unknown } | null {
  let values: unknown;
  try {
    values = JSON.parse(text);
  } catch {
    return null;
  }
  if (!Array.isArray(values) || values.length < 7 || !Array.isArray(values[6])) return null;
  const [t, site, device, pass, outcome, policy, detail] = values as [...unknown[], unknown[]] & unknown[];
  const [zone, body, surface, ambient, reasons, showing, boot, mono, packed, ...later] = detail as unknown[];
  const scan: { [field: string]: unknown } = {
    seq,
    t,
    site,
    zone,
    device,
    pass,
    outcome: typeof outcome === 'number' ? outcomes[outcome] : null,
    reasons,
    body,
    surface,
    ambient,
    policy,
    showing,
    boot,
    mono,
  };
  // Facts that are there and wrong are a fault, not missing.
  if (packed !== null && packed !== undefined) scan['facts'] = unpackFacts(packed);
  for (const [index, name] of (['document', 'direction', 'group'] as const).entries())
    if (later[index] !== null && later[index] !== undefined) scan[name] = later[index];
  const measurement = later[3];
  if (measurement !== null && measurement !== undefined) scan['measurement'] = unpackMeasurement(measurement);
  return scan;
}
