import { byteString } from '../../../src/credentials/hcert/cose.ts';
import { concat, utf8 } from '../../../src/domain/bytes/bytes.ts';

/** A value with a CBOR tag around it. */
export class Tag {
  constructor(
    readonly tag: number,
    readonly value: Writable,
  ) {}
}

/** CBOR that is written as it stands: for forms this writer does not choose by itself. */
export class Raw {
  constructor(readonly bytes: Uint8Array) {}
}

export type Writable =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | Writable[]
  | Map<number | string, Writable>
  | { [name: string]: Writable }
  | Tag
  | Raw;

/** CBOR of a value: the shortest heads, 64-bit floats, definite lengths; an object is a map of texts. */
export function writeCbor(value: Writable): Uint8Array<ArrayBuffer> {
  if (value instanceof Raw) return concat(value.bytes);
  if (value instanceof Tag) return concat(head(6, value.tag), writeCbor(value.value));
  if (value === null) return Uint8Array.of(0xf6);
  if (typeof value === 'boolean') return Uint8Array.of(value ? 0xf5 : 0xf4);
  if (typeof value === 'number') return writeNumber(value);
  if (typeof value === 'string') {
    const bytes = utf8(value);
    return concat(head(3, bytes.length), bytes);
  }
  if (value instanceof Uint8Array) return byteString(value);
  if (Array.isArray(value)) return concat(head(4, value.length), ...value.map(writeCbor));
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  return concat(head(5, entries.length), ...entries.flat().map((item) => writeCbor(item as Writable)));
}

function head(major: number, count: number): Uint8Array {
  const first = major << 5;
  if (count < 24) return Uint8Array.of(first | count);
  if (count < 0x100) return Uint8Array.of(first | 24, count);
  if (count < 0x10000) return Uint8Array.of(first | 25, count >> 8, count & 255);
  const bytes = new Uint8Array(5);
  bytes[0] = first | 26;
  new DataView(bytes.buffer).setUint32(1, count);
  return bytes;
}

function writeNumber(value: number): Uint8Array<ArrayBuffer> {
  if (Number.isInteger(value) && Math.abs(value) < 2 ** 32)
    return concat(value < 0 ? head(1, -1 - value) : head(0, value));
  const bytes = new Uint8Array(9);
  bytes[0] = 0xfb;
  new DataView(bytes.buffer).setFloat64(1, value);
  return bytes;
}
