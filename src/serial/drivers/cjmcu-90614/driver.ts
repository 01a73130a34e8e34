import { Framer } from '../../framing/framer.ts';
import type { Driver } from '../driver.ts';
import { isMeasurable, mlx90614Accuracy } from '../gy-mcu90614/protocol.ts';
import { Poll } from '../poll.ts';
import { cjmcu90614Format, cjmcu90614Query, decodeCjmcu90614 } from './protocol.ts';

/** How often it is asked, ms. */
const pollEveryMs = 100;

/** The CJMCU-90614 infrared thermometer: asked all the time. */
export const cjmcu90614: Driver = {
  id: 'cjmcu-90614',
  name: 'CJMCU-90614',
  kind: 'thermometer',
  baudRates: [115_200],
  recognition: { by: 'asking', query: cjmcu90614Query, answerBytes: cjmcu90614Format.maxLength },
  silentAfterMs: 2000,
  framer: () => new Framer(cjmcu90614Format),
  begin(link) {
    const poll = new Poll(link, cjmcu90614Query, pollEveryMs);
    return {
      take(frame) {
        const at = poll.answered();
        const measured = decodeCjmcu90614(frame);
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
