const key = 'sitecode.health-code';

/**
 * How codes of the city's own health code service begin, as the server says with each heartbeat. It is kept, so that such a code is known
 * for one without a network too: it then goes to a guard, and is not called none.
 */
export class CityCodes {
  #prefix: string;

  constructor() {
    try {
      this.#prefix = localStorage.getItem(key) ?? '';
    } catch {
      this.#prefix = '';
    }
  }

  /** @param prefix left out where the district asks no such service */
  hear(prefix = ''): void {
    if (prefix === this.#prefix) return;
    this.#prefix = prefix;
    try {
      localStorage.setItem(key, prefix);
    } catch {
      // known for this start alone
    }
  }

  /** Whether a text is a code of the service's. */
  has(text: string): boolean {
    return this.#prefix !== '' && text.startsWith(this.#prefix);
  }
}
