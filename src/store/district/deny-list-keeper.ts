import { sha256 } from '../../credentials/bytes/p256.ts';
import { verifyDenyList } from '../../credentials/signed/deny-list-verifier.ts';
import { base64url, hex, utf8 } from '../../domain/bytes/bytes.ts';
import type { Charter } from '../../domain/bundle/charter.ts';
import {
  applyDelta,
  holdsPassId,
  isDelta,
  readPassIds,
  type DenyDelta,
  type FullDenyList,
  type SignedDenyList,
} from '../../domain/pass/deny-list.ts';
import type { HeldDenyList } from '../device/settings-schema.ts';
import type { DeviceSettings } from '../device/device-settings.ts';

/** What became of a list that the server sent. */
export type DenyListTaken =
  | 'taken'
  /** A delta for another list than the one held, or with another result: the full list is needed. */
  | 'does-not-fit'
  /** Not signed by a key of the charter, or not newer than the one held. Nothing was changed. */
  | 'refused';

interface Held {
  version: number;
  /** When the server signed it, UTC ms. */
  at: number;
  ids: Uint8Array<ArrayBuffer>;
}

/**
 * Holds the deny list of a sentry. What is stored is the ids and the last signed text that vouches for them: a full list
 * holds them, a delta holds the hash of what it results in. So all is verified again at every start.
 */
export class DenyListKeeper {
  #held: Held | null = null;
  readonly #settings: DeviceSettings;
  readonly #charter: () => Charter | null;

  private constructor(settings: DeviceSettings, charter: () => Charter | null) {
    this.#settings = settings;
    this.#charter = charter;
  }

  /**
   * Loads what the device holds. A stored list that fails its check is not used.
   * @param charter the one in use; null while there is none: then no list is believed
   */
  static async open(settings: DeviceSettings, charter: () => Charter | null): Promise<DenyListKeeper> {
    const keeper = new DenyListKeeper(settings, charter);
    const stored = await settings.denyList();
    const inUse = charter();
    if (stored && inUse) keeper.#held = await check(stored, inUse);
    return keeper;
  }

  /** The version held; 0 when there is none. */
  get version(): number {
    return this.#held?.version ?? 0;
  }

  /** When the list held was signed, UTC ms; null when there is none. */
  get at(): number | null {
    return this.#held?.at ?? null;
  }

  /** How many passes are on it. */
  get size(): number {
    return (this.#held?.ids.length ?? 0) / 8;
  }

  /**
   * Whether a pass is on the list. A hit counts whatever the list's age. A miss in a list that is older than the newest the
   * server has spoken of says nothing: null, as when there is no list.
   * @param passId 16 hexadecimal characters
   * @param newest the version that the server's last word named
   */
  denied(passId: string, newest: number): boolean | null {
    const held = this.#held;
    if (!held) return null;
    if (holdsPassId(held.ids, passId)) return true;
    return held.version < newest ? null : false;
  }

  /** Takes a newer list or a delta, and stores it. */
  async take(signed: SignedDenyList): Promise<DenyListTaken> {
    const charter = this.#charter();
    const list = charter && (await verifyDenyList(signed, charter));
    if (!list) return 'refused';
    if (!isDelta(list)) {
      if (list.version < this.version) return 'refused';
      return this.#use(held(list), { signed, ids: list.ids });
    }
    if (list.to <= this.version) return 'refused';
    if (list.from !== this.version) return 'does-not-fit';
    let ids: Uint8Array<ArrayBuffer>;
    try {
      ids = applyDelta(this.#held!.ids, list);
    } catch {
      return 'does-not-fit';
    }
    const text = base64url(ids);
    if ((await hashOf(text)) !== list.sha256) return 'does-not-fit';
    return this.#use({ version: list.to, at: list.at, ids }, { signed, ids: text });
  }

  async #use(next: Held, stored: HeldDenyList): Promise<DenyListTaken> {
    if (next.version < this.version) return 'refused';
    this.#held = next;
    await this.#settings.saveDenyList(stored);
    return 'taken';
  }
}

function held(list: FullDenyList): Held {
  return { version: list.version, at: list.at, ids: readPassIds(list.ids) };
}

async function check({ signed, ids }: HeldDenyList, charter: Charter): Promise<Held | null> {
  const list = await verifyDenyList(signed, charter);
  if (!list) return null;
  try {
    if (!isDelta(list)) return held(list);
    return (await hashOf(ids)) === list.sha256
      ? { version: list.to, at: list.at, ids: readPassIds(ids) }
      : null;
  } catch {
    return null;
  }
}

function hashOf(ids: DenyDelta['add']): Promise<string> {
  return sha256(utf8(ids)).then(hex);
}
