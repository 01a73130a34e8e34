import { readBundle, type Bundle } from '../domain/bundle.ts';
import { floorTexts } from '../ui/texts/authority.ts';
import type { ApiClient } from '../sync/api-client.ts';
import { ReasonWords } from './reason-words.ts';

/** Not more often than this, ms, the bundle is asked for because of a rule without words. */
const againMs = 60_000;

/**
 * What the board takes from the district's public bundle: its name, whether it is the demo, and the words of the rules.
 * Nothing is decided by it here, so its signature is not checked, as it is wherever a person is admitted.
 */
export class District {
  name: Bundle['district']['name'] | null = null;
  demo = false;
  words = new ReasonWords(null, floorTexts);
  readonly #client: Pick<ApiClient, 'bundle'>;
  #loadedAt = -Infinity;

  constructor(client: Pick<ApiClient, 'bundle'>) {
    this.#client = client;
  }

  /**
   * Reads the bundle, unless that was tried within the last minute. Without one the page goes on: rule ids stand for
   * themselves.
   * @returns true when there is something new to show
   */
  async load(): Promise<boolean> {
    if (performance.now() - this.#loadedAt < againMs) return false;
    this.#loadedAt = performance.now();
    try {
      const { bundle } = await this.#client.bundle(0);
      if (!bundle) return false;
      const { district, policy } = readBundle(bundle.body);
      this.name = district.name;
      this.demo = district.demo;
      this.words = new ReasonWords(policy, floorTexts);
      return true;
    } catch {
      return false;
    }
  }
}
