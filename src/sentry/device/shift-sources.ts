import { machinePorts } from '../../serial/ports/machine-ports.ts';
import { handChoices, type HandChoices } from './hand-choices.ts';
import type { PortSource } from '../../serial/ports/serial-port.ts';

/** Where a shift's frames and readings come from. */
export interface ShiftSources {
  /** Opens the picture in place of the device's camera; null for the camera itself. */
  openStream: (() => Promise<MediaStream>) | null;
  /** Serial ports; null where the browser has none. */
  ports: PortSource | null;
  /** The camera chosen by staff; '' for the browser's own choice. */
  cameraId: string;
  /** How staff use it. */
  hand: HandChoices;
  /** True where the picture faces its viewer. */
  mirror: boolean;
  /** True where the sentry has the whole screen. */
  wholeScreen: boolean;
}

const cameraKey = 'sitecode.camera';

/** This device's own camera and ports. */
export function deviceSources(): ShiftSources {
  const cameraId = chosenCamera();
  const hand = handChoices();
  const mirror = cameraId === '' && !hand.handHeld;
  return { openStream: null, ports: machinePorts(), cameraId, hand, mirror, wholeScreen: true };
}

/** Remembers staff's choice for the next start. @param id '' for the browser's own choice */
export function rememberCamera(id: string): void {
  try {
    localStorage.setItem(cameraKey, id);
  } catch {
    // chosen for this start alone
  }
}

/** '' where none was chosen, or the browser keeps nothing. */
function chosenCamera(): string {
  try {
    return localStorage.getItem(cameraKey) ?? '';
  } catch {
    return '';
  }
}
