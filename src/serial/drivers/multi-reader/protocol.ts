/**
 * “Multi-in-one” readers, which read ID cards and other cards: `02 | length | data | xor | 03`, with a length of two bytes big-endian that
 * counts the data alone, and the XOR of the data. The sheet shows the commands and not where in an answer the text of a card lies: it is
 * looked for near its beginning, and taken only where number, check character and date of birth agree.
 */
import {
  readResidentCard,
  residentTextBytes,
  type ResidentCard,
} from '../../../domain/document/resident-card.ts';
import type { FrameFormat } from '../../framing/framer.ts';

const [begin, end] = [0x02, 0x03];
/** Begin and length. */
const startLength = 3;
/** Text, photo and two fingerprints, with what stands before them. */
const longest = 2400;
/** So many bytes may stand before a card's text. */
const mostBeforeText = 16;

function xorOf(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte) => sum ^ byte, 0);
}

/** A whole frame. */
export function multiFrame(data: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.of(begin, data.length >> 8, data.length & 255, ...data, xorOf(data), end);
}

export const multiFormat: FrameFormat = {
  name: 'multi-in-one',
  header: Uint8Array.of(begin),
  lengthKnownAfter: startLength,
  lengthOf: (start) => startLength + ((start[1]! << 8) | start[2]!) + 2,
  maxLength: longest,
  isValid: (frame) =>
    frame.length > startLength + 2 &&
    frame.at(-1) === end &&
    xorOf(frame.subarray(startLength, -2)) === frame.at(-2),
  staleAfterMs: 500,
};

/** Reads a card whole: its text and photo. */
export const readCardCommand = multiFrame(Uint8Array.of(0xca, 0x01, 0x00));

/** True of an answer to `readCardCommand`, whatever it says. */
export function isCardAnswer(frame: Uint8Array): boolean {
  return frame[startLength] === 0xca;
}

/** The card in an answer; null where there is none. */
export function cardOf(frame: Uint8Array): ResidentCard | null {
  const data = frame.subarray(startLength, -2);
  for (let at = 1; at <= mostBeforeText && at + residentTextBytes <= data.length; at++) {
    try {
      return readResidentCard(data.subarray(at, at + residentTextBytes));
    } catch {
      // It begins elsewhere, or there is no card.
    }
  }
  return null;
}
