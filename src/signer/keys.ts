import { createHmac, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { base64url, fromHex } from '../domain/bytes/bytes.ts';
import type { PublicKey } from '../domain/bundle/charter.ts';
import type { IndexKind } from '../domain/signing/signer-api.ts';
import type { KeyName } from './kinds.ts';

/** A P-256 key as the signer's file holds it; the two halves as lower-case hexadecimal, the public one uncompressed. */
export interface StoredKey {
  /** 1..255: what a signature names its key by. */
  id: number;
  privateKey: string;
  publicKey: string;
}

/** A P-256 key whose private half lies in a hardware token, under a label. */
export interface TokenKey {
  id: number;
  publicKey: string;
  label: string;
}

/** What the signer's file holds: `keys.json`, 0600, of the signer's own user. */
export interface SignerFile {
  issuers: StoredKey[];
  word: StoredKey;
  siteCode: StoredKey;
  /** Keys the index of numbers; 32 bytes as hexadecimal. */
  indexKey: string;
}

/** The same where keys lie in a token that speaks PKCS #11; a key may still lie in the file. */
export interface TokenFile {
  pkcs11: TokenPlace;
  issuers: (StoredKey | TokenKey)[];
  word: StoredKey | TokenKey;
  siteCode: StoredKey | TokenKey;
  indexKey: string | { label: string };
}

/** Where a token is reached. */
export interface TokenPlace {
  /** The library of its maker, such as /usr/lib/softhsm/libsofthsm2.so. */
  module: string;
  /** The token's label. */
  token: string;
  /** A file with the user's PIN, 0600. */
  pinFile: string;
}

/** What the signer needs of a token. Both throw when it is not there. */
export interface Token {
  /** r||s over a SHA-256 digest, by the private key with this label. */
  sign(label: string, message: Uint8Array): Uint8Array;
  /** HMAC-SHA-256 by the secret key with this label. */
  hmac(label: string, text: string): Uint8Array;
}

interface HeldKey {
  open: PublicKey;
  sign: (message: Uint8Array) => Uint8Array;
}

/** The keys in memory, or the way to them. */
export class SignerKeys {
  readonly #signing: { [name in KeyName]: Map<number, HeldKey> };
  readonly #hmac: (text: string) => string;

  /**
   * @param text of the file
   * @param token opens the token that a file names
   * @throws Error that says which key is missing or damaged, and names no part of one
   */
  constructor(text: string, token?: (place: TokenPlace) => Token) {
    const file = parse(text);
    const opened = file.pkcs11 && token ? token(file.pkcs11) : null;
    this.#signing = {
      issuers: held('issuer', file.issuers, opened),
      word: held('statement', [file.word], opened),
      siteCode: held('site code', [file.siteCode], opened),
    };
    const { indexKey } = file;
    if (typeof indexKey === 'string' && /^[0-9a-f]{64}$/.test(indexKey))
      this.#hmac = (value) => createHmac('sha256', indexKey).update(value).digest('hex');
    else if (typeof indexKey === 'object' && typeof indexKey?.label === 'string' && opened)
      this.#hmac = (value) => Buffer.from(opened.hmac(indexKey.label, value)).toString('hex');
    else throw new Error('The index key is missing or damaged.');
  }

  /** @throws Error as the constructor; what lies in a token is not looked at */
  static check(text: string): void {
    const nothing: Token = { sign: () => new Uint8Array(64), hmac: () => new Uint8Array(32) };
    void new SignerKeys(text, () => nothing);
  }

  has(name: KeyName, id: number): boolean {
    return this.#signing[name].has(id);
  }

  /** ECDSA P-256 with SHA-256, r||s. Throws a RangeError for a key that is not there. */
  sign(name: KeyName, id: number, message: Uint8Array): Uint8Array {
    const found = this.#signing[name].get(id);
    if (!found) throw new RangeError('There is no such key.');
    return found.sign(message);
  }

  /** What a number is found by: HMAC-SHA-256, hexadecimal. */
  index(kind: IndexKind, number: string): string {
    return this.#hmac(`${kind}:${number}`);
  }

  /** The public halves, and what tells the index key from another. */
  open(): { issuers: PublicKey[]; word: PublicKey; siteCode: PublicKey; indexKey: string } {
    const of = (name: KeyName): PublicKey[] => [...this.#signing[name].values()].map(({ open }) => open);
    return {
      issuers: of('issuers'),
      word: of('word')[0]!,
      siteCode: of('siteCode')[0]!,
      indexKey: this.#hmac('fingerprint'),
    };
  }
}

function parse(text: string): Partial<TokenFile> {
  try {
    const file = JSON.parse(text) as Partial<TokenFile> | null;
    if (file !== null && typeof file === 'object') return file;
  } catch {
    // The fault would quote the text, which is keys.
  }
  throw new Error('It is no JSON text.');
}

function held(what: string, keys: readonly unknown[] | undefined, token: Token | null): Map<number, HeldKey> {
  if (!Array.isArray(keys) || keys.length === 0) throw new Error(`The ${what} key is missing.`);
  return new Map(
    keys.map((stored) => {
      const { id, privateKey, publicKey, label } = (stored ?? {}) as Partial<StoredKey & TokenKey>;
      const inToken = typeof label === 'string' && token !== null;
      const whole =
        Number.isInteger(id) &&
        /^04[0-9a-f]{128}$/.test(String(publicKey)) &&
        (inToken || /^[0-9a-f]{64}$/.test(String(privateKey)));
      if (!whole) throw new Error(`The ${what} key lacks its id, its private or its public half.`);
      const open = { id: id!, point: base64url(fromHex(publicKey!)) };
      if (inToken) return [id!, { open, sign: (message) => token.sign(label, message) }];
      const key = privateKeyOf(`${what} key ${id}`, privateKey!, publicKey!);
      return [id!, { open, sign: (message) => sign('sha256', message, { key, dsaEncoding: 'ieee-p1363' }) }];
    }),
  );
}

function privateKeyOf(what: string, privateKey: string, publicKey: string): KeyObject {
  const point = fromHex(publicKey);
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: base64url(point.slice(1, 33)),
    y: base64url(point.slice(33)),
  };
  try {
    const key = createPrivateKey({ key: { ...jwk, d: base64url(fromHex(privateKey)) }, format: 'jwk' });
    const open = createPublicKey({ key: jwk, format: 'jwk' });
    const message = Buffer.from('halves');
    if (verify('sha256', message, open, sign('sha256', message, key))) return key;
  } catch {
    // Said below, without a part of the key.
  }
  throw new Error(`The ${what}: its two halves do not belong together.`);
}
