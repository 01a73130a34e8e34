import { isResidentId, readResidentId } from '../person/resident-id.ts';
import { typedCharacters } from '../text/typed-text.ts';

/**
 * The number of a document as a person is found by it, in one of three forms: a resident ID number (also of a permit that has one, such as
 * a foreigner's since 2023); the number of a foreigner's permit of 2017, three letters and twelve digits; of a travel document the issuing
 * state and the number, `UTO.L898902C3`, for two states may give the same number.
 */

/** The longest there is. */
export const documentNumberMost = 40;

/** Three letters and twelve digits. */
export const permitNumber = /^[A-Z]{3}\d{12}$/;
const travelNumber = /^[A-Z]{1,3}\.[A-Z0-9]{4,22}$/;

/** How a travel document is written. @param state of the issuer, without what fills up @param number without what fills up */
export function travelDocumentNumber(state: string, number: string): string {
  return `${state}.${number}`;
}

/**
 * The number of a document as people type it: a resident ID number or a permit's in any grouping; of a travel document the issuing state, then
 * a blank or a dot, then the number ("UTO L898902C3").
 * @returns null for what cannot be one
 */
export function readDocumentNumber(text: string): string | null {
  const resident = readResidentId(text);
  if (resident !== null) return resident;
  const joined = typedCharacters(text)?.toUpperCase();
  if (joined === undefined) return null;
  const isDotted = /^\s*[A-Za-z]{1,3}\./.test(text);
  if (!isDotted && permitNumber.test(joined)) return joined;
  const state = /^([A-Z]{1,3})[\s.\u00b7-]+/.exec(text.trim().normalize('NFKC').toUpperCase())?.[1];
  if (state === undefined) return null;
  const number = travelDocumentNumber(state, joined.slice(state.length));
  return travelNumber.test(number) ? number : null;
}

/** Whether a text is the number of a document, exactly as it is compared. */
export function isDocumentNumber(text: string): boolean {
  return (
    (isResidentId(text) && text === text.toUpperCase()) || permitNumber.test(text) || travelNumber.test(text)
  );
}
