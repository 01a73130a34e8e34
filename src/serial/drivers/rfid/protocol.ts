/**
 * Readers of staff cards, 9600 baud. They send the number of a card that is held to them, in one of two forms: `02`, ten hexadecimal
 * characters, two more with the XOR of the five bytes that those are, `03`; or the bytes themselves, `02 length kind number xor 03`,
 * where the length counts the whole frame and the XOR is of all between the first byte and itself.
 */
import type { FrameFormat } from '../../framing/framer.ts';

const [begin, end] = [0x02, 0x03];

function text(frame: Uint8Array): string {
  return String.fromCharCode(...frame.subarray(1, -1));
}

export const rfidTextFormat: FrameFormat = {
  name: 'RFID text',
  header: Uint8Array.of(begin),
  lengthKnownAfter: 1,
  lengthOf: () => 14,
  maxLength: 14,
  isValid: (frame) => {
    if (frame[13] !== end || !/^[0-9A-Fa-f]{12}$/.test(text(frame))) return false;
    const bytes = text(frame)
      .match(/../g)!
      .map((pair) => Number.parseInt(pair, 16));
    return bytes.reduce((sum, byte) => sum ^ byte, 0) === 0;
  },
  staleAfterMs: 250,
};

/** The number in a frame that `rfidTextFormat` found valid: 10 hexadecimal capitals. */
export function rfidTextNumber(frame: Uint8Array): string {
  return text(frame).slice(0, 10).toUpperCase();
}

/** Shorter frames would have no number of four bytes, longer ones are of no card. */
const lengths = { least: 9, most: 16 };

export const rfidBinaryFormat: FrameFormat = {
  name: 'RFID binary',
  header: Uint8Array.of(begin),
  lengthKnownAfter: 2,
  lengthOf: (start) => (start[1]! >= lengths.least ? start[1]! : 0),
  maxLength: lengths.most,
  isValid: (frame) =>
    frame.at(-1) === end && frame.subarray(1, -2).reduce((sum, byte) => sum ^ byte, 0) === frame.at(-2),
  staleAfterMs: 250,
};

/** The number in a frame that `rfidBinaryFormat` found valid: hexadecimal capitals, without the byte that tells the kind of card. */
export function rfidBinaryNumber(frame: Uint8Array): string {
  return [...frame.subarray(3, -2)]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase();
}
