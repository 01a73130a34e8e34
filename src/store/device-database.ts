import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { SignedBundle } from '../domain/bundle.ts';
import type { PublicKey } from '../domain/charter.ts';
import type { SignedDenyList } from '../domain/deny-list.ts';
import type { SignedWord } from '../domain/word.ts';
import type { SentryPlace } from '../domain/api.ts';
import type { CommandSaid } from '../domain/sentry-command.ts';
import type { Scan } from '../domain/scan.ts';

/** What this tablet is: written once at pairing. */
export interface Pairing {
  token: string;
  sentry: SentryPlace;
  /** The district's root key, which every charter must be signed by. */
  root: PublicKey;
}

/** A deny list and the last signed text that vouches for it. */
export interface HeldDenyList {
  signed: SignedDenyList;
  /** As `ids` of a full list. */
  ids: string;
}

/** A record the server will never take: kept where staff can see it. */
export interface RejectedScan {
  scan: Scan;
  /** The field at fault, as the server named it. */
  fault: string;
  /** UTC ms. */
  rejectedAt: number;
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

interface SentrySchema extends DBSchema {
  /** Single values: 'pairing', 'bundle', 'word', 'denyList', 'clockFloor', 'commands'. */
  settings: {
    key: string;
    value: Pairing | SignedBundle | SignedWord | HeldDenyList | CommandMemory | number;
  };
  /** Scans not yet named by the server; the key is made by the database and never used twice. */
  scans: { key: number; value: Scan };
  rejected: { key: number; value: RejectedScan };
  /** Showings already used at this gate, by replay key. */
  used: { key: string; value: number };
}

export type DeviceDatabase = IDBPDatabase<SentrySchema>;

/** Every write of a sentry reaches the disk before it counts: Chromium's default would keep up to 48 s in memory alone. */
export const durable = { durability: 'strict' } as const;

/**
 * Opens the sentry's database on this device.
 * @param name tests use one of their own.
 */
export function openDeviceDatabase(name = 'sitecode-sentry'): Promise<DeviceDatabase> {
  return openDB<SentrySchema>(name, 1, {
    upgrade(database) {
      database.createObjectStore('settings');
      database.createObjectStore('scans', { keyPath: 'seq', autoIncrement: true });
      database.createObjectStore('rejected', { keyPath: 'scan.seq' });
      database.createObjectStore('used');
    },
    blocking(_current, _blocked, event) {
      // An older tab must not hold up a newer version's upgrade.
      (event.target as IDBDatabase).close();
    },
  });
}
