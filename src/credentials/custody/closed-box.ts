import { base64url, concat, fromBase64url, utf8 } from '../../domain/bytes/bytes.ts';
import type { BoxKey } from '../../domain/custody/identity.ts';

/**
 * Bytes closed for whoever has one P-256 private key, with Web Crypto, in browsers and in Node alike (docs/formats.md, "Closed box"):
 * an ephemeral key agrees with it (ECDH), HKDF-SHA-256 makes a key of it, AES-256-GCM closes. What the box is (`purpose`), of what or whom
 * (`subject`) and for which generation of the key it was closed is bound in as additional data: a box that is moved to another record
 * opens to nothing.
 */

const version = 1;
const agreement = { name: 'ECDH', namedCurve: 'P-256' } as const;
const pointBytes = 65;
const nonceBytes = 12;
const tagBytes = 16;
/** Version, generation, ephemeral point, nonce. */
const headBytes = 2 + pointBytes + nonceBytes;

/** What a box is longer than what it holds. */
export const boxOverhead = headBytes + tagBytes;

/** Says why a box does not open, and nothing of what was in it. */
export class BoxClosed extends RangeError {
  override readonly name = 'BoxClosed';
}

async function publicKey(point: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  if (point.length !== pointBytes || point[0] !== 4)
    throw new BoxClosed('This is no public key of P-256: 65 bytes uncompressed.');
  try {
    return await crypto.subtle.importKey('raw', point, agreement, true, []);
  } catch {
    throw new BoxClosed('This is no public key of P-256.');
  }
}

function bound(purpose: string, subject: string, generation: number): Uint8Array<ArrayBuffer> {
  return concat(utf8(`${purpose}\0${subject}\0`), Uint8Array.of(generation));
}

/** What a key of an agreement's is for: whatever it closes, and for which generation. */
function use(purpose: string, generation: number): Uint8Array<ArrayBuffer> {
  return concat(utf8(`${purpose}\0`), Uint8Array.of(generation));
}

/** @param ephemeral its point is the salt: both sides know it, and it is another for each agreement */
async function keyOf(
  secret: CryptoKey,
  ephemeral: Uint8Array<ArrayBuffer>,
  info: Uint8Array<ArrayBuffer>,
  how: 'encrypt' | 'decrypt',
): Promise<CryptoKey> {
  const derived = { name: 'HKDF', hash: 'SHA-256', salt: ephemeral, info };
  return crypto.subtle.deriveKey(derived, secret, { name: 'AES-GCM', length: 256 }, false, [how]);
}

async function agree(own: CryptoKey, other: CryptoKey): Promise<CryptoKey> {
  const shared = new Uint8Array(await crypto.subtle.deriveBits({ name: 'ECDH', public: other }, own, 256));
  const secret = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey']);
  shared.fill(0);
  return secret;
}

/** Closes boxes for one key after one agreement: for one box, or for a batch of a hundred thousand. Its ephemeral key is in memory alone. */
export class BoxMaker {
  readonly generation: number;
  readonly #secret: CryptoKey;
  readonly #ephemeral: Uint8Array<ArrayBuffer>;
  /** By purpose. Nonces are random: a key closes far fewer boxes than the 2^32 after which that would not do. */
  readonly #keys = new Map<string, Promise<CryptoKey>>();

  private constructor(generation: number, secret: CryptoKey, ephemeral: Uint8Array<ArrayBuffer>) {
    this.generation = generation;
    this.#secret = secret;
    this.#ephemeral = ephemeral;
  }

  /** @throws BoxClosed when it is no public key of P-256 */
  static async begin({ generation, point }: BoxKey): Promise<BoxMaker> {
    if (!Number.isInteger(generation) || generation < 0 || generation > 255)
      throw new BoxClosed('A key’s generation is a whole number from 0 to 255.');
    const other = await publicKey(fromBase64url(point));
    const pair = await crypto.subtle.generateKey(agreement, false, ['deriveBits']);
    const ephemeral = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
    return new BoxMaker(generation, await agree(pair.privateKey, other), ephemeral);
  }

  async close(
    purpose: string,
    subject: string,
    content: Uint8Array<ArrayBuffer>,
  ): Promise<Uint8Array<ArrayBuffer>> {
    let key = this.#keys.get(purpose);
    if (!key) {
      key = keyOf(this.#secret, this.#ephemeral, use(purpose, this.generation), 'encrypt');
      this.#keys.set(purpose, key);
    }
    const nonce = crypto.getRandomValues(new Uint8Array(nonceBytes));
    const how = { name: 'AES-GCM', iv: nonce, additionalData: bound(purpose, subject, this.generation) };
    const closed = new Uint8Array(await crypto.subtle.encrypt(how, await key, content));
    return concat(Uint8Array.of(version, this.generation), this.#ephemeral, nonce, closed);
  }
}

/**
 * For which generation of the key a box was closed.
 * @throws BoxClosed when it is no box
 */
export function generationOfBox(box: Uint8Array): number {
  if (box.length < boxOverhead || box[0] !== version || box[2] !== 4)
    throw new BoxClosed('This is no closed box of a version that is known here.');
  return box[1]!;
}

/**
 * What is in a box.
 * @param privateKey for ECDH, with the use `deriveBits`
 * @throws BoxClosed when it is no box, one of another key, purpose or subject, or was changed
 */
export async function openBox(
  privateKey: CryptoKey,
  purpose: string,
  subject: string,
  box: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const generation = generationOfBox(box);
  const ephemeral = box.slice(2, 2 + pointBytes);
  const secret = await agree(privateKey, await publicKey(ephemeral));
  const key = await keyOf(secret, ephemeral, use(purpose, generation), 'decrypt');
  const additionalData = bound(purpose, subject, generation);
  const how = { name: 'AES-GCM', iv: box.slice(2 + pointBytes, headBytes), additionalData };
  try {
    return new Uint8Array(await crypto.subtle.decrypt(how, key, box.slice(headBytes)));
  } catch {
    throw new BoxClosed(
      'This does not open: it was closed for another key or another record, or was changed.',
    );
  }
}

/** The private half of a P-256 key, for `openBox`. @param secret 32 bytes @throws BoxClosed when the two are no pair */
export async function agreementKey(
  secret: Uint8Array<ArrayBuffer>,
  point: string,
  extractable = false,
): Promise<CryptoKey> {
  const bytes = fromBase64url(point);
  const other = await publicKey(bytes);
  const [x, y] = [bytes.slice(1, 33), bytes.slice(33)].map((part) => base64url(part));
  const jwk = { kty: 'EC', crv: 'P-256', d: base64url(secret), x: x!, y: y! };
  let own: CryptoKey;
  try {
    own = await crypto.subtle.importKey('jwk', jwk, agreement, extractable, ['deriveBits']);
  } catch {
    throw new BoxClosed('This is no private key of P-256, or not the one of this public key.');
  }
  // Not every browser compares the two halves: an agreement each way does.
  const pair = await crypto.subtle.generateKey(agreement, false, ['deriveBits']);
  const [one, two] = await Promise.all(
    [
      { key: own, with: pair.publicKey },
      { key: pair.privateKey, with: other },
    ].map(({ key, with: to }) => crypto.subtle.deriveBits({ name: 'ECDH', public: to }, key, 256)),
  );
  if (base64url(new Uint8Array(one!)) !== base64url(new Uint8Array(two!)))
    throw new BoxClosed('This private key is not the one of this public key.');
  return own;
}
