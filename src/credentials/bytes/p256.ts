/** ECDSA P-256 with SHA-256 by Web Crypto, signatures as r||s (64 bytes). */

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const signing = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** A key for verifying, from its uncompressed point (65 bytes). Throws a RangeError when it is not on the curve. */
export async function verifyingKey(point: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  try {
    return await crypto.subtle.importKey('raw', point, algorithm, false, ['verify']);
  } catch {
    throw new RangeError('Not a public key of P-256.');
  }
}

/** True when `signature` is this key's over `message`. */
export function verifies(
  key: CryptoKey,
  signature: Uint8Array<ArrayBuffer>,
  message: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  return crypto.subtle.verify(signing, key, signature, message);
}

/** The signature of `message` by a private key. */
export async function sign(
  key: CryptoKey,
  message: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.sign(signing, key, message));
}

/** SHA-256. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}
