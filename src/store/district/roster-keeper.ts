import type { CardTagger } from '../../credentials/signed/roster-opener.ts';
import { verifyRoster } from '../../credentials/signed/roster-verifier.ts';
import { sha256 } from '../../credentials/bytes/p256.ts';
import type { Charter } from '../../domain/bundle/charter.ts';
import { hex, utf8 } from '../../domain/bytes/bytes.ts';
import type { HealthStatus } from '../../domain/person/health-status.ts';
import type { RosterTaken } from '../../domain/roster/roster-taken.ts';
import {
  holdsOn,
  type RosterEntry,
  type RosterKind,
  type RosterStatement,
  type SignedRoster,
} from '../../domain/roster/roster.ts';
import { readShiftCode, type ShiftCode } from '../../domain/roster/shift-code.ts';
import { localDay } from '../../domain/time/local-day.ts';
import type { DeviceSettings } from '../device/device-settings.ts';

/**
 * - none: the site keeps no roster
 * - missing: it keeps one, and none has come yet
 * - closed: it is here, sealed, and there is no key: none was given, its shift is over, or the tablet was started anew
 * - open: it can be read
 */
export type RosterStanding = 'none' | 'missing' | 'closed' | 'open';

/** How this sentry's roster is. */
export interface RosterState {
  standing: RosterStanding;
  /** When the server stated the version held, UTC ms; null where none is. */
  at: number | null;
  /** Until when it can be read, UTC ms; null where it cannot. */
  until: number | null;
}

/** What the roster says of somebody who shows a proof. It admits nobody, and refuses nobody. */
export interface RosterSeen extends Pick<RosterState, 'standing' | 'at'> {
  /** Null where they are not on it; left out where that cannot be told. */
  entry?: { kind: RosterKind; group: string; holds: boolean } | null;
}

/** Somebody whose document the roster knows: what decides about them while the server cannot be asked. */
export interface RosterPerson {
  /** As it was when the roster was stated. */
  status: HealthStatus;
  /** Their live passes of then: one of them that was withdrawn since speaks against the status. */
  passes: readonly string[];
}

/**
 * What became of a shift's code that was shown.
 * - opened: the roster can be read
 * - waiting: it is of a roster that has not come yet, which it will open
 * - other-site, over, wrong: it opens nothing here, and what is open stays open
 */
export type ShiftCodeTaken = 'opened' | 'waiting' | 'other-site' | 'over' | 'wrong';

interface Held {
  statement: RosterStatement;
  signed: SignedRoster;
  /** By the passes that are shown; null while it is closed. */
  entries: Map<string, RosterEntry> | null;
  /** By the tags of their documents, and what makes a tag; null while it is closed, and where it knows no document. */
  documents: { of: Map<string, RosterEntry>; tag: CardTagger } | null;
}

/**
 * Holds the roster of a sentry's site. On the disk it is sealed, as it came; the key of a shift, and what it opens, are in this object's memory
 * alone, until the shift ends or the page does.
 */
export class RosterKeeper {
  #held: Held | null = null;
  /** The key that opened what is held. */
  #key: ShiftCode | null = null;
  /** A key for a roster that has not come yet. */
  #next: ShiftCode | null = null;
  /** The newest version that the server spoke of. */
  #wanted = 0;
  readonly #settings: DeviceSettings;
  readonly #charter: () => Charter | null;
  readonly #site: number;
  readonly #now: () => number;

  private constructor(
    settings: DeviceSettings,
    charter: () => Charter | null,
    site: number,
    now: () => number,
  ) {
    this.#settings = settings;
    this.#charter = charter;
    this.#site = site;
    this.#now = now;
  }

  /** Loads what the device holds. What is of another site, or fails its check, is not used. */
  static async open(
    settings: DeviceSettings,
    charter: () => Charter | null,
    site: number,
    now: () => number,
  ): Promise<RosterKeeper> {
    const keeper = new RosterKeeper(settings, charter, site, now);
    const stored = await settings.roster();
    const inUse = charter();
    const statement = stored && inUse ? await verifyRoster(stored, inUse) : null;
    if (stored && statement?.site === site) {
      keeper.#held = { statement, signed: stored, entries: null, documents: null };
      keeper.#wanted = statement.version;
    }
    return keeper;
  }

  /** The version held; 0 when there is none. */
  get version(): number {
    return this.#held?.statement.version ?? 0;
  }

