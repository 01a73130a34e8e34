/** Passkeys of one's own account: what pages and server say to one another, under /api/sitecode/passkey(s). */

/** A challenge is good once, and for so long, ms. */
export const challengeMs = 5 * 60_000;
/** So many an account has at the most. */
export const mostPasskeys = 10;

export interface PasskeyRow {
  id: string;
  /** As its holder calls it. */
  name: string;
  /** UTC ms; 0: never. */
  madeAt: number;
  usedAt: number;
}
/** GET passkeys */
export interface PasskeysAnswer {
  passkeys: PasskeyRow[];
  now: number;
}
/** POST passkey/begin: with a code of the authenticator app or a recovery code, so that nobody adds one to a session that was left open. */
export interface PasskeyBeginRequest {
  code: string;
}
export interface PasskeyBegun {
  /** Base64url. */
  challenge: string;
  /** The domain that it is for. */
  rpId: string;
  district: string;
  account: { id: string; name: string };
  /** Those that the account has already. */
  known: string[];
}
/** POST passkey/add: what the browser made, base64url. */
export interface PasskeyAddRequest {
  name: string;
  clientData: string;
  attestation: string;
}
/** POST passkey/remove */
export interface PasskeyNamed {
  id: string;
}

/** A sign-in is asked for a code or one of these: why a fault 'second-factor' was answered. */
export interface PasskeyAsked {
  challenge: string;
  ids: string[];
}

/** As a fault's reason; 'asked' where the account has no passkey. */
export function askedReason(asked: PasskeyAsked | null): string {
  return asked ? ['asked', asked.challenge, ...asked.ids].join(' ') : 'asked';
}

/** @returns null where none can be used */
export function readAskedReason(reason: string | undefined): PasskeyAsked | null {
  const [asked, challenge, ...ids] = (reason ?? '').split(' ');
  return asked === 'asked' && challenge && ids.length > 0 ? { challenge, ids } : null;
}
