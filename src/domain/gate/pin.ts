/**
 * The PIN of a site's staff. It is hashed in the browser of whoever sets it and checked on the sentry, offline too: no server ever
 * sees it. A short number is no secret against somebody who holds the hash and time: see docs/threat-model.md.
 */
export interface PinHash {
  /** 16 random bytes, base64url. */
  salt: string;
  /** 32 bytes of PBKDF2-HMAC-SHA-256 over the digits, base64url. */
  hash: string;
  rounds: number;
}

/** Digits of a PIN. */
export const pinDigits = { least: 6, most: 10 } as const;

/** How often it is hashed: what is made, and what is taken. */
export const pinRounds = { made: 600_000, least: 100_000, most: 5_000_000 } as const;

/** Whether a text has the form of a PIN that is not the first one that everybody tries. */
export function isGoodPin(text: string): boolean {
  const { least, most } = pinDigits;
  if (!new RegExp(`^[0-9]{${least},${most}}$`).test(text)) return false;
  const steps = new Set([...text].slice(1).map((digit, index) => Number(digit) - Number(text[index])));
  return !(steps.size === 1 && [-1, 0, 1].includes([...steps][0]!));
}

/** How many tries are free, and how long the next must wait after that, ms. */
const freeTries = 3;
const firstWaitMs = 30_000;
const longestWaitMs = 3_600_000;

/** How long nobody may try after so many wrong tries in a row, ms. */
export function waitAfter(wrong: number): number {
  if (wrong < freeTries) return 0;
  return Math.min(longestWaitMs, firstWaitMs * 2 ** (wrong - freeTries));
}
