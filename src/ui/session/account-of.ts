import { fromBase64url, utf8Text } from '../../domain/bytes/bytes.ts';

/** The id of the account a token was made for; null for none, and for a text that is no JWT of an account. */
export function accountOf(token: string | null): string | null {
  try {
    const claims: unknown = JSON.parse(utf8Text(fromBase64url(token?.split('.')[1] ?? '')));
    const id = (claims as { id?: unknown }).id;
    return typeof id === 'string' ? id : null;
  } catch {
    return null;
  }
}
