import { certificatesIn, trustEntryOf } from '../../credentials/hcert/certificate-import.ts';
import { readHashBatch, withBatch } from '../../credentials/hcert/hash-batch-import.ts';
import { revocationListOf, trustEntriesOf } from '../../credentials/smart-health-card/key-set-import.ts';
import type { HashList } from '../../domain/credential/hash-lists.ts';
import { longestImport } from '../../domain/credential/trust-forms.ts';
import {
  readTrustList,
  type RevocationList,
  type TrustEntry,
  type TrustList,
} from '../../domain/credential/trust-list.ts';

/** Why nothing could be taken in. */
export type ImportFaultCode =
  | 'empty'
  | 'too-long'
  | 'not-readable' // neither certificate nor JSON
  | 'not-json'
  | 'not-key-set' // JSON, but neither a key set nor a list of what was called back
  | 'not-batch' // a batch of hashes that breaks its form, or does not fit any more
  | 'certificate' // one certificate of the file is none, or has a key that is not accepted
  | 'no-key' // a key set of which no key can be taken
  | 'no-name' // key sets name nobody
  | 'no-such-key' // a revocation list of a key that is not there
  | 'old-list'; // a revocation list older than the one there

/** Nothing was taken in. The message says why in English, for those who made the file. */
export class ImportFault extends Error {
  constructor(
    readonly code: ImportFaultCode,
    message = '',
    /** Which certificate of how many. */
    readonly position: { number: number; of: number } | null = null,
  ) {
    super(message);
    this.name = 'ImportFault';
  }
}

/** What taking in a file gave. */
export interface Imported {
  trust: TrustList;
  added: TrustEntry[];
  /** How many were there already, under the same id with the same key. */
  known: number;
  /** Keys of a key set that were left out, and why. */
  refused: { kid: string; why: string }[];
  revocations: RevocationList | null;
  /** The list that a batch of hashes was put into. */
  hashList?: HashList;
}

/** What the person says of the issuer. Empty: nothing. */
export interface GivenIssuer {
  name: string;
  /** The address that SMART Health Cards must state as `iss`. */
  iss: string;
}

/**
 * Adds what is in a file, or a pasted text, to a trust list: certificates (PEM with one or several, base64, DER), a key set
 * (JWKS), a revocation list, or a batch of hashes of certificates called back.
 * @throws ImportFault when it cannot be read; the list given is never changed
 */
export async function importTrust(
  file: Uint8Array<ArrayBuffer>,
  trust: TrustList,
  issuer: GivenIssuer,
): Promise<Imported> {
  if (file.length > longestImport) throw new ImportFault('too-long');
  // A lone byte order mark, as some editors write, is no content.
  const text = new TextDecoder().decode(file).trim();
  if (text === '') throw new ImportFault('empty');
  if (text.startsWith('{') || text.startsWith('[')) return importJson(text, trust, issuer);
  return importCertificates(file, trust, issuer);
}

async function importCertificates(
  file: Uint8Array<ArrayBuffer>,
  trust: TrustList,
  { name }: GivenIssuer,
): Promise<Imported> {
  let certificates: Uint8Array<ArrayBuffer>[];
  try {
    certificates = certificatesIn(file);
  } catch {
    throw new ImportFault('not-readable');
  }
  const found: TrustEntry[] = [];
  for (const [index, certificate] of certificates.entries()) {
    try {
      const entry = await trustEntryOf(certificate, name || undefined);
      found.push(...readTrustList({ entries: [entry], revocations: [] }).entries);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      const position = { number: index + 1, of: certificates.length };
      throw new ImportFault('certificate', error.message, position);
    }
  }
  return { ...withKeys(trust, found), refused: [], revocations: null };
}

async function importJson(text: string, trust: TrustList, issuer: GivenIssuer): Promise<Imported> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ImportFault('not-json', (error as Error).message);
  }
  if (isPart(value) && Object.hasOwn(value, 'rids')) return importRevocations(value, trust);
  if (isPart(value) && Object.hasOwn(value, 'hashType')) return importBatch(value, trust);
  if (!isPart(value) || !Array.isArray(value['keys'])) throw new ImportFault('not-key-set');
  if (issuer.name === '') throw new ImportFault('no-name');
  const { entries, refused } = await trustEntriesOf(value, { name: issuer.name, iss: issuer.iss || null });
  if (entries.length === 0) throw new ImportFault('no-key', refused[0]?.why);
  return { ...withKeys(trust, entries), refused, revocations: null };
}

function importRevocations(value: unknown, trust: TrustList): Imported {
  let list: RevocationList;
  try {
    list = revocationListOf(value);
  } catch (error) {
    throw new ImportFault('not-key-set', (error as Error).message);
  }
  const { kid, ctr } = list;
  if (!trust.entries.some((entry) => entry.kind === 'jwk' && entry.kid === kid)) {
    throw new ImportFault('no-such-key', kid);
  }
  if (trust.revocations.some((old) => old.kid === kid && old.ctr > ctr)) {
    throw new ImportFault('old-list', String(ctr));
  }
  const revocations = [...trust.revocations.filter((old) => old.kid !== kid), list];
  // A key set taken in before this list may state an older number: the newest list is the one that counts.
  const entries = trust.entries.map((entry) =>
    entry.kind === 'jwk' && entry.kid === kid
      ? { ...entry, crlVersion: Math.max(entry.crlVersion ?? 0, ctr) }
      : entry,
  );
  return { trust: { ...trust, entries, revocations }, added: [], known: 0, refused: [], revocations: list };
}

function importBatch(value: unknown, trust: TrustList): Imported {
  try {
    const { lists, list } = withBatch(trust.hashLists ?? [], readHashBatch(value));
    // From now on a list that is missing is one too few: nobody shall be admitted for want of it.
    const entries = trust.entries.map((entry) =>
      entry.kind === 'x509' && entry.kid === list.kid
        ? { ...entry, crlVersion: Math.max(entry.crlVersion ?? 0, list.ctr) }
        : entry,
    );
    const next = { ...trust, entries, hashLists: lists };
    readTrustList(next);
    return { trust: next, added: [], known: 0, refused: [], revocations: null, hashList: list };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ImportFault('not-batch', error.message);
  }
}

function isPart(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** Two certificates may share an id: the same key under the same id alone is the same entry. */
export function sameKey(a: TrustEntry, b: TrustEntry): boolean {
  return a.kid === b.kid && a.key === b.key && a.kind === b.kind;
}

function withKeys(
  trust: TrustList,
  found: readonly TrustEntry[],
): Pick<Imported, 'trust' | 'added' | 'known'> {
  const added: TrustEntry[] = [];
  for (const entry of found) {
    if (![...trust.entries, ...added].some((other) => sameKey(other, entry))) added.push(entry);
  }
  return {
    trust: { ...trust, entries: [...trust.entries, ...added] },
    added,
    known: found.length - added.length,
  };
}

/** A list without one key, and without the revocation list that no other key then needs. */
export function withoutKey(trust: TrustList, gone: TrustEntry): TrustList {
  const entries = trust.entries.filter((entry) => !sameKey(entry, gone));
  const needed = entries.some(({ kid }) => kid === gone.kid);
  return {
    ...trust,
    entries,
    revocations: needed ? trust.revocations : trust.revocations.filter(({ kid }) => kid !== gone.kid),
  };
}

/** A list in which one key's entry is another. */
export function withKeyChanged(trust: TrustList, changed: TrustEntry): TrustList {
  return { ...trust, entries: trust.entries.map((entry) => (sameKey(entry, changed) ? changed : entry)) };
}
