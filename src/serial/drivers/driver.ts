/**
 * What a driver is. A driver is one folder: its protocol (frames, decoding), its driver (this interface) and an emulator of
 * its device, and one line in registry.ts. docs/drivers.md shows how one is written.
 */
import type { ByteFramer } from '../framing/byte-framer.ts';
import type { Timers } from '../ports/timers.ts';
import type { DeviceEvent } from './device-event.ts';

/** What a device is for. */
export type DeviceKind =
  | 'thermometer'
  | 'thermal-array'
  | 'id-reader'
  | 'document-reader'
  | 'scanner'
  | 'staff-card-reader';

/**
 * How a device is told from others on a port that may hold anything.
 * - `asking`: it answers `query` with a frame. The query is sent to strangers too, so it must change nothing in any device.
 * - `listening`: it sends by itself, in frames that no other device sends.
 * - `choice`: it sends by itself, and its frames could be anybody's (plain text): only staff can say what it is.
 */
export type Recognition =
  | {
      by: 'asking';
      query: Uint8Array;
      /** The answer's length in bytes: how long to wait for it follows from the rate. */
      answerBytes: number;
      /** True of a frame that tells this device; left out where every valid frame does. */
      isAnswer?(frame: Uint8Array): boolean;
    }
  | { by: 'listening'; isAnswer?(frame: Uint8Array): boolean }
  | { by: 'choice' };

/** What a driver's session may do with its device and tell of it. */
export interface DeviceLink {
  readonly timers: Timers;
  /** The sentry's time, UTC ms. */
  now(): number;
  /** Sends bytes. It does not wait and never throws: whether the device heard is only known by its answer. */
  send(bytes: Uint8Array): void;
  /** Passes on what the device read. */
  emit(event: DeviceEvent): void;
  /** A valid frame with a value that no such device can have read: counted for the device's health, and dropped. */
  drop(): void;
}

/** A driver at work on one device, from its recognition until it is lost. */
export interface DriverSession {
  /** Every valid frame, the one that told the device too. */
  take(frame: Uint8Array): void;
  /** The device is lost, or let go: stop all timers. Nothing is sent or emitted any more. */
  end(): void;
}

export interface Driver {
  /** For the device's memory and the heartbeat; never changes. */
  readonly id: string;
  /** The product's name, for staff and the log. */
  readonly name: string;
  readonly kind: DeviceKind;
  /** Rates to try, the commonest first. */
  readonly baudRates: readonly number[];
  readonly recognition: Recognition;
  /**
   * A running device that sends no valid frame for so long is lost, ms. Null for a device that says nothing while nobody
   * uses it: only the end of its port tells.
   */
  readonly silentAfterMs: number | null;
  /** A new framer for one opening of a port. */
  framer(): ByteFramer;
  /** The device was recognised: begins to work with it. */
  begin(link: DeviceLink): DriverSession;
}
