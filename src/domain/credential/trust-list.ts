import { readHashLists, type HashList } from './hash-lists.ts';

/**
 * Whose signatures on foreign credentials are believed: the keys the authority has taken in, and which cards their
 * issuers have called back. Part of the signed bundle, so it names nobody and holds public values alone.
 */

/** What a foreign credential can state, and a key can be limited to. */
export const factKinds = ['vaccination', 'test', 'recovery'] as const;
export type FactKind = (typeof factKinds)[number];

/** One key. */
export interface TrustEntry {
  /**
   * As credentials name the key. x509: the first 8 bytes of the certificate's SHA-256, base64url (two certificates may
   * share one). jwk: the `kid` of the key set.
   */
  kid: string;
  /** Who signs with it, for people to read. */
  issuer: string;
  /** Where the key came from, and with it what it may sign: x509 HC1 credentials, jwk SMART Health Cards. */
  kind: 'x509' | 'jwk';
  /** x509: the certificate's SubjectPublicKeyInfo (DER). jwk: the P-256 point (65 bytes, 04 || X || Y). base64url. */
  key: string;
  /** From when and until when (inclusive) the key is believed, UTC ms; null: no limit. */
  notBefore: number | null;
  notAfter: number | null;
  /** The only kinds of statements it may sign; null: any. */
  usages: FactKind[] | null;
  /** Set by the authority: nothing the key signed is believed while it is true. */
  suspended: boolean;
  /** jwk: the `iss` its cards must state; null: not checked. */
  iss: string | null;
  /**
   * The number of the issuer's newest revocation list (jwk: as its key set states it; x509: of its newest hash list); null: it
   * keeps none.
   */
  crlVersion: number | null;
}

/** Cards that one key's issuer has called back. */
export interface RevocationList {
  kid: string;
  /** Rises with every change. */
  ctr: number;
  /** `rid`, or `rid.timestamp`: only cards issued before that second (Unix time) are revoked. */
  rids: string[];
}

export interface TrustList {
  entries: TrustEntry[];
  revocations: RevocationList[];
  /** Single health certificates called back. Left out where there are none, and in bundles of earlier versions. */
  hashLists?: HashList[];
}

/** The list that believes nobody. */
export const emptyTrustList: TrustList = { entries: [], revocations: [] };

/** Whether a key is believed at `now` (UTC ms), and if not, why. */
export function keyStanding(
  entry: Pick<TrustEntry, 'notBefore' | 'notAfter' | 'suspended'>,
  now: number,
): 'in-force' | 'suspended' | 'not-yet-in-force' | 'no-longer-in-force' {
  if (entry.suspended) return 'suspended';
  // Asked this way round, a clock that gives no number puts no dated key in force.
  if (entry.notBefore !== null && !(now >= entry.notBefore)) return 'not-yet-in-force';
  if (entry.notAfter !== null && !(now <= entry.notAfter)) return 'no-longer-in-force';
  return 'in-force';
}

/**
 * Whether a card of this key has been called back.
 * @param issuedAt the card's `nbf`, UTC ms
 * @returns 'unknown' when the issuer keeps a revocation list and the one at hand is missing or older than stated
 */
export function revocation(
  list: TrustList,
  entry: TrustEntry,
  rid: string | null,
  issuedAt: number,
): 'revoked' | 'not-revoked' | 'unknown' {
  const own = list.revocations.filter(({ kid }) => kid === entry.kid);
  const named = own.some(({ rids }) => rids.some((text) => names(text, rid, issuedAt)));
  if (named) return 'revoked';
  if (entry.crlVersion === null) return 'not-revoked';
  return own.some(({ ctr }) => ctr >= entry.crlVersion!) ? 'not-revoked' : 'unknown';
}

function names(text: string, rid: string | null, issuedAt: number): boolean {
  const dot = text.indexOf('.');
  if (dot < 0) return text === rid;
  return text.slice(0, dot) === rid && issuedAt < Number(text.slice(dot + 1)) * 1000;
}

const maxEntries = 20_000;
const maxRids = 200_000;

/**
 * Reads a trust list that came as JSON; only known fields are taken over. Throws a RangeError that names the entry and
 * the field when one is missing or of a wrong form.
 */
export function readTrustList(value: unknown): TrustList {
  const entries = listOf(field(value, 'entries'), 'entries', maxEntries);
  const revocations = listOf(field(value, 'revocations'), 'revocations', maxEntries);
  const hashLists = readHashLists(field(value, 'hashLists'));
  return {
    entries: entries.map(readEntry),
    revocations: revocations.map(readRevocations),
    ...(hashLists.length > 0 && { hashLists }),
  };
}

function readEntry(value: unknown, index: number): TrustEntry {
  const where = `Entry ${index + 1} of the trust list`;
  const text = (name: string, pattern: RegExp): string => {
    const found = field(value, name);
    if (typeof found !== 'string' || !pattern.test(found)) throw new RangeError(`${where}: wrong ${name}.`);
    return found;
  };
  const orNull = <T>(name: string, valid: (found: unknown) => found is T): T | null => {
    const found = field(value, name) ?? null;
    if (found !== null && !valid(found)) throw new RangeError(`${where}: wrong ${name}.`);
    return found;
  };
  const suspended = field(value, 'suspended');
  if (typeof suspended !== 'boolean') throw new RangeError(`${where}: wrong suspended.`);
  const usages = orNull('usages', isUsages);
  return {
    kid: text('kid', /^[\w-]{1,128}$/),
    // oxlint-disable-next-line no-control-regex -- a name for people holds no control characters
    issuer: text('issuer', /^[^\u0000-\u001f\u007f-\u009f]{1,200}$/),
    kind: text('kind', /^(x509|jwk)$/) as TrustEntry['kind'],
    key: text('key', /^[\w-]{40,4000}$/),
    notBefore: orNull('notBefore', isWhole),
    notAfter: orNull('notAfter', isWhole),
    usages: usages && [...usages],
    suspended,
    iss: orNull('iss', isText),
    crlVersion: orNull('crlVersion', isWhole),
  };
}

function readRevocations(value: unknown, index: number): RevocationList {
  const where = `Revocation list ${index + 1}`;
  const kid = field(value, 'kid');
  const ctr = field(value, 'ctr');
  const rids = listOf(field(value, 'rids'), `rids of revocation list ${index + 1}`, maxRids);
  if (!isText(kid) || !isWhole(ctr)) throw new RangeError(`${where}: wrong kid or ctr.`);
  const wrong = rids.find((rid) => typeof rid !== 'string' || !/^[\w-]{1,64}(\.\d{1,12})?$/.test(rid));
  if (wrong !== undefined) throw new RangeError(`${where}: ${JSON.stringify(wrong)} is no revocation id.`);
  return { kid, ctr, rids: [...(rids as string[])] };
}

/** An own field of an object, so that nothing inherited is ever taken for content. */
function field(value: unknown, name: string): unknown {
  if (value === null || typeof value !== 'object' || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}

function listOf(value: unknown, what: string, most: number): unknown[] {
  if (!Array.isArray(value)) throw new RangeError(`The trust list has no ${what}.`);
  if (value.length > most) throw new RangeError(`The trust list has more than ${most} ${what}.`);
  return value;
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= 500;
}

function isUsages(value: unknown): value is FactKind[] {
  return Array.isArray(value) && value.every((kind) => (factKinds as readonly unknown[]).includes(kind));
}
