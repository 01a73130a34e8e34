import type { QrReaderHeartbeat } from '../../camera/qr-reader.ts';
import type { Devices } from '../../serial/devices/devices.ts';
import type { SentryDevice } from '../device/sentry-device.ts';
import type { Watch } from './watchdog.ts';

const minute = 60_000;
/** The device's clock and the one that never jumps may differ by so much from one look to the next, ms. */
const jumpMs = 5000;
/** Less room than this, or so little of all, is near the end. */
const leastRoom = 50_000_000;
const leastShare = 0.03;
/** How often the browser is asked for the room, ms. */
const roomEveryMs = 5 * minute;

/** A busy device may miss a second, ms. */
const unreadMs = 3000;

interface Gate {
  device: SentryDevice;
  devices: Devices | null;
  /** Null before the camera was opened. */
  reader: () => QrReaderHeartbeat | null;
  openCamera: () => Promise<void>;
  /** Whether a scan could not be written since the last write that could, and the try to write now. */
  writeFault: () => boolean;
  tryToWrite: () => Promise<void>;
  /** When the server last answered, ms on the page's performance.now() clock. */
  heardAt: () => number;
  askServer: () => void;
}

/** What a gate looks after, and what it does about each. */
export function gateWatches(gate: Gate): Watch[] {
  return [camera(gate), worker(gate), ports(gate), storage(gate), clock(gate)];
}

/** The camera opens itself again and again; a driver that hangs is helped by a new stream, and last by a new page. */
function camera({ reader, openCamera }: Gate): Watch {
  let ran = false;
  return {
    kind: 'camera',
    isWell() {
      const now = reader();
      if (!now || document.hidden) return true;
      if (now.camera === 'running') ran = true;
      // Permission is a person's to give; a camera that was never there is not ill.
      return now.camera === 'running' || now.camera === 'denied' || (now.camera === 'missing' && !ran);
    },
    mend: openCamera,
    patienceMs: 45_000,
    restartAfterMs: 5 * minute,
  };
}

/** A reader that gets pictures and reads none: it replaces its worker by itself first. */
function worker({ reader, openCamera }: Gate): Watch {
  let readAt = -Infinity;
  return {
    kind: 'worker',
    isWell() {
      const now = reader();
      if (!now || document.hidden || now.framesPerSecond === 0) return true;
      const at = performance.now();
      if (now.readsPerSecond > 0) readAt = at;
      return !now.isBlind && now.engine !== null && at - readAt < unreadMs;
    },
    mend: openCamera,
    patienceMs: 45_000,
    restartAfterMs: 5 * minute,
  };
}

/**
 * What was plugged in and answers no more. A cable that is out is a person's to plug in; a port that is there, and is open and silent, or
 * cannot be closed or opened, may need a new page.
 */
function ports({ devices }: Gate): Watch {
  return {
    kind: 'ports',
    isWell: () => !devices?.list.some(({ state }) => state === 'lost'),
    mend: () => devices?.wakeLost(),
    patienceMs: 30_000,
    restartAfterMs: 5 * minute,
    restartHelps: () => devices?.list.some(({ state, isIn }) => state === 'lost' && isIn) ?? false,
  };
}

/** Copies that fail, writes that fail, and room that ends. Room is made of what the server has already. */
function storage({ device, writeFault, tryToWrite }: Gate): Watch {
  let roomAskedAt = -Infinity;
  let isTight = false;
  const askForRoom = async (): Promise<void> => {
    const { usage = 0, quota } = (await navigator.storage?.estimate?.()) ?? {};
    isTight = quota !== undefined && quota - usage < Math.min(leastRoom, quota * leastShare);
  };
  return {
    kind: 'storage',
    isWell() {
      if (performance.now() - roomAskedAt > roomEveryMs) {
        roomAskedAt = performance.now();
        void askForRoom().catch(() => undefined);
      }
      const { database, journal, settings } = device.storage;
      return !writeFault() && !isTight && ![database, journal, settings].includes('failed');
    },
    async mend() {
      await tryToWrite();
      await askForRoom();
    },
    patienceMs: 10_000,
    restartAfterMs: 5 * minute,
  };
}

/** A clock that jumps: the server is asked for the time at once, and not with the next heartbeat. */
function clock({ device, heardAt, askServer }: Gate): Watch {
  let before = { wall: Date.now(), at: performance.now() };
  let jumpedAt = -Infinity;
  return {
    kind: 'clock',
    isWell() {
      const now = { wall: Date.now(), at: performance.now() };
      const gone = now.at - before.at;
      // A device that slept lost no time that it knows of either: it asks as well.
      if (Math.abs(now.wall - before.wall - gone) > jumpMs) jumpedAt = now.at;
      before = now;
      return !device.clock.stopped && heardAt() >= jumpedAt;
    },
    mend: askServer,
    patienceMs: 1000,
    restartAfterMs: null,
  };
}
