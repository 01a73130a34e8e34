import type { Alarm } from '../domain/api.ts';
import { readBundle } from '../domain/bundle.ts';
import { readCharter, type Charter } from '../domain/charter.ts';
import { floorTexts } from './texts/reasons.ts';
import type { ApiClient } from '../sync/api-client.ts';
import { ReasonWords } from './reason-words.ts';

/** How long to wait, ms, before the bundle is asked for again: after an answer, and after a failure. */
const againMs = 60_000;
const retryMs = 10_000;

/**
 * What the board takes from the district's public bundle: its name, whether it is the demo, and the words of the rules.
 * Nothing is decided by it here, so its signature is not checked, as it is wherever a person is admitted.
 */
export class District {
  name: Charter['district']['name'] | null = null;
  demo = false;
  /** A new object whenever the words change. Without a bundle rule ids stand for themselves. */
  words = new ReasonWords(null, floorTexts);
  readonly #client: Pick<ApiClient, 'bundle'>;
  readonly #onChange: () => void;
  #notBefore = 0;

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
      const { policy } = readBundle(bundle.body);
      this.name = district.name;
      this.demo = district.demo;
      this.words = new ReasonWords(policy, floorTexts);
      this.#onChange();
    } catch {
      this.#notBefore = performance.now() + retryMs;
    }
  }

  /** Reads the bundle when there is none yet, or when an alarm names a rule that is newer than the one in hand. */
  async keepUpWith(alarms: readonly Alarm[]): Promise<void> {
    if (this.name === null || alarms.some((alarm) => !this.words.know(alarm))) await this.load();
  }
}
