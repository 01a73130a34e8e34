import { Framer } from '../../framing/framer.ts';
import type { Driver } from '../driver.ts';
import { Poll } from '../poll.ts';
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
    const poll = new Poll(link, query, pollEveryMs);
    return {
      take(frame) {
        const at = poll.answered();
        const surface = decodeModbus(frame);
        if (surface < range.min || surface > range.max) return link.drop();
        if (at === null) return;
        link.emit({ type: 'temperature', reading: { surface, ambient: null, accuracy, at } });
      },
      end: () => poll.end(),
    };
  },
};
