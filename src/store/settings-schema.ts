import type { DBSchema } from 'idb';
import type { SentryPlace } from '../domain/api.ts';
import type { SignedBundle } from '../domain/bundle.ts';
import type { PublicKey } from '../domain/charter.ts';
import type { SignedDenyList } from '../domain/deny-list.ts';
import type { SignedWord } from '../domain/word.ts';
import type { KeptKey } from './chain-key.ts';
import type { StorageNotice } from './storage-health.ts';

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

/** The single values a sentry keeps, in both of its databases. */
export interface Settings {
  pairing: Pairing;
  bundle: SignedBundle;
  word: SignedWord;
  denyList: HeldDenyList;
  /** UTC ms. */
  clockFloor: number;
  chainKey: KeptKey;
  notice: StorageNotice;
  /** Rises with every write of a setting: of two databases that differ, the one with the higher number is right. */
  stamp: number;
}

export interface SettingsSchema extends DBSchema {
  settings: { key: string; value: Settings[keyof Settings] };
}
