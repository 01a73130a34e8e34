import { utf8Text } from '../../domain/bytes/bytes.ts';

/**
 * A small reader of CBOR (RFC 8949) for what strangers show: bounded in depth and in number of items, strict in UTF-8 and
 * in duplicate keys, and never making an object whose names come from the input.
 */
export type CborValue =
  | null
  | boolean
  | number
  | CborFloat
  | string
  | Uint8Array<ArrayBuffer>
  | CborValue[]
  | CborMap
  | CborTagged;
/** Keys are whole numbers or texts. */
export type CborMap = Map<number | string, CborValue>;
/** A floating-point number. It is never taken for a whole one: 1.0 is no label, -7.0 names no algorithm. */
export class CborFloat {
  constructor(readonly value: number) {}
}
export class CborTagged {
  constructor(
    readonly tag: number,
    readonly value: CborValue,
  ) {}
}

const maxDepth = 24;
const maxItems = 20_000;
const indefinite = 31;

/**
 * The one item that `bytes` hold. Undefined is read as null.
 * @throws RangeError on anything that is not well-formed, on what follows the item, and on what is left out here: numbers
 * beyond 2^53, keys that are neither whole number nor text, other simple values
 */
export function readCbor(bytes: Uint8Array<ArrayBuffer>): CborValue {
  const reader = new Reader(bytes);
  const value = reader.item(0);
  if (reader.at !== bytes.length) throw new RangeError(`CBOR: ${bytes.length - reader.at} bytes follow.`);
  return value;
}

/** A value without the tags around it: a tag on a date or a message says what its place says already. */
export function untagged(value: CborValue | undefined): Exclude<CborValue, CborTagged> | undefined {
  let inner = value;
  while (inner instanceof CborTagged) inner = inner.value;
  return inner;
}

/** The number of a value, whole or floating-point; null when it is none. */
export function numberOf(value: CborValue | undefined): number | null {
  if (value instanceof CborFloat) return value.value;
  return typeof value === 'number' ? value : null;
}

class Reader {
  at = 0;
  #items = 0;
  readonly #view: DataView;
  readonly #bytes: Uint8Array<ArrayBuffer>;

  constructor(bytes: Uint8Array<ArrayBuffer>) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  item(depth: number): CborValue {
    if (depth > maxDepth) throw new RangeError(`CBOR: nested more than ${maxDepth} deep.`);
    if (++this.#items > maxItems) throw new RangeError(`CBOR: more than ${maxItems} items.`);
    const [major, info] = this.#head();
    if (major === 7) return this.#simple(info);
    if (info === indefinite) return this.#indefinite(major, depth);
    const count = this.#argument(info);
    switch (major) {
      case 0:
        return count;
      case 1:
        return -1 - count;
      case 2:
        return this.#take(count);
      case 3:
        return utf8Text(this.#take(count));
      case 4:
        return this.#array(count, depth);
      case 5:
        return this.#map(count, depth);
      default:
        return new CborTagged(count, this.item(depth + 1));
    }
  }

  #head(): [major: number, info: number] {
    const first = this.#byte();
    return [first >> 5, first & 31];
  }

  #byte(): number {
    const value = this.#bytes[this.at];
    if (value === undefined) throw new RangeError('CBOR: ends too early.');
    this.at++;
    return value;
  }

  /** Where `length` bytes begin; they are there and are now behind. */
  #skip(length: number): number {
    const from = this.at;
    if (length > this.#bytes.length - from) throw new RangeError('CBOR: ends too early.');
    this.at += length;
    return from;
  }

  #take(length: number): Uint8Array<ArrayBuffer> {
    const from = this.#skip(length);
    return this.#bytes.subarray(from, this.at);
  }

  #argument(info: number): number {
    if (info < 24) return info;
    if (info === 24) return this.#byte();
    if (info === 25) return this.#view.getUint16(this.#skip(2));
    if (info === 26) return this.#view.getUint32(this.#skip(4));
    if (info !== 27) throw new RangeError(`CBOR: ${info} is no length.`);
    const value = Number(this.#view.getBigUint64(this.#skip(8)));
    if (!Number.isSafeInteger(value)) throw new RangeError('CBOR: a number beyond 2^53.');
    return value;
  }

  #simple(info: number): CborValue {
    if (info === 20 || info === 21) return info === 21;
    if (info === 22 || info === 23) return null;
    if (info === 25) return new CborFloat(halfFloat(this.#view.getUint16(this.#skip(2))));
    if (info === 26) return new CborFloat(this.#view.getFloat32(this.#skip(4)));
    if (info === 27) return new CborFloat(this.#view.getFloat64(this.#skip(8)));
    throw new RangeError(`CBOR: simple value ${info} has no meaning here.`);
  }

  #array(count: number, depth: number): CborValue[] {
    const list: CborValue[] = [];
    // A count is a promise of the input: memory is taken as items come, never ahead.
    for (let index = 0; index < count; index++) list.push(this.item(depth + 1));
    return list;
  }

  #map(count: number, depth: number): CborMap {
    const map: CborMap = new Map();
    for (let index = 0; index < count; index++) this.#entry(map, depth);
    return map;
  }

  #entry(map: CborMap, depth: number): void {
    const key = this.item(depth + 1);
    if (typeof key !== 'string' && typeof key !== 'number')
      throw new RangeError('CBOR: a key that is neither whole number nor text.');
    if (map.has(key)) throw new RangeError('CBOR: the same key twice in one map.');
    map.set(key, this.item(depth + 1));
  }

  #indefinite(major: number, depth: number): CborValue {
    if (major === 4) {
      const list: CborValue[] = [];
      while (!this.#broken()) list.push(this.item(depth + 1));
      return list;
    }
    if (major === 5) {
      const map: CborMap = new Map();
      while (!this.#broken()) this.#entry(map, depth);
      return map;
    }
    if (major !== 2 && major !== 3) throw new RangeError('CBOR: an indefinite length where none can be.');
    return this.#pieces(major);
  }

  /** Whether the next byte is the break that ends an indefinite length; it is then behind. */
  #broken(): boolean {
    if (this.#bytes[this.at] !== 0xff) return false;
    this.at++;
    return true;
  }

  #pieces(major: number): CborValue {
    const texts: string[] = [];
    const parts: number[] = [];
    while (!this.#broken()) {
      if (++this.#items > maxItems) throw new RangeError(`CBOR: more than ${maxItems} items.`);
      const [pieceMajor, info] = this.#head();
      if (pieceMajor !== major || info === indefinite)
        throw new RangeError('CBOR: a piece of another type in a text or byte string.');
      const piece = this.#take(this.#argument(info));
      if (major === 3) texts.push(utf8Text(piece));
      else for (const byte of piece) parts.push(byte);
    }
    return major === 3 ? texts.join('') : Uint8Array.from(parts);
  }
}

/** IEEE 754 binary16. */
function halfFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return exponent ? sign * 2 ** (exponent - 15) * (1 + fraction / 1024) : sign * 2 ** -24 * fraction;
}
