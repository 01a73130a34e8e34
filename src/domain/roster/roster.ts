import { concat, utf8 } from '../bytes/bytes.ts';
import type { HealthStatus } from '../person/health-status.ts';

/**
 * Who belongs to a site (its staff, its residents), for the sentries of that site alone. What is signed says in the clear which entries
 * the version has, by numbers that lead to nobody outside the server, so that anybody can be shown that an entry is no longer in it; who they
 * are at the gate lies in a sealed text beside it. Bytes and an example stand in docs/formats.md.
 */

export const rosterKinds = ['staff', 'resident', 'visitor', 'contractor'] as const;
export type RosterKind = (typeof rosterKinds)[number];

/** The most entries of one site: with more a sentry's roster would be a register of a town. */
export const mostInRoster = 1000;

/** What the server states of one version. */
export interface RosterStatement {
  site: number;
  /** Rises with every change; a sentry never takes a lower one. */
  version: number;
  /** When it was made, UTC ms. */
  at: number;
  /** Which of the site's shifts' keys opens it. */
  shift: number;
  /** Numbers of the entries in it, ascending. */
  entries: number[];
  /** SHA-256 over the sealed text (ASCII), hexadecimal. */
  sha256: string;
}

/** A roster as it travels: the very text that was signed, r||s over `rosterMessage(body)`, and the sealed text. */
export interface SignedRoster {
  body: string;
  /** The id of one of the charter's `wordKeys`. */
  key: number;
  signature: string;
  /** base64 (with padding) of 12 bytes nonce || AES-256-GCM of `packRoster` || 16 bytes tag. */
  sealed: string;
  /** The site's key of documents (roster-card.ts), sealed in the same way with the same key; left out where it knows no document. */
  cardKey?: string;
}

/** One person as a sentry knows them: no name, which the shown pass says by itself. */
export interface RosterEntry {
  /** The entry's number. */
  number: number;
  kind: RosterKind;
  /** The owner's word for where they belong; '' for none. */
  group: string;
  /** The first and the last day, YYYYMMDD; 0: no first, or no last, is set. */
  from: number;
  until: number;
  /** The passes that are valid now, those on paper among them: 16 hexadecimal characters each. */
  passes: string[];
  /** Tags of their documents (roster-card.ts). */
  cards?: string[];
  /** How they were when the version was made, of who has a tag alone: a document says nothing of it by itself. */
  status?: HealthStatus;
}

/** What the server signs (ECDSA P-256 with SHA-256). */
export function rosterMessage(body: string): Uint8Array<ArrayBuffer> {
  return concat(utf8('HSC1-roster\0'), utf8(body));
}

export function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** Reads the text of a roster whose signature has been verified. Throws a RangeError when a part is missing or wrong. */
export function readRoster(body: string): RosterStatement {
  let roster: Partial<RosterStatement> | null;
  try {
    roster = JSON.parse(body) as Partial<RosterStatement> | null;
  } catch {
    throw new RangeError('The roster is no JSON text.');
  }
  const { site, version, at, shift, entries, sha256 } = roster ?? {};
  if (![site, version, at, shift].every(isWhole))
    throw new RangeError('The roster lacks its site, its version, its time or its shift.');
  const ascends =
    Array.isArray(entries) &&
    entries.length <= mostInRoster &&
    entries.every((number, index) => isWhole(number) && (index === 0 || number > entries[index - 1]!));
  if (!ascends) throw new RangeError('The entries of the roster are no numbers, or do not ascend.');
  if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256))
    throw new RangeError('The roster lacks the hash of what is sealed.');
  return { site: site!, version: version!, at: at!, shift: shift!, entries: entries!, sha256 };
}

/** Whether an entry holds on a day of the district (YYYYMMDD). */
export function holdsOn({ from, until }: Pick<RosterEntry, 'from' | 'until'>, day: number): boolean {
  return day >= from && (until === 0 || day <= until);
}

/**
 * What is keyed with a shift's key (HMAC-SHA-256, both as ASCII texts) to give the key that seals one version: the first 32 hexadecimal
 * characters, taken as 32 bytes.
 */
export function rosterKeyText(site: number, version: number): string {
  return `HSC1-roster-key.${site}.${version}`;
}
