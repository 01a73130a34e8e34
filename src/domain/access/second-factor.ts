/** The second factor of a staff account: what pages and server say to one another, under /api/sitecode/factor. */
import { pairingCodeAlphabet } from '../site/pairing-code.ts';
import { typedCharacters } from '../text/typed-text.ts';

/**
 * - missing: it must be set up before anything else
 * - optional: there is none, and none is demanded: in the demo, and in trials
 */
export type FactorState = 'set' | 'missing' | 'optional';

/** So many codes for when the phone is gone, each good once. */
export const recoveryCodes = 10;
export const recoveryLength = 10;

/** What was typed as a second factor. */
export type GivenCode = { kind: 'totp' | 'recovery'; code: string };

/** @returns null for what can be neither a code of six digits nor a recovery code */
export function readFactorCode(text: string): GivenCode | null {
  const code = typedCharacters(text)?.toUpperCase() ?? '';
  if (/^[0-9]{6}$/.test(code)) return { kind: 'totp', code };
  const isKnown = [...code].every((character) => pairingCodeAlphabet.includes(character));
  return isKnown && code.length === recoveryLength ? { kind: 'recovery', code } : null;
}

/** GET factor. */
export interface FactorAnswer {
  state: FactorState;
  /** Since when, UTC ms; 0 where there is none. */
  since: number;
  /** Recovery codes that are left. */
  recoveryLeft: number;
}
/** POST factor/begin: for an account that has none. A secret that was begun before is worth nothing then. */
export interface FactorBegun {
  /** In base 32, to be typed. */
  secret: string;
  /** What the QR code holds. */
  address: string;
}
/** POST factor/confirm: a code of the secret that was begun. */
export interface FactorConfirmRequest {
  code: string;
}
export interface FactorConfirmed {
  /** Shown once. */
  recovery: string[];
  /** Of this session, in place of the one that asked: every other one of the account ends. */
  token: string;
}
