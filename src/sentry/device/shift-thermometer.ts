import { compareWithReference, type ReferenceCheck } from '../../domain/scan/reference-check.ts';
import type { SentryPlace } from '../../domain/api/gate/sentry-api.ts';
import { Devices } from '../../serial/devices/devices.ts';
import type { PortSource } from '../../serial/ports/serial-port.ts';
import { measures, type Thermometer } from '../../serial/thermometer/thermometer.ts';
import type { SensorOddness } from '../temperature/sensor-oddness.ts';
import { deviceMemory, rememberThermometer, thermometerSetup } from './thermometer-setup.ts';

/** What of the thermometer's readings is compared with a reference, ms. */
const referenceMs = 3000;

/** Whatever is plugged into a sentry of this place. @param now UTC ms */
export function devicesOf(ports: PortSource, place: SentryPlace, now: () => number): Devices {
  return new Devices({
    ports,
    drivers: async () => {
      const { drivers } = await import('../../serial/drivers/registry.ts');
      // A gate that measures nobody looks for no thermometer.
      return place.measuresTemperature ? drivers : drivers.filter(({ kind }) => !measures(kind));
    },
    memory: deviceMemory(),
    wallClock: now,
  });
}

/**
 * Staff hold a surface of known temperature before the sensor: compares its readings of the last three seconds with it, and
 * remembers what came of it.
 * @param reference centi-degrees Celsius
 * @param now UTC ms
 * @returns null while there are too few readings
 */
export function checkThermometer(
  thermometer: Thermometer | null,
  reference: number,
  now: number,
): ReferenceCheck | null {
  const check = compareWithReference(thermometer?.readings(referenceMs) ?? [], reference, now);
  if (check && check.outcome !== 'unsteady') rememberThermometer({ check });
  return check;
}

/** How the heartbeat says that a thermometer is. */
export function thermometerWord(thermometer: Thermometer | null, oddness: SensorOddness): string {
  const state = thermometer?.state ?? 'missing';
  const dropped = thermometer?.device?.faults.dropped ?? 0;
  return state === 'running' && oddness.isOdd(dropped, thermometerSetup().check) ? 'odd' : state;
}
