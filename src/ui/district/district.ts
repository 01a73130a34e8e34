import type { Alarm } from '../../domain/api/api.ts';
import { readCharter, type Charter } from '../../domain/bundle/charter.ts';
import { floorTexts } from '../texts/common/reasons.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import { ReasonWords } from '../language/reason-words.ts';

/** How long to wait, ms, before the bundle is asked for again: after an answer, and after a failure. */
const againMs = 60_000;
const retryMs = 10_000;

/**
 * What pages of staff and owners take from the district's public bundle: its name, whether it is the demo, and the words of
 * the rules. Nothing is decided by it here, so its signature is not checked, as it is wherever a person is admitted.
 */
export class District {
  name: Charter['district']['name'] | null = null;
  demo = false;
  /** A new object whenever the words change. Without a bundle rule ids stand for themselves. */
  words = new ReasonWords(null, floorTexts);
  readonly #client: Pick<ApiClient, 'bundle'>;
  readonly #onChange: () => void;
  #notBefore = 0;
  /** Whether a page with alarms is open: a sign-in needs no words of rules, nor what reads a whole bundle. */
  #wantsWords = false;
  /** The newest bundle's text whose words are not read yet; null: there is none. */
  #unread: string | null = null;

  constructor(client: Pick<ApiClient, 'bundle'>, onChange: () => void) {
    this.#client = client;
    this.#onChange = onChange;
  }

  /** Reads the bundle, unless that was tried a moment ago. Never throws: the page goes on without it. */
  async load(): Promise<void> {
    if (performance.now() < this.#notBefore) return;
    this.#notBefore = performance.now() + againMs;
    try {
      const { bundle } = await this.#client.bundle(0);
      if (!bundle) return;
      const { district } = readCharter(bundle.charter.body);
      this.name = district.name;
      this.demo = district.demo;
      this.#unread = bundle.body;
      if (this.#wantsWords) await this.#readWords();
      this.#onChange();
    } catch {
      this.#notBefore = performance.now() + retryMs;
    }
  }

  /** Reads the bundle when there is none yet, or when an alarm names a rule that is newer than the one in hand. */
  async keepUpWith(alarms: readonly Alarm[]): Promise<void> {
    this.#wantsWords = true;
    if (this.#unread !== null) {
      await this.#readWords().catch(() => undefined);
      this.#onChange();
    }
    if (this.name === null || alarms.some((alarm) => !this.words.know(alarm))) await this.load();
  }

  /** @throws RangeError if the bundle is not whole, TypeError if what reads it could not be loaded: the next call tries again */
  async #readWords(): Promise<void> {
    const body = this.#unread!;
    const { readBundle } = await import('../../domain/bundle/bundle.ts');
    this.words = new ReasonWords(readBundle(body).policy, floorTexts);
    if (this.#unread === body) this.#unread = null;
  }
}
