/** Accounts that people sign in to with a password: what pages and server both know of them. */

export type AccountKind = 'citizens' | 'owners' | 'staff';
export const accountKinds: readonly AccountKind[] = ['citizens', 'owners', 'staff'];

const hour = 3_600_000;

/** The longest that one sign-in lasts, ms, however often its token is exchanged: then the person signs in again. */
export const longestSessionMs: Record<AccountKind, number> = {
  citizens: 90 * 24 * hour,
  owners: 7 * 24 * hour,
  staff: 12 * hour,
};

/** The fewest characters of a new password. */
export const shortestPassword: Record<AccountKind, number> = { citizens: 8, owners: 8, staff: 12 };
/** bcrypt, which keeps them, reads no more bytes than these. */
export const longestPasswordBytes = 72;

/** The route by which a sign-in is ended: the page of a scanned code asks it without the table of all routes. */
export const signOutPath = 'sign-out';

/** In which header of a sign-in the code of a second factor stands: no log has it, and no address. */
export const factorHeader = 'Sitecode-Second-Factor';

/** Why a new password is not taken. */
export type PasswordFault =
  | 'short'
  | 'long'
  | 'common' // on the list of common ones, or one of these with ends
  | 'pattern' // one piece again and again, or a row of neighbours
  | 'own'; // made of the account's own name or address

/**
 * What an address is compared by: people and imports write it in any case, and in full-width letters.
 * @returns '' for nothing
 */
export function emailKey(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}

/** POST password: changes the asker's own. Every other session of the account ends. */
export interface PasswordRequest {
  old: string;
  new: string;
}
export interface PasswordAnswer {
  /** Of this session, in place of the one that asked. It ends when that one would have. */
  token: string;
}
