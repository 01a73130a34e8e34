import { base64url, fromBase64url, utf8, utf8Text } from '../../domain/bytes/bytes.ts';
import type { BoxKey, Identity } from '../../domain/custody/identity.ts';
import { BoxClosed, boxOverhead, BoxMaker, generationOfBox, openBox } from './closed-box.ts';

const purpose = 'HSC1-identity';
const most = { name: 50, idNumber: 64, phone: 64, address: 200 } as const satisfies Record<
  keyof Identity,
  number
>;
const fields = Object.keys(most) as (keyof Identity)[];
/** A content is filled up to one of these, bytes: a long name is no longer than a short one. */
const sizes = [256, 512, 1024, 2048] as const;
const lengthBytes = 2;

/** The first part of an identity that cannot be sealed; null when all can. */
export function faultInIdentity(value: unknown): keyof Identity | null {
  const given = (value ?? {}) as Partial<Record<keyof Identity, unknown>>;
  const isText = (name: keyof Identity): boolean => {
    const text = given[name];
    return typeof text === 'string' && [...text].length <= most[name] && (name !== 'name' || text !== '');
  };
  return fields.find((name) => !isText(name)) ?? null;
}

function fill(identity: Identity): Uint8Array<ArrayBuffer> {
  const fault = faultInIdentity(identity);
  if (fault) throw new RangeError(`The ${fault} of a person is missing or too long to be sealed.`);
  const text = utf8(JSON.stringify(fields.map((name) => identity[name])));
  const size = sizes.find((bytes) => text.length + lengthBytes <= bytes);
  if (size === undefined) throw new RangeError('This is too long to be sealed.');
  const content = new Uint8Array(size);
  content[0] = text.length >> 8;
  content[1] = text.length & 255;
  content.set(text, lengthBytes);
  return content;
}

function read(content: Uint8Array): Identity {
  const length = (content[0]! << 8) | content[1]!;
  if (!sizes.some((size) => size === content.length) || length + lengthBytes > content.length)
    throw new BoxClosed('What was sealed here is no identity.');
  let values: unknown;
  try {
    values = JSON.parse(utf8Text(content.subarray(lengthBytes, lengthBytes + length)));
  } catch {
    throw new BoxClosed('What was sealed here is no identity.');
  }
  const identity = Array.isArray(values)
    ? Object.fromEntries(fields.map((name, index) => [name, (values as unknown[])[index]]))
    : null;
  if (faultInIdentity(identity)) throw new BoxClosed('What was sealed here is no identity.');
  return identity as unknown as Identity;
}

/** Seals identities after one agreement: one, or a batch. */
export class IdentitySealer {
  readonly #maker: BoxMaker;

  private constructor(maker: BoxMaker) {
    this.#maker = maker;
  }

  /** @throws RangeError when it is no public key of P-256 */
  static async begin(tracingKey: BoxKey): Promise<IdentitySealer> {
    return new IdentitySealer(await BoxMaker.begin(tracingKey));
  }

  /**
   * @param person the person's record id: what is sealed opens as this person's alone
   * @returns base64url
   * @throws RangeError for what is too long
   */
  async seal(person: string, identity: Identity): Promise<string> {
    return base64url(await this.#maker.close(purpose, person, fill(identity)));
  }
}

/**
 * Which generation of the tracing key a sealed identity was closed for. The server looks at no more of it.
 * @throws RangeError when it has not the form of one
 */
export function generationOfIdentity(sealed: string): number {
  const box = sealed.length > 4 * (sizes.at(-1)! + boxOverhead) ? null : fromBase64url(sealed);
  if (!box || !sizes.some((size) => size + boxOverhead === box.length))
    throw new BoxClosed('This is no sealed identity: its length is wrong.');
  return generationOfBox(box);
}

/**
 * @param privateKey of the tracing key's generation
 * @throws RangeError when it is another person's or key's, or was changed
 */
export async function openIdentity(privateKey: CryptoKey, person: string, sealed: string): Promise<Identity> {
  return read(await openBox(privateKey, purpose, person, fromBase64url(sealed)));
}
