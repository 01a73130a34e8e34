import { driftWindow, median } from '../../domain/scan/temperature-drift.ts';
import type { MeasuredTemperature } from '../../domain/scan/temperature.ts';

/** The medians of what the thermometer saw at the last passages, for the heartbeat: they show one that drifts. */
export class MeasuredMedians {
  #passages: { at: number; body: number; ambient: number | null }[] = [];

  /** What decided nothing says nothing of the sensor either. @param at UTC ms */
  add({ body, ambient, doubt }: Pick<MeasuredTemperature, 'body' | 'ambient' | 'doubt'>, at: number): void {
    if (body === null || doubt !== null) return;
    this.#passages = [...this.#passages, { at, body, ambient }].slice(-driftWindow.passages);
  }

  /** As heartbeats say it. @param now UTC ms */
  report(now: number): { measured: number; bodyMedian: number | null; ambientMedian: number | null } {
    const recent = this.#passages.filter(({ at }) => Math.abs(now - at) <= driftWindow.ms);
    return {
      measured: recent.length,
      bodyMedian: median(recent.map(({ body }) => body)),
      ambientMedian: median(recent.flatMap(({ ambient }) => ambient ?? [])),
    };
  }
}
