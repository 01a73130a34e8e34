// What runs in the browser: the sentry's own devices on the browser's serial ports, or on those in the page.
import { Devices } from '../../../src/serial/devices/devices.ts';
import { drivers } from '../../../src/serial/drivers/registry.ts';
import { NativePorts } from '../../../src/serial/ports/native-ports.ts';

/** What the test asks the page for. */
export interface SerialPage {
  /** Each device as "state driver rate", in order. */
  devices(): string[];
  /** The surfaces that were read since this was last asked, centi-degrees. */
  surfaces(): (number | null)[];
}

const devices = new Devices({ ports: new NativePorts(), drivers });
let surfaces: (number | null)[] = [];
devices.on('event', ({ event }) => {
  if (event.type === 'temperature') surfaces.push(event.reading.surface);
});
devices.start();

const page: SerialPage = {
  devices: () =>
    devices.list
      .map(({ state, driver, baudRate }) =>
        state === 'running' ? `running ${driver!.id} ${baudRate}` : driver ? `${state} ${driver.id}` : state,
      )
      .sort(),
  surfaces: () => {
    const read = surfaces;
    surfaces = [];
    return read;
  },
};
Object.assign(globalThis, { serialPage: page });
