import { typedCharacters } from '../text/typed-text.ts';

/** No 0 and O, no 1, I and L: a code is read from one screen and typed at another. */
export const pairingCodeAlphabet = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
export const pairingCodeLength = 8;

/**
 * A one-time pairing code as the server knows it, from what somebody typed: in small letters, full-width, grouped otherwise.
 * @returns null for what cannot be a code
 */
export function readPairingCode(text: string): string | null {
  const code = typedCharacters(text)?.toUpperCase() ?? '';
  const known = [...code].every((character) => pairingCodeAlphabet.includes(character));
  return known && code.length === pairingCodeLength ? code : null;
}
