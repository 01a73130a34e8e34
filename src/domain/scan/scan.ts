import { isDocumentNumber } from '../document/document-number.ts';
import type { Facts } from '../policy/facts.ts';
import { outcomes, type Outcome } from '../policy/outcome.ts';
import { faultInFacts } from '../policy/recorded-facts.ts';
import { temperatureDoubts, temperatureFormulas, type MeasuredTemperature } from './temperature.ts';

/**
 * One passage at a sentry as it is stored on the device and uploaded. It carries no name and no number of a person: a pass
 * id, new for every pass, is all that leads to one, and only through the server.
 */
export interface Scan {
  /** The record's place in its device's chain, from 1 (scan-chain.ts). */
  seq: number;
  /** When, UTC ms by the device's clock. */
  t: number;
  /** The site's and the zone's number; zone 0 when the sentry stands at none. */
  site: number;
  zone: number;
  /** The number of the pairing under which it was made. */
  device: number;
  /** 16 hexadecimal characters; null when nothing was proved. */
  pass: string | null;
  outcome: Outcome;
  /** Ids of the rules that spoke against admission, the worst first; the first 16 of them. */
  reasons: string[];
  /** Centi-degrees Celsius; null when none was measured. What was measured is kept beside what was computed. */
  body: number | null;
  surface: number | null;
  ambient: number | null;
  /**
   * How `body` was come by, ± what, at which distance, why it decided nothing, and what was measured before it; left out where nothing was measured, and by
   * versions that did not record it.
   */
  measurement?: ScanMeasurement;
  /** By which policy it was decided. */
  policy: number;
  /** The holder's showing as base64url: proof of presence; null when nothing was proved. */
  showing: string | null;
  /** Which start of the device this was (8 hexadecimal characters) and the ms since that start: they date a wrong clock. */
  boot: string;
  mono: number;
  /** What it was decided on, so that another policy can be asked; left out by versions that did not record it. */
  facts?: Facts;
  /**
   * The number of a document that was shown, where the server could not say whose it is: so that the passage can be found later. It lies
   * sealed with the rest of the record, and the server keeps what it is found by alone.
   */
  document?: string;
  /** Which way the person went; left out where the sentry is not told. */
  direction?: Direction;
  /** Persons who came together have one number among those of one start of the device; left out of all others. */
  group?: number;
}

export const directions = ['in', 'out'] as const;
export type Direction = (typeof directions)[number];

export type ScanMeasurement = Pick<
  MeasuredTemperature,
  'distance' | 'formula' | 'uncertainty' | 'doubt' | 'first'
>;

/** The most reasons one record holds. */
export const maxReasonsInScan = 16;
const limits = { reasonLength: 40, showing: 120 };

function isWhole(value: unknown, min: number, max: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
}

function isMeasurement(value: unknown): value is ScanMeasurement {
  if (value === null || typeof value !== 'object') return false;
  const { distance, formula, uncertainty, doubt, first, ...others } = value as Record<string, unknown>;
  return (
    Object.keys(others).length === 0 &&
    (first === undefined || isFirst(first)) &&
    isWholeOrNull(distance, 0, 9999) &&
    temperatureFormulas.some((known) => known === formula) &&
    isWholeOrNull(uncertainty, 0, 9999) &&
    (doubt === null || temperatureDoubts.some((known) => known === doubt))
  );
}

function isFirst(value: unknown): boolean {
  if (value === null || typeof value !== 'object') return false;
  const { body, surface, ...others } = value as Record<string, unknown>;
  return Object.keys(others).length === 0 && isCentiDegrees(body) && isCentiDegrees(surface);
}

function isCentiDegrees(value: unknown): boolean {
  return isWholeOrNull(value, -5000, 20000);
}

function isWholeOrNull(value: unknown, min: number, max: number): boolean {
  return value === null || isWhole(value, min, max);
}

/**
 * Checks a record from outside. Answers null when it is a Scan, else the name of the first field that is not as it should
 * be: the server rejects the record with it, and the sentry lists it.
 */
export function faultInScan(value: unknown): string | null {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return 'record';
  const scan = value as Record<string, unknown>;
  if (!isWhole(scan['seq'], 1, Number.MAX_SAFE_INTEGER)) return 'seq';
  if (!isWhole(scan['t'], Date.UTC(2024, 0, 1), Date.UTC(2100, 0, 1))) return 't';
  if (!isWhole(scan['site'], 1, 0x7fffffff)) return 'site';
  if (!isWhole(scan['zone'], 0, 0x7fffffff)) return 'zone';
  if (!isWhole(scan['device'], 1, 0x7fffffff)) return 'device';
  if (scan['pass'] !== null && !(typeof scan['pass'] === 'string' && /^[0-9a-f]{16}$/.test(scan['pass'])))
    return 'pass';
  if (!outcomes.includes(scan['outcome'] as Outcome)) return 'outcome';
  const reasons = scan['reasons'];
  if (
    !Array.isArray(reasons) ||
    reasons.length > maxReasonsInScan ||
    !reasons.every(
      (id) => typeof id === 'string' && id.length <= limits.reasonLength && /^[a-z0-9.-]+$/.test(id),
    )
  ) {
    return 'reasons';
  }
  for (const field of ['body', 'surface', 'ambient']) {
    if (!isCentiDegrees(scan[field])) return field;
  }
  if (scan['measurement'] !== undefined && !isMeasurement(scan['measurement'])) return 'measurement';
  if (!isWhole(scan['policy'], 0, Number.MAX_SAFE_INTEGER)) return 'policy';
  const showing = scan['showing'];
  if (
    showing !== null &&
    !(typeof showing === 'string' && showing.length <= limits.showing && /^[\w-]*$/.test(showing))
  ) {
    return 'showing';
  }
  if (!(typeof scan['boot'] === 'string' && /^[0-9a-f]{8}$/.test(scan['boot']))) return 'boot';
  if (!isWhole(scan['mono'], 0, Number.MAX_SAFE_INTEGER)) return 'mono';
  if (scan['facts'] !== undefined && faultInFacts(scan['facts']) !== null) return 'facts';
  const { document, direction, group } = scan;
  if (document !== undefined && !(typeof document === 'string' && isDocumentNumber(document)))
    return 'document';
  if (direction !== undefined && !directions.includes(direction as Direction)) return 'direction';
  if (group !== undefined && !isWhole(group, 1, 999_999_999)) return 'group';
  return null;
}