  get state(): RosterState {
    this.#endShift();
    const at = this.#held?.statement.at ?? null;
    if (!this.#held) return { standing: this.#wanted > 0 ? 'missing' : 'none', at, until: null };
    return this.#held.entries
      ? { standing: 'open', at, until: this.#key!.until }
      : { standing: 'closed', at, until: null };
  }

  /** The server spoke of a version. @returns whether it is to be fetched */
  hear(version: number): boolean {
    this.#wanted = Math.max(version, this.version);
    return version > this.version;
  }

  /** Takes a newer version, and stores it. @returns false for one that is not the district's, of another site, or not newer */
  async take(signed: SignedRoster): Promise<boolean> {
    const charter = this.#charter();
    const statement = charter && (await verifyRoster(signed, charter));
    if (!statement || statement.site !== this.#site || statement.version <= this.version) return false;
    await this.#settings.saveRoster(signed);
    this.#held = { statement, signed, entries: null, documents: null };
    this.#endShift();
    for (const key of [this.#key, this.#next]) if (key && (await this.#open(key))) break;
    // A key of a shift before opens nothing that comes from now on.
    if (!this.#held.entries) this.#key = null;
    return true;
  }

  /** What this device has to sign of the version that it holds; null where it holds none. */
  async taken(device: number): Promise<RosterTaken | null> {
    if (!this.#held) return null;
    const { statement, signed } = this.#held;
    return {
      device,
      site: statement.site,
      version: statement.version,
      statement: hex(await sha256(utf8(signed.body))),
      at: this.#now(),
    };
  }

  /** Takes the code of a shift as the camera read it. */
  async give(text: string): Promise<ShiftCodeTaken> {
    const code = readShiftCode(text);
    if (!code) return 'wrong';
    if (code.site !== this.#site) return 'other-site';
    if (code.until <= this.#now()) return 'over';
    const shift = this.#held?.statement.shift ?? 0;
    if (code.shift < shift) return 'over';
    if (code.shift > shift) {
      this.#next = code;
      return 'waiting';
    }
    return (await this.#open(code)) ? 'opened' : 'wrong';
  }

  /** What the roster says of a pass. @param passId null for a proof that is no pass of the district's */
  look(passId: string | null): RosterSeen | null {
    const { standing, at } = this.state;
    if (standing === 'none') return null;
    const { entries } = this.#held ?? {};
    if (!entries || passId === null) return { standing, at };
    const entry = entries.get(passId);
    return { standing, at, entry: entry ? this.#seen(entry) : null };
  }

  #seen(entry: RosterEntry): NonNullable<RosterSeen['entry']> {
    const { kind, group } = entry;
    return { kind, group, holds: holdsOn(entry, localDay(this.#now())) };
  }

  /**
   * What the roster says of a document. That it does not know one says nothing: its person may be on it by their pass alone.
   * @returns `person` only for one who is on it today
   */
  async lookAtDocument(number: string): Promise<{ seen: RosterSeen; person: RosterPerson | null } | null> {
    const { standing, at } = this.state;
    if (standing === 'none') return null;
    const unknown = { seen: { standing, at }, person: null };
    const { documents } = this.#held ?? {};
    if (!documents) return unknown;
    const entry = documents.of.get(await documents.tag(number));
    if (!entry?.status) return unknown;
    const seen = this.#seen(entry);
    const { status, passes } = entry;
    return { seen: { standing, at, entry: seen }, person: seen.holds ? { status, passes } : null };
  }

  /** The sentry stands elsewhere by now: nothing of this site's roster stays. */
  async leave(): Promise<void> {
    this.#wanted = 0;
    this.#key = null;
    this.#next = null;
    if (!this.#held) return;
    this.#held = null;
    await this.#settings.forgetRoster();
  }

  async #open(code: ShiftCode): Promise<boolean> {
    const held = this.#held;
    if (!held || code.shift !== held.statement.shift) return false;
    // From the device's own disk, once a shift.
    const { openCardTagger, openRoster } = await import('../../credentials/signed/roster-opener.ts');
    const { cardKey } = held.signed;
    const [entries, tag] = await Promise.all([
      openRoster(held.statement, held.signed.sealed, code.key),
      typeof cardKey === 'string' ? openCardTagger(held.statement, cardKey, code.key) : null,
    ]);
    // A newer version may have come meanwhile.
    if (!entries || held !== this.#held) return false;
    held.entries = new Map(entries.flatMap((entry) => entry.passes.map((pass) => [pass, entry])));
    const known = entries.flatMap((entry) => (entry.cards ?? []).map((card) => [card, entry] as const));
    held.documents = tag && { of: new Map(known), tag };
    this.#key = code;
    if (this.#next?.shift === code.shift) this.#next = null;
    return true;
  }

  /** Forgets keys whose time is over, and what they opened. */
  #endShift(): void {
    const now = this.#now();
    if (this.#next && this.#next.until <= now) this.#next = null;
    if (!this.#key || this.#key.until > now) return;
    this.#key = null;
    if (this.#held) this.#held.entries = this.#held.documents = null;
  }
}
