import { ScriptedDevice } from '../../ports/emulated/scripted-device.ts';
import type { Timers } from '../../ports/timers.ts';

export interface TextLinesEmulatorOptions {
  /** What a line says of a temperature in °C; `T=36.52` with CR LF by default. */
  line?: (degrees: number) => string;
  baudRate?: number;
  /** How often it writes, ms. Default 200. */
  everyMs?: number;
  timers?: Timers;
}

/** A thermometer that writes lines of text from power-up on. */
export class TextLinesEmulator extends ScriptedDevice {
  readonly baudRate: number;
  readonly #line: (degrees: number) => string;
  readonly #everyMs: number;
  #temperature: number;

  /** @param temperature what it measures, whole centi-degrees */
  constructor(temperature: number, options: TextLinesEmulatorOptions = {}) {
    super(options.timers);
    this.#temperature = temperature;
    this.baudRate = options.baudRate ?? 9600;
    this.#line = options.line ?? ((degrees) => `T=${degrees.toFixed(2)}\r\n`);
    this.#everyMs = options.everyMs ?? 200;
  }

  /** What it measures from now on, whole centi-degrees. */
  set(temperature: number): void {
    this.#temperature = temperature;
  }

  protected override poweredUp(): void {
    this.every(this.#everyMs, () =>
      this.answer(new TextEncoder().encode(this.#line(this.#temperature / 100))),
    );
  }

  /** It listens to nobody. */
  receive(): void {}
}
