/**
 * The text of a SMART Health Card's QR code: `shc:/` and digits, two for each character of the signed card, or one part of
 * a card split over several codes: `shc:/C/N/` and digits.
 */
export interface CardChunk {
  /** 1 to `total`. */
  index: number;
  total: number;
  /** This part of the signed card (JWS compact serialization). */
  text: string;
}

export const cardPrefix = 'shc:/';

/** The most digits a QR code holds (version 40-L), with room for the prefix. */
const longestText = 7200;
const mostChunks = 30;
/** Two digits stand for a character's code less 45 ('-'), the least of base64url and the dot; 'z' is 77. */
const leastCode = 45;
const mostValue = 77;

/** Reads the text of one code. Throws a RangeError when it is none of a SMART Health Card. */
export function readCardChunk(code: string): CardChunk {
  if (code.length > longestText) throw new RangeError('SMART Health Card: longer than a QR code can be.');
  const match = /^shc:\/(?:([1-9]\d?)\/([1-9]\d?)\/)?(\d+)$/.exec(code);
  if (!match) throw new RangeError('SMART Health Card: not "shc:/" and digits.');
  const [, index = '1', total = '1', digits = ''] = match;
  if (Number(total) > mostChunks || Number(index) > Number(total))
    throw new RangeError(`SMART Health Card: part ${index} of ${total}.`);
  return { index: Number(index), total: Number(total), text: fromDigits(digits) };
}

function fromDigits(digits: string): string {
  if (digits.length % 2 !== 0) throw new RangeError('SMART Health Card: an odd number of digits.');
  const codes = new Uint8Array(digits.length / 2);
  for (let at = 0; at < codes.length; at++) {
    const value = Number(digits.slice(2 * at, 2 * at + 2));
    if (value > mostValue) throw new RangeError(`SMART Health Card: ${value} stands for no character.`);
    codes[at] = value + leastCode;
  }
  return String.fromCharCode(...codes);
}
