/** A walk through DER (X.690), as far as certificates and public keys need it. */
export interface DerItem {
  /** Identifier octet: class, constructed bit and number in one. */
  tag: number;
  /** The item with its head. */
  whole: Uint8Array<ArrayBuffer>;
  content: Uint8Array<ArrayBuffer>;
}

export const derTag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectId: 0x06,
  utf8String: 0x0c,
  sequence: 0x30,
  set: 0x31,
  utcTime: 0x17,
  generalizedTime: 0x18,
} as const;

const maxChildren = 256;

/** The one item that `bytes` hold. Throws a RangeError when they hold something else or more. */
export function readDer(bytes: Uint8Array<ArrayBuffer>): DerItem {
  const [item, end] = itemAt(bytes, 0);
  if (end !== bytes.length) throw new RangeError(`DER: ${bytes.length - end} bytes follow.`);
  return item;
}

/** The items inside `item`, which must have the tag `tag` if one is named. Throws a RangeError otherwise. */
export function derChildren(item: DerItem | undefined, tag?: number): DerItem[] {
  const { content } = expectDer(item, tag);
  const children: DerItem[] = [];
  for (let at = 0; at < content.length;) {
    if (children.length === maxChildren) throw new RangeError(`DER: more than ${maxChildren} items in one.`);
    const [child, end] = itemAt(content, at);
    children.push(child);
    at = end;
  }
  return children;
}

/** The item itself when it is there and has the tag; throws a RangeError otherwise. */
export function expectDer(item: DerItem | undefined, tag?: number): DerItem {
  if (!item) throw new RangeError('DER: an item is missing.');
  if (tag !== undefined && item.tag !== tag)
    throw new RangeError(`DER: an item of tag ${item.tag} where ${tag} belongs.`);
  return item;
}

function itemAt(bytes: Uint8Array<ArrayBuffer>, from: number): [item: DerItem, end: number] {
  const tag = bytes[from];
  const first = bytes[from + 1];
  if (tag === undefined || first === undefined) throw new RangeError('DER: ends too early.');
  if ((tag & 31) === 31) throw new RangeError('DER: a tag of several bytes.');
  let at = from + 2;
  let length = first;
  if (first >= 0x80) {
    const count = first & 0x7f;
    if (count === 0 || count > 3) throw new RangeError('DER: an indefinite or huge length.');
    length = 0;
    for (let left = count; left > 0; left--) length = length * 256 + (bytes[at++] ?? 0);
  }
  const end = at + length;
  if (end > bytes.length) throw new RangeError('DER: ends too early.');
  return [{ tag, whole: bytes.subarray(from, end), content: bytes.subarray(at, end) }, end];
}

/** Dotted text of an object identifier. Throws a RangeError when it is none. */
export function objectId(item: DerItem | undefined): string {
  const { content } = expectDer(item, derTag.objectId);
  const arcs: number[] = [];
  let arc = 0;
  for (const [index, byte] of content.entries()) {
    arc = arc * 128 + (byte & 127);
    if (!Number.isSafeInteger(arc)) throw new RangeError('DER: an object identifier with a huge number.');
    if (byte & 128) {
      if (index === content.length - 1) throw new RangeError('DER: an object identifier ends too early.');
      continue;
    }
    if (arcs.length === 0) {
      const top = Math.min(Math.floor(arc / 40), 2);
      arcs.push(top, arc - top * 40);
    } else arcs.push(arc);
    arc = 0;
  }
  if (arcs.length === 0) throw new RangeError('DER: an empty object identifier.');
  return arcs.join('.');
}

/** UTC ms of a UTCTime or GeneralizedTime in UTC, the only forms of a certificate (RFC 5280 section 4.1.2.5). */
export function derTime(item: DerItem | undefined): number {
  const { tag, content } = expectDer(item);
  const text = String.fromCharCode(...content.subarray(0, 32));
  const pattern =
    tag === derTag.utcTime
      ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?Z$/
      : /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(?:\.\d+)?Z$/;
  const match = tag === derTag.utcTime || tag === derTag.generalizedTime ? pattern.exec(text) : null;
  if (!match) throw new RangeError('DER: no time in UTC.');
  const [year, month, day, hour, minute, second] = match.slice(1).map((digits) => Number(digits ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  // Two digits: 50 to 99 lie in the twentieth century.
  const fullYear = tag === derTag.generalizedTime ? year : year + (year < 50 ? 2000 : 1900);
  return Date.UTC(fullYear, month - 1, day, hour, minute, second);
}
