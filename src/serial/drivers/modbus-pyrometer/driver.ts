import { Framer } from '../../framing/framer.ts';
import type { Driver } from '../driver.ts';
import { repeat } from '../repeat.ts';
import { decodeModbus, modbusFormat, readRegister, unfilteredRegister } from './protocol.ts';

/** How often it is asked, ms. */
const pollEveryMs = 150;
/** Industrial pyrometers are ±1 °C or 1 %, centi-degrees. */
const accuracy = 100;
/** What such a device can measure, centi-degrees. */
const range = { min: -4000, max: 100_000 };

const query = readRegister(unfilteredRegister);

/** A pyrometer on Modbus RTU: asked all the time. It does not tell how warm the air is. */
export const modbusPyrometer: Driver = {
  id: 'modbus-pyrometer',
  name: 'Modbus RTU pyrometer',
  kind: 'thermometer',
  baudRates: [9600],
  recognition: { by: 'asking', query, answerBytes: modbusFormat.maxLength },
  silentAfterMs: 2000,
  framer: () => new Framer(modbusFormat),
  begin(link) {
    const end = repeat(link.timers, pollEveryMs, () => link.send(query));
    return {
      take(frame) {
        const surface = decodeModbus(frame);
        if (surface < range.min || surface > range.max) return link.drop();
        link.emit({ type: 'temperature', reading: { surface, ambient: null, accuracy, at: link.now() } });
      },
      end,
    };
  },
};
