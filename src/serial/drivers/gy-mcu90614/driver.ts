import { Framer } from '../../framing/framer.ts';
import type { Driver } from '../driver.ts';
import { Poll } from '../poll.ts';
import {
  decodeGyMcu90614,
  gyMcu90614BaudRates,
  gyMcu90614Commands,
  gyMcu90614Format,
  isMeasurable,
  mlx90614Accuracy,
} from './protocol.ts';

/** How often it is asked, ms: a reading must be there when a code is shown. */
const pollEveryMs = 100;

/** The GY-MCU90614 family of infrared thermometers: asked all the time. */
export const gyMcu90614: Driver = {
  id: 'gy-mcu90614',
  name: 'GY-MCU90614',
  kind: 'thermometer',
  baudRates: gyMcu90614BaudRates,
  recognition: { by: 'asking', query: gyMcu90614Commands.query, answerBytes: gyMcu90614Format.maxLength },
  silentAfterMs: 2000,
  framer: () => new Framer(gyMcu90614Format),
  begin(link) {
    const poll = new Poll(link, gyMcu90614Commands.query, pollEveryMs);
    return {
      take(frame) {
        const at = poll.answered();
        const measured = decodeGyMcu90614(frame);
        if (!isMeasurable(measured)) return link.drop();
        if (at === null) return;
        link.emit({
          type: 'temperature',
          reading: { ...measured, accuracy: mlx90614Accuracy, at },
        });
      },
      end: () => poll.end(),
    };
  },
};
