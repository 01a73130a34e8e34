import { typedCharacters } from '../text/typed-text.ts';

/** 13912345678 */
const mobile = /^1[3-9]\d{9}$/;
/** 021 63571234, 0755 83123456, 0312 2012345 */
const landline = /^0[1-9]\d{8,10}$/;
/** 63571234, as people of one city tell one another */
const localLine = /^[2-8]\d{6,7}$/;
/** Of any other country, with + (ITU-T E.164). */
const foreign = /^\+[1-9]\d{6,14}$/;

/**
 * A phone number as it is compared: digits alone, a mainland number without its country's prefix, another country's with its
 * `+`. Takes it as people type it: full-width, grouped, in brackets, with +86, 0086 or 86.
 * @returns null for what cannot be a phone number
 */
export function readPhoneNumber(text: string): string | null {
  const characters = typedCharacters(text)?.replace(/[()[\]/]/g, '');
  if (!characters || !/^\+?\d+$/.test(characters)) return null;
  if (mobile.test(characters) || landline.test(characters) || localLine.test(characters)) return characters;
  const international = characters.replace(/^00/, '+').replace(/^(?=86\d{10,12}$)/, '+');
  if (!international.startsWith('+86')) return foreign.test(international) ? international : null;
  const national = international.slice(3).replace(/^0(?=1[3-9]\d{9}$)/, '');
  if (mobile.test(national) || landline.test(national)) return national;
  // Abroad the area code is written without its 0.
  return /^[2-9]\d{8,10}$|^10\d{8}$/.test(national) ? `0${national}` : null;
}
