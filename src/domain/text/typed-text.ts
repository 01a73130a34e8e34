/**
 * What people type where a number is asked for: full-width digits of a Chinese keyboard, groups with blanks, dots or any of
 * the many dashes, invisible characters that came along when it was pasted.
 */

/** No number that is asked for has more characters, however it is grouped; a longer text is not even looked through. */
const longestTyped = 64;

/** Blanks of all kinds, dashes of all kinds, dots between groups, and characters that nobody sees. */
const separators =
  /[\s\u00ad\u00b7\u180e\u200b-\u200f\u2010-\u2015\u2022\u202a-\u202e\u2043\u2060-\u206f\u2212\u2e3a\u2e3b\u30fb\u30fc\ufeff_.\-~]/g;

/**
 * The characters of a typed number without what groups them, in NFKC (full-width forms become ASCII).
 * @returns null for a text that is too long to be a number
 */
export function typedCharacters(text: string): string | null {
  if (text.length > longestTyped) return null;
  return text.normalize('NFKC').replace(separators, '');
}
