import { LineFramer } from '../../framing/line-framer.ts';
import type { Driver } from '../driver.ts';
import { parseTextLine, textLineFormat } from './protocol.ts';

/** Nothing is known of such a device: as bad as the worst of the others, centi-degrees. */
const accuracy = 100;

/** Any thermometer that writes its readings as lines of text, by itself. */
export const textLines: Driver = {
  id: 'text-lines',
  name: 'Text lines',
  kind: 'thermometer',
  baudRates: [9600, 115_200, 19_200, 38_400, 57_600],
  recognition: { by: 'listening' },
  silentAfterMs: 10_000,
  framer: () => new LineFramer(textLineFormat),
  begin(link) {
    // What was in the line when the port was opened may be its end alone: `T=1` of `T=36.51`, ended well.
    let isFirst = true;
    return {
      take(line) {
        const read = parseTextLine(line);
        if (read && !isFirst)
          link.emit({ type: 'temperature', reading: { ...read, accuracy, at: link.now() } });
        isFirst = false;
      },
      end: () => undefined,
    };
  },
};
