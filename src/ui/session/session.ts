/** Where each face keeps its token. `s/` and `me/` share the citizen's. */
export type SessionName = 'sitecode.citizen' | 'sitecode.owner' | 'sitecode.staff';

type TokenStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/**
 * Who is signed in on this device: the server's token in localStorage, so that it outlives the tab. Where a browser keeps
 * nothing (storage switched off or full), the token lives as long as the page.
 */
export class Session {
  readonly name: SessionName;
  readonly #storage: () => TokenStorage;
  /** What this page alone knows, since the storage did not take it; undefined while the storage holds what is so. */
  #unkept: string | null | undefined;

  /** @param storage a function, since a browser may throw at the mere mention of localStorage; tests give their own. */
  constructor(name: SessionName, storage: () => TokenStorage = () => localStorage) {
    this.name = name;
    this.#storage = storage;
  }

  /** The token, null when nobody is signed in. */
  get token(): string | null {
    if (this.#unkept !== undefined) return this.#unkept;
    try {
      return this.#storage().getItem(this.name) || null;
    } catch {
      return null;
    }
  }

  set token(token: string | null) {
    try {
      if (token) this.#storage().setItem(this.name, token);
      else this.#storage().removeItem(this.name);
      this.#unkept = undefined;
    } catch {
      this.#unkept = token;
    }
  }
}
