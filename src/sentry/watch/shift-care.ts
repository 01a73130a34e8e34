import type { Devices } from '../../serial/devices/devices.ts';
import type { GateState } from '../device/gate-state.ts';
import type { SentryDevice } from '../device/sentry-device.ts';
import type { SentrySync } from '../device/sentry-sync.ts';
import type { ShiftCamera } from '../device/shift-camera.ts';
import { gateWatches } from './gate-watches.ts';
import { SelfCare } from './self-care.ts';

interface Parts {
  device: SentryDevice;
  devices: Devices | null;
  camera: ShiftCamera;
  sync: SentrySync;
  state: () => GateState;
  writeFault: () => boolean;
  tryToWrite: () => Promise<void>;
}

/** What a running sentry does for itself. */
export function careOf({ device, devices, camera, sync, state, writeFault, tryToWrite }: Parts): SelfCare {
  return new SelfCare({
    device: () => device.pairing?.sentry.device ?? 0,
    now: () => device.clock.now(),
    // Without its own worker and without the server a page that is loaded anew would stay empty.
    canLoad: () => Boolean(navigator.serviceWorker?.controller) || state().connection === 'online',
    watches: gateWatches({
      device,
      devices,
      reader: () => camera.health,
      openCamera: () => camera.openAnew(),
      writeFault,
      tryToWrite,
      heardAt: () => sync.heardAt,
      askServer: () => sync.sayNow(),
    }),
  });
}
