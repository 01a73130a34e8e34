import { base64url, fromBase64url } from '../../domain/bytes/bytes.ts';
import { keyStanding, type TrustEntry, type TrustList } from '../../domain/credential/trust-list.ts';
import type { ForeignProof, ForeignReason } from './foreign.ts';
import { readSignerKey } from '../hcert/x509.ts';
import { verifies, verifyingKey } from '../bytes/p256.ts';

export type SignatureAlgorithm = 'ES256' | 'PS256';

interface ImportedKey {
  algorithm: SignatureAlgorithm;
  key: CryptoKey;
}

/** What looking for the signer of a message found. */
export type Signer =
  | { entry: TrustEntry }
  | { proof: Exclude<ForeignProof, 'proved'>; reason: ForeignReason; name: string | null };

/** A credential without a key id is tried against every key of a list up to this length; a longer list needs the id. */
const mostWithoutKid = 32;

const rsaPss = { name: 'RSA-PSS', hash: 'SHA-256' } as const;
const es256Bytes = 64;

/** The keys of a trust list, found by id and imported when first needed. */
export class TrustedKeys {
  readonly #byKid = new Map<string, TrustEntry[]>();
  readonly #imported = new Map<TrustEntry, Promise<ImportedKey | null>>();

  constructor(readonly list: TrustList) {
    for (const entry of list.entries) {
      const name = `${entry.kind} ${entry.kid}`;
      this.#byKid.set(name, [...(this.#byKid.get(name) ?? []), entry]);
    }
  }

  /** The keys a credential may have been signed with. */
  #candidates(kind: TrustEntry['kind'], kid: string | null): TrustEntry[] {
    if (kid !== null) return this.#byKid.get(`${kind} ${kid}`) ?? [];
    const all = this.list.entries.filter((entry) => entry.kind === kind);
    return all.length <= mostWithoutKid ? all : [];
  }

  /**
   * Which key of the list signed one of `messages` (the forms it may have been signed in). Every key of that id is tried;
   * one in force is preferred over one that is not.
   */
  async signer(given: {
    kind: TrustEntry['kind'];
    kid: string | null;
    algorithm: SignatureAlgorithm;
    signature: Uint8Array<ArrayBuffer>;
    messages: Uint8Array<ArrayBuffer>[];
    now: number;
  }): Promise<Signer> {
    const candidates = this.#candidates(given.kind, given.kid);
    const name = candidates[0]?.issuer ?? null;
    if (candidates.length === 0) return { proof: 'unknown-issuer', reason: 'no-such-key', name };
    let usable = 0;
    let resting: Signer | null = null;
    for (const entry of candidates) {
      const imported = await this.#key(entry);
      if (!imported) continue;
      usable++;
      if (imported.algorithm !== given.algorithm) continue;
      const signed = await anyAsync(given.messages, (message) => holds(imported, given.signature, message));
      if (!signed) continue;
      const standing = keyStanding(entry, given.now);
      if (standing === 'in-force') return { entry };
      resting = { proof: 'suspended-issuer', reason: `key-${standing}`, name: entry.issuer };
    }
    if (resting) return resting;
    if (usable === 0) return { proof: 'unknown-issuer', reason: 'key-unusable', name };
    return { proof: 'forged', reason: 'signature-wrong', name };
  }

  #key(entry: TrustEntry): Promise<ImportedKey | null> {
    let key = this.#imported.get(entry);
    if (!key) {
      key = importKey(entry).catch(() => null);
      this.#imported.set(entry, key);
    }
    return key;
  }
}

const keysOfLists = new WeakMap<TrustList, TrustedKeys>();

/** The keys of a list, the same ones for the same list: importing a key takes longer than using it. */
export function trustedKeys(list: TrustList): TrustedKeys {
  let keys = keysOfLists.get(list);
  if (!keys) {
    keys = new TrustedKeys(list);
    keysOfLists.set(list, keys);
  }
  return keys;
}

async function anyAsync<T>(items: T[], test: (item: T) => Promise<boolean>): Promise<boolean> {
  for (const item of items) if (await test(item)) return true;
  return false;
}

async function importKey(entry: TrustEntry): Promise<ImportedKey> {
  const bytes = fromBase64url(entry.key);
  if (entry.kind === 'jwk') return { algorithm: 'ES256', key: await verifyingKey(bytes) };
  const signer = readSignerKey(bytes);
  if (signer.algorithm === 'ES256') return { algorithm: 'ES256', key: await verifyingKey(signer.point) };
  const key = await crypto.subtle.importKey('spki', signer.publicKey, rsaPss, false, ['verify']);
  return { algorithm: 'PS256', key };
}

async function holds(
  { algorithm, key }: ImportedKey,
  signature: Uint8Array<ArrayBuffer>,
  message: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  if (algorithm === 'ES256')
    return signature.length === es256Bytes && (await verifies(key, signature, message));
  // The salt is as long as the hash (RFC 8230 section 2).
  return crypto.subtle.verify({ name: 'RSA-PSS', saltLength: 32 }, key, signature, message);
}

/** How trust lists and answers write a key id of bytes. */
export function kidText(kid: Uint8Array): string {
  return base64url(kid);
}
