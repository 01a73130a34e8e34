import { isResidentId } from '../person/resident-id.ts';
import { permitNumber } from './document-number.ts';
import { isDay, type ShownDocument } from './shown-document.ts';

/**
 * The text on the chip of a resident ID card and of the permits that are made like one: 256 bytes of UTF-16LE, filled up with spaces, in
 * one of four layouts that a letter at byte 248 tells apart. What stands there was authenticated by the reader's security module; that a
 * number and its date of birth agree is checked here, for a wrong byte must never become another person.
 */

/** Of a citizen; of residents of Hong Kong, Macau and Taiwan; of foreigners, as made from 2017 and from 2023. */
export type CardLayout = 'citizen' | 'J' | 'I' | 'Y';

export interface ResidentCard extends ShownDocument {
  kind: 'id-card';
  layout: CardLayout;
  /** The address on the card; '' where the layout has none. */
  address: string;
}

export const residentTextBytes = 256;
export const addressTextBytes = 70;

/** Where each part lies: at a byte, so many bytes. */
const layouts = {
  citizen: { name: [0, 30], birth: [36, 16], address: [52, 70], number: [122, 36], until: [204, 16] },
  J: { name: [0, 30], birth: [36, 16], address: [52, 70], number: [122, 36], until: [204, 16] },
  I: { name: [0, 120], birth: [220, 16], address: null, number: [122, 30], until: [204, 16] },
  Y: { name: [0, 30], birth: [36, 16], address: null, number: [122, 36], until: [204, 16] },
} as const satisfies { [layout in CardLayout]: { [part: string]: readonly [number, number] | null } };

/** A foreigner's card of 2017 has the name in Chinese too, one of 2023 the name in English in two parts. */
const otherNames = {
  I: [[158, 30]],
  Y: [
    [52, 70],
    [220, 22],
  ],
} as const;

const kindAt = 248;
const forever = '长期';

/** What is wrong with a card says nothing of what is on it. */
export class CardFault extends RangeError {
  override readonly name = 'CardFault';
}

function textOf(bytes: Uint8Array, [at, length]: readonly [number, number]): string {
  let text = '';
  for (let byte = at; byte < at + length; byte += 2)
    text += String.fromCharCode(bytes[byte]! | (bytes[byte + 1]! << 8));
  // The end alone: a name may have a space within.
  return text.replace(/[ \0]+$/, '');
}

function layoutOf(bytes: Uint8Array): CardLayout {
  const letter = textOf(bytes, [kindAt, 2]);
  if (letter === '') return 'citizen';
  if (letter === 'J' || letter === 'I' || letter === 'Y') return letter;
  throw new CardFault('The card is of a kind that is not known here.');
}

function dayOf(text: string): number {
  const day = /^\d{8}$/.test(text) ? Number(text) : 0;
  if (!isDay(day)) throw new CardFault('A date on the card is none.');
  return day;
}

/** Characters that no name or address is written with: they come from a broken reading. */
const unwritten =
  // oxlint-disable-next-line no-control-regex -- a broken reading is made of them: controls, no characters, half ones
  /[\u0000-\u001f\u007f-\u009f\ufdd0-\ufdef\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|^[\udc00-\udfff]|[^\ud800-\udbff][\udc00-\udfff]/;

/**
 * Reads the text of a card.
 * @param bytes the 256 bytes that the reader gave
 * @throws CardFault when it is none, or its parts do not agree
 */
export function readResidentCard(bytes: Uint8Array): ResidentCard {
  if (bytes.length !== residentTextBytes) throw new CardFault('The text of a card has 256 bytes.');
  const layout = layoutOf(bytes);
  const parts = layouts[layout];
  const number = textOf(bytes, parts.number).toUpperCase();
  const birth = dayOf(textOf(bytes, parts.birth));
  const until = textOf(bytes, parts.until);
  const name = textOf(bytes, parts.name);
  const others =
    layout === 'I' || layout === 'Y' ? otherNames[layout].map((part) => textOf(bytes, part)) : [];
  const address = parts.address ? textOf(bytes, parts.address) : '';
  if (layout === 'I') {
    if (!permitNumber.test(number)) throw new CardFault('The number on the card is none.');
  } else {
    if (!isResidentId(number)) throw new CardFault('The number on the card has a wrong check character.');
    if (Number(number.slice(6, 14)) !== birth)
      throw new CardFault('Number and date of birth on the card do not agree.');
    if (layout === 'Y' && !number.startsWith('9'))
      throw new CardFault('The number on the card is of another kind of card.');
  }
  if ([name, address, ...others].some((text) => unwritten.test(text)))
    throw new CardFault('A text on the card is none.');
  const shown = name || others.join('').trim();
  if (shown.trim() === '') throw new CardFault('The card has no name.');
  return {
    kind: 'id-card',
    layout,
    number,
    name: shown,
    birth,
    validUntil: until === forever ? 0 : dayOf(until),
    address,
  };
}

/**
 * The address that was noted on the chip after the card was made.
 * @param bytes the 70 bytes that the reader gave
 * @throws CardFault when they are no text
 */
export function readNewestAddress(bytes: Uint8Array): string {
  if (bytes.length !== addressTextBytes) throw new CardFault('The newest address of a card has 70 bytes.');
  const address = textOf(bytes, [0, addressTextBytes]);
  if (unwritten.test(address)) throw new CardFault('The newest address of the card is no text.');
  return address;
}
