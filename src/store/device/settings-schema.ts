import type { PinHash } from '../../domain/gate/pin.ts';
import type { DBSchema } from 'idb';
import type { SentryPlace } from '../../domain/api/gate/sentry-api.ts';
import type { SignedBundle } from '../../domain/bundle/bundle.ts';
import type { PublicKey } from '../../domain/bundle/charter.ts';
import type { SignedDenyList } from '../../domain/pass/deny-list.ts';
import type { SignedRoster } from '../../domain/roster/roster.ts';
import type { CommandSaid } from '../../domain/fleet/sentry-command.ts';
import type { GateSettings } from '../../domain/gate/gate-settings.ts';
import type { SignedWord } from '../../domain/bundle/word.ts';
import type { KeptKey } from '../records/chain-key.ts';
import type { StorageNotice } from '../browser/storage-health.ts';

/** What this tablet is: written once at pairing. */
export interface Pairing {
  token: string;
  /** Keys the hash over each upload; a text. */
  uploadKey: string;
  sentry: SentryPlace;
  /** The district's root key, which every charter must be signed by. */
  root: PublicKey;
  /** The server's key that records are sealed to: the newest that the charter in use has in force. */
  ingest: PublicKey;
}

/** A deny list and the last signed text that vouches for it. */
export interface HeldDenyList {
  signed: SignedDenyList;
  /** As `ids` of a full list. */
  ids: string;
}

/** What a sentry remembers of commands from afar. */
export interface CommandMemory {
  /** The command that locked it; 0 when it is not locked. */
  lockedBy: number;
  /** The last command that locked or unlocked it. */
  lockChange: number;
  /** The wipe that has begun; 0 when there is none. */
  wipe: number;
  /** The last that were done or came too late, oldest first. */
  ended: CommandSaid[];
  /** Those of them that the server has not confirmed to have heard of. */
  unsaid: CommandSaid[];
}

/** What a sentry knows of its site besides its own place. */
export interface SiteMemory {
  settings: GateSettings;
  /** How many sentries the site has. */
  lanes: number;
}

/** Cards of the staff's that open what the PIN opens, each as a hash of its own. */
export interface StaffCards {
  /** The hash of the PIN behind which they were enrolled: another PIN ends them. */
  of: string;
  cards: PinHash[];
}

/** Wrong tries of the staff's PIN in a row. */
export interface PinTries {
  /** The hash of the PIN that they were for. */
  of: string;
  wrong: number;
  /** No other try before this, UTC ms by the device's clock. */
  until: number;
}

/** The single values a sentry keeps, in both of its databases. */
export interface Settings {
  pairing: Pairing;
  bundle: SignedBundle;
  word: SignedWord;
  denyList: HeldDenyList;
  /** The roster of the sentry's site, sealed as it came. */
  roster: SignedRoster;
  /** UTC ms. */
  clockFloor: number;
  chainKey: KeptKey;
  notice: StorageNotice;
  commands: CommandMemory;
  site: SiteMemory;
  pinTries: PinTries;
  staffCards: StaffCards;
  /** Rises with every write of a setting: of two databases that differ, the one with the higher number is right. */
  stamp: number;
}

export interface SettingsSchema extends DBSchema {
  settings: { key: string; value: Settings[keyof Settings] };
}
