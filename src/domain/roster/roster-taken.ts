import { concat, utf8 } from '../bytes/bytes.ts';

/**
 * What a sentry signs with its own key once it has a version on its disk. Beside the signed statement of that version it proves what the
 * tablet had: an entry that is not in the statement was not on the tablet's roster any more.
 */
export interface RosterTaken {
  device: number;
  site: number;
  version: number;
  /** SHA-256 over the body of the statement, hexadecimal. */
  statement: string;
  /** By the sentry's clock, UTC ms. */
  at: number;
}

/** What the sentry signs (ECDSA P-256 with SHA-256). */
export function rosterTakenMessage(body: string): Uint8Array<ArrayBuffer> {
  return concat(utf8('HSC1-roster-taken\0'), utf8(body));
}

/** Reads an acknowledgement. Throws a RangeError when a part is missing or wrong. */
export function readRosterTaken(body: string): RosterTaken {
  let taken: Partial<RosterTaken> | null;
  try {
    taken = JSON.parse(body) as Partial<RosterTaken> | null;
  } catch {
    throw new RangeError('The acknowledgement is no JSON text.');
  }
  const { device, site, version, statement, at } = taken ?? {};
  const whole = [device, site, version, at].every((value) => Number.isSafeInteger(value) && value! >= 0);
  if (!whole) throw new RangeError('The acknowledgement lacks its device, site, version or time.');
  if (typeof statement !== 'string' || !/^[0-9a-f]{64}$/.test(statement))
    throw new RangeError('The acknowledgement lacks the hash of the statement.');
  return { device: device!, site: site!, version: version!, statement, at: at! };
}
