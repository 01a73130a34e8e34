import { referenceRange, type ReferenceCheck } from '../../domain/scan/reference-check.ts';
import { DeviceMemory } from '../../serial/devices/device-memory.ts';

/** What staff set up and checked of this sentry's thermometer; kept on the device. */
export interface ThermometerSetup {
  /** How far from the sensor people stand, mm; null where nobody said. */
  distance: number | null;
  /** The last comparison with a reference; null before the first. */
  check: ReferenceCheck | null;
}

const setupKey = 'sitecode.thermometer';
const devicesKey = 'sitecode.devices';
/** What may be said of the distance, mm. */
export const distanceRange = { min: 10, max: 3000 };

function isWithin(value: unknown, { min, max }: { min: number; max: number }): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
}

function isCheck(value: unknown): value is ReferenceCheck {
  const { at, reference, read, outcome } = (value ?? {}) as Partial<ReferenceCheck>;
  return (
    isWithin(at, { min: 1, max: 1e13 }) &&
    isWithin(reference, referenceRange) &&
    isWithin(read, { min: -7000, max: 38_000 }) &&
    ['good', 'off', 'unsteady'].includes(outcome ?? '')
  );
}

/** What cannot be read was never said. */
export function thermometerSetup(): ThermometerSetup {
  const nothing: ThermometerSetup = { distance: null, check: null };
  try {
    const kept = JSON.parse(localStorage.getItem(setupKey) ?? '{}') as Partial<ThermometerSetup> | null;
    return {
      distance: isWithin(kept?.distance, distanceRange) ? kept.distance : null,
      check: isCheck(kept?.check) ? kept.check : null,
    };
  } catch {
    return nothing;
  }
}

/** Changes a part of it, from now on and after the next start. */
export function rememberThermometer(change: Partial<ThermometerSetup>): void {
  store(setupKey, JSON.stringify({ ...thermometerSetup(), ...change }));
}

/** Which devices were behind which kind of port, from start to start. */
export function deviceMemory(): DeviceMemory {
  return new DeviceMemory({
    load: () => {
      try {
        return localStorage.getItem(devicesKey);
      } catch {
        return null;
      }
    },
    save: (text) => store(devicesKey, text),
  });
}

function store(key: string, text: string): void {
  try {
    localStorage.setItem(key, text);
  } catch {
    // Kept for this start alone.
  }
}
