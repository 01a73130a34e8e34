import { utf8 } from './bytes.ts';

/** The most UTF-8 bytes a masked name may take in a pass: what keeps its QR text within 299 characters. */
export const maskedNameMaxBytes = 7;

/**
 * A name as strangers may see it: first and last character with one star between them, "张*三". A name of two characters
 * shows its first alone ("李*"), one of a single character shows nothing ("*"). Where first and last together would take
 * more than seven bytes of UTF-8 (rare four-byte characters), the last is left out.
 */
export function maskName(name: string): string {
  const characters = [...name.trim()];
  if (characters.length < 2) return '*';
  const short = `${characters[0]}*`;
  if (characters.length === 2) return short;
  const long = short + characters[characters.length - 1]!;
  return utf8(long).length <= maskedNameMaxBytes ? long : short;
}
