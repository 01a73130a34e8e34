const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const values = new Map([...alphabet].map((character, index) => [character, index]));

/** Base45 of bytes (RFC 9285): three characters of a QR code's alphanumeric mode for two bytes. */
export function base45(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 2) {
    const pair = at + 1 < bytes.length;
    let value = pair ? bytes[at]! * 256 + bytes[at + 1]! : bytes[at]!;
    for (let count = pair ? 3 : 2; count > 0; count--) {
      text += alphabet[value % 45]!;
      value = Math.floor(value / 45);
    }
  }
  return text;
}

/** Bytes of a Base45 text. Throws a RangeError on another character, a wrong length or a group above its range. */
export function fromBase45(text: string): Uint8Array<ArrayBuffer> {
  if (text.length % 3 === 1) throw new RangeError('Not a Base45 text: its length is wrong.');
  const bytes = new Uint8Array(Math.floor(text.length / 3) * 2 + (text.length % 3 === 2 ? 1 : 0));
  let out = 0;
  for (let at = 0; at < text.length; at += 3) {
    const group = text.slice(at, at + 3);
    let value = 0;
    for (let index = group.length - 1; index >= 0; index--) {
      const digit = values.get(group[index]!);
      if (digit === undefined)
        throw new RangeError(`Not a Base45 text: character ${at + index + 1} is not of its alphabet.`);
      value = value * 45 + digit;
    }
    if (value >= (group.length === 3 ? 65536 : 256))
      throw new RangeError(`Not a Base45 text: the group at ${at + 1} is too large.`);
    if (group.length === 3) bytes[out++] = value >> 8;
    bytes[out++] = value & 255;
  }
  return bytes;
}
