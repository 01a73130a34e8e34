import { typedCharacters } from '../text/typed-text.ts';

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkCharacters = '10X98765432';

/** The check character of the first 17 digits of a resident ID number (GB 11643, ISO 7064 MOD 11-2). */
export function residentIdCheck(digits: string): string {
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += Number(digits[i]) * weights[i]!;
  return checkCharacters[sum % 11]!;
}

/** True for 17 digits with a real birth date and the right check character ("11010519491231002X"; a small x will do). */
export function isResidentId(number: string): boolean {
  if (!/^\d{17}[\dXx]$/.test(number)) return false;
  const year = Number(number.slice(6, 10));
  const month = Number(number.slice(10, 12));
  const day = Number(number.slice(12, 14));
  const date = new Date(Date.UTC(year, month - 1, day));
  const real = year >= 1900 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real && residentIdCheck(number) === number[17]!.toUpperCase();
}

/**
 * A resident ID number as it is compared: 17 digits and a digit or capital X. Takes it as people type it: full-width,
 * grouped, with a small x or the sign × for it.
 * @returns null for what cannot be one: too short, no birth date, or a wrong check character
 */
export function readResidentId(text: string): string | null {
  const number = typedCharacters(text)?.replace(/[x\u00d7\u0445\u0425]$/, 'X') ?? '';
  return isResidentId(number) ? number : null;
}
