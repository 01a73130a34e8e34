import { Devices } from '../../../src/serial/devices/devices.ts';
import { DeviceMemory } from '../../../src/serial/devices/device-memory.ts';
import type { DeviceEvent } from '../../../src/serial/drivers/device-event.ts';
import type { Driver } from '../../../src/serial/drivers/driver.ts';
import type { EmulatedDevice } from '../../../src/serial/ports/emulated/emulated-device.ts';
import { FakePorts } from '../../../src/serial/ports/emulated/fake-ports.ts';
import { ManualTimers } from '../manual-timers.ts';

/** One emulated device on a port, its driver at work, and what it read. */
export class EmulatedDesk {
  readonly ports = new FakePorts();
  readonly memory = new DeviceMemory();
  readonly events: DeviceEvent[] = [];
  readonly devices: Devices;

  /** @param timers the device's own, where it needs any */
  constructor(
    device: EmulatedDevice,
    drivers: readonly Driver[],
    readonly timers = new ManualTimers(),
  ) {
    this.devices = new Devices({
      ports: this.ports,
      drivers,
      memory: this.memory,
      timers: this.timers,
      locks: undefined,
    });
    this.devices.on('event', ({ event }) => this.events.push(event));
    this.ports.plug(device);
    this.devices.start();
  }

  /** Which driver runs; null while none does. */
  get running(): string | null {
    return this.devices.list.find(({ state }) => state === 'running')?.driver?.id ?? null;
  }

  /** Lets time go by until a driver runs. */
  async found(): Promise<string | null> {
    for (let seconds = 0; seconds < 120 && this.running === null; seconds++) await this.timers.advance(1000);
    return this.running;
  }

  get faults() {
    return this.devices.list[0]!.faults;
  }

  /** Lets time go by. @returns what was read meanwhile */
  async during(ms: number): Promise<DeviceEvent[]> {
    const before = this.events.length;
    await this.timers.advance(ms);
    return this.events.slice(before);
  }

  stop(): Promise<void> {
    return this.devices.stop();
  }
}
