import { concat, utf8 } from '../bytes/bytes.ts';

/**
 * What an administrator tells a sentry to do from afar. None of it can make a gate admit: a lock withholds, its end gives the
 * decision back to the rules that two officials signed, a restart loads the page anew, a wipe takes away.
 * - lock: the sentry admits nobody by itself until it is unlocked
 * - restart: as soon as nobody stands before it
 * - wipe: it forgets pairing, rules and lists; scans not yet uploaded stay until they are
 */
export const commandKinds = ['lock', 'unlock', 'restart', 'wipe'] as const;
export type CommandKind = (typeof commandKinds)[number];

export interface SentryCommand {
  /** Rises with every command, also after a backup was brought back: a sentry does nothing it was told before. */
  id: number;
  kind: CommandKind;
  /** The pairings it is for, by number. */
  devices: number[];
  /** When it was given, and until when it may be begun, UTC ms. */
  at: number;
  expires: number;
}

/** A command as it travels: the very text that was signed, and r||s over `commandMessage(body)`, base64url. */
export interface SignedCommand {
  body: string;
  /** The id of one of the charter's `wordKeys`. */
  key: number;
  signature: string;
}

/**
 * What a sentry says of a command.
 * - done
 * - waiting: it has begun, or will once nobody is at the gate; a wipe waits for the last upload
 * - expired: it could not be done in time
 * - refused: it is not signed by a key of the charter that the sentry holds
 */
export const commandResults = ['done', 'waiting', 'expired', 'refused'] as const;
export type CommandResult = (typeof commandResults)[number];

export interface CommandSaid {
  id: number;
  result: CommandResult;
}

/** Where a command to one sentry stands. A pending one is sent with every answer to its heartbeats. */
export const commandStates = ['pending', 'done', 'expired', 'withdrawn'] as const;
export type CommandState = (typeof commandStates)[number];

/** What the server signs (ECDSA P-256 with SHA-256). */
export function commandMessage(body: string): Uint8Array<ArrayBuffer> {
  return concat(utf8('HSC1-command\0'), utf8(body));
}

/** Reads the text of a command whose signature has been verified. Throws a RangeError when a part is missing. */
export function readCommand(body: string): SentryCommand {
  let command: SentryCommand | null;
  try {
    command = JSON.parse(body) as SentryCommand | null;
  } catch {
    throw new RangeError('The command is no JSON text.');
  }
  const whole = (value: unknown) => Number.isSafeInteger(value) && (value as number) > 0;
  const sound =
    [command?.id, command?.at, command?.expires].every(whole) &&
    Array.isArray(command!.devices) &&
    command!.devices.every(whole) &&
    commandKinds.includes(command!.kind);
  if (!sound) throw new RangeError('The command lacks its number, kind, devices or times.');
  return command!;
}
