import type { ReferenceCheck } from '../../domain/scan/reference-check.ts';
import type { MeasuredTemperature } from '../../domain/scan/temperature.ts';

/** What of its last measurements is looked at, and of how many unsteady ones the sensor is to blame. */
const lastMeasurements = 10;
const mostUnsteady = 6;
/** So many frames with impossible values are no noise. */
const mostDropped = 20;

/** Whether the thermometer reads oddly, though it reads: for the fleet, so that somebody looks at it. */
export class SensorOddness {
  #unsteady: boolean[] = [];

  /** Another person was measured. */
  add({ doubt }: Pick<MeasuredTemperature, 'doubt'>): void {
    const isUnsteady = doubt === 'unsteady' || doubt === 'unconfirmed';
    this.#unsteady = [...this.#unsteady, isUnsteady].slice(-lastMeasurements);
  }

  /**
   * @param dropped how many valid frames said what no such sensor can measure
   * @param check its last comparison with a reference
   */
  isOdd(dropped: number, check: ReferenceCheck | null): boolean {
    const unsteady = this.#unsteady.filter(Boolean).length;
    return unsteady >= mostUnsteady || dropped >= mostDropped || check?.outcome === 'off';
  }
}
