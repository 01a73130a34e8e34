import { fromBase64url, utf8Text } from '../domain/bytes.ts';

/** Where each face keeps its token. `s/` and `me/` share the citizen's. */
export type SessionName = 'sitecode.citizen' | 'sitecode.owner' | 'sitecode.staff';

type TokenStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/**
 * Who is signed in on this device: the server's token in localStorage, so that it outlives the tab. Where a browser keeps
 * nothing (storage switched off), the token lives as long as the page.
 */
export class Session {
  readonly #name: SessionName;
  readonly #storage: () => TokenStorage;
  #unkept: string | null = null;

  /** @param storage a function, since a browser may throw at the mere mention of localStorage; tests give their own. */
  constructor(name: SessionName, storage: () => TokenStorage = () => localStorage) {
    this.#name = name;
    this.#storage = storage;
  }

  /** The token, null when nobody is signed in. */
  get token(): string | null {
    try {
      return this.#storage().getItem(this.#name) || this.#unkept;
    } catch {
      return this.#unkept;
    }
  }

  set token(token: string | null) {
    this.#unkept = token;
    try {
      if (token) this.#storage().setItem(this.#name, token);
      else this.#storage().removeItem(this.#name);
    } catch {
      // kept by this page alone
    }
  }

  /** The id of the account the token was made for; null when nobody is signed in or the token is no JWT. */
  get account(): string | null {
    try {
      const claims: unknown = JSON.parse(utf8Text(fromBase64url(this.token?.split('.')[1] ?? '')));
      const id = (claims as { id?: unknown }).id;
      return typeof id === 'string' ? id : null;
    } catch {
      return null;
    }
  }
}
