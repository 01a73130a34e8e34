import { fromBase64url } from '../../domain/bytes/bytes.ts';
import {
  bundleMessage,
  readBundle,
  signaturesNeeded,
  type Bundle,
  type OfficialSignature,
  type SignedBundle,
} from '../../domain/bundle/bundle.ts';
import {
  charterMessage,
  inForce,
  readCharter,
  type Charter,
  type Official,
  type PublicKey,
} from '../../domain/bundle/charter.ts';
import { readWord, wordMessage, type SignedWord, type Word } from '../../domain/bundle/word.ts';
import { verifies, verifyingKey } from '../bytes/p256.ts';

/** Why a bundle is not taken. */
export class BundleRefused extends Error {
  constructor(
    readonly reason: 'signature' | 'older' | 'malformed' | 'charter-expired' | 'official-expired',
    message: string,
  ) {
    super(message);
    this.name = 'BundleRefused';
  }
}

/** What a device holds already; nothing with a lower version, or made earlier, replaces it. */
export interface HeldVersions {
  charter: number;
  bundle: number;
  /** When the bundle held was made, UTC ms. */
  issuedAt?: number;
  /** The text of the bundle held. Its officials were in force when it was taken, and it goes on when their time ends. */
  body?: string;
}

/**
 * How long after the end of an official's time a bundle that they signed within it is still taken by a device that has not
 * seen it yet, ms. The moment of signing is what the signers say themselves: with an old key it could be set back. A device
 * that was away for weeks gets the newest bundle, so this has to last only until the next one is published.
 */
export const officialGraceMs = 7 * 86_400_000;

/** A bundle that has been verified, and the charter that it stands on. */
export interface VerifiedBundle {
  charter: Charter;
  bundle: Bundle;
}

/** True when the key at `point` (base64url) signed the message; false on anything that is no key or no signature. */
export async function signedBy(
  point: string,
  signature: string,
  message: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  try {
    return await verifies(await verifyingKey(fromBase64url(point)), fromBase64url(signature), message);
  } catch {
    return false;
  }
}

/** The different officials of the charter who have signed a bundle's text: one key is one official, and so is one account. */
async function officialsBehind(
  charter: Charter,
  body: string,
  signatures: OfficialSignature[],
): Promise<Official[]> {
  const message = bundleMessage(body);
  const found = new Map<string, Official>();
  for (const given of signatures) {
    const one = charter.officials.find(({ id }) => id === given?.official);
    if (one && (await signedBy(one.point, given.signature, message))) found.set(one.point, one);
  }
  const officials = [...found.values()];
  return officials.filter(
    ({ account }, at) =>
      account === undefined || officials.findIndex((other) => other.account === account) === at,
  );
}

/** @throws BundleRefused when there are fewer than two. */
function refuseTooFew(officials: readonly Official[]): void {
  if (officials.length >= signaturesNeeded) return;
  throw new BundleRefused(
    'signature',
    `The bundle carries ${officials.length} of ${signaturesNeeded} officials' signatures. It was not used.`,
  );
}

/**
 * The charter and the bundle inside a signed one. Throws BundleRefused when the root did not sign the charter, when fewer
 * than two officials signed the bundle, when either is older than the one already held, or lacks a part.
 * @param root the district's root key, known since pairing.
 * @param now UTC ms: a charter that has expired carries nothing.
 */
export async function verifyBundle(
  signed: SignedBundle,
  root: PublicKey,
  held: HeldVersions,
  now: number,
): Promise<VerifiedBundle> {
  const texts = [signed?.body, signed?.charter?.body, signed?.charter?.signature];
  if (!texts.every((text) => typeof text === 'string') || !Array.isArray(signed.signatures)) {
    throw new BundleRefused('malformed', 'What the server sent is no bundle.');
  }
  const { body: charterBody, root: rootId, signature } = signed.charter;
  if (rootId !== root.id || !(await signedBy(root.point, signature, charterMessage(charterBody)))) {
    throw new BundleRefused(
      'signature',
      "The charter does not carry the signature of this district's root. Nothing was used.",
    );
  }
  const charter = read(() => readCharter(charterBody));
  if (charter.version < held.charter) throw older('Charter', charter.version, held.charter);
  // Asked this way round, a clock that gives no number takes nothing.
  if (!(now < charter.expiresAt)) {
    throw new BundleRefused(
      'charter-expired',
      "The district's charter has expired: its root must issue another.",
    );
  }
  const officials = await officialsBehind(charter, signed.body, signed.signatures.slice(0, 16));
  refuseTooFew(officials);
  // Only now: nothing is read that two officials have not signed, and the time of their keys stands in what they signed.
  const bundle = read(() => readBundle(signed.body));
  const signers = officials.filter((official) => inForce(official, bundle.issuedAt));
  refuseTooFew(signers);
  if (bundle.version < held.bundle) throw older('Bundle', bundle.version, held.bundle);
  if (signed.body !== held.body) refuseBackdated({ charter, bundle }, signers, held.issuedAt ?? 0, now);
  return { charter, bundle };
}

/** @throws BundleRefused when a bundle that is new to this device may have been given an earlier date than its own. */
function refuseBackdated(
  { charter, bundle }: VerifiedBundle,
  signers: readonly Official[],
  heldIssuedAt: number,
  now: number,
): void {
  if (bundle.issuedAt < heldIssuedAt) {
    throw new BundleRefused(
      'older',
      `Bundle ${bundle.version} says it was made before the one in use. It was not used.`,
    );
  }
  // A device's clock may be behind; what the root and two officials have dated has come.
  const at = Math.max(now, charter.issuedAt, bundle.issuedAt);
  const believed = signers.filter(({ notAfter }) => at < notAfter + officialGraceMs);
  if (believed.length >= signaturesNeeded) return;
  const ended = signers.filter((official) => !believed.includes(official)).map(({ name }) => name);
  throw new BundleRefused(
    'official-expired',
    `The time of ${ended.join(', ')} ended more than ${officialGraceMs / 86_400_000} days ago: officials in force must publish anew. ` +
      `Bundle ${bundle.version} was not used.`,
  );
}

function read<T>(reader: () => T): T {
  try {
    return reader();
  } catch (fault) {
    throw new BundleRefused('malformed', (fault as Error).message);
  }
}

function older(what: string, version: number, held: number): BundleRefused {
  return new BundleRefused(
    'older',
    `${what} ${version} is older than the one in use (${held}). It was not used.`,
  );
}

/** The server's statement, when one of the charter's statement keys signed it; null when none did. */
export async function verifyWord(signed: SignedWord, charter: Charter): Promise<Word | null> {
  const key = charter.wordKeys.find(({ id }) => id === signed?.key);
  if (!key || typeof signed.body !== 'string' || typeof signed.signature !== 'string') return null;
  if (!(await signedBy(key.point, signed.signature, wordMessage(signed.body)))) return null;
  try {
    const word = readWord(signed.body);
    return inForce(key, word.at) ? word : null;
  } catch {
    return null;
  }
}
