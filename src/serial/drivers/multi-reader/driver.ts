import { Framer } from '../../framing/framer.ts';
import type { Driver } from '../driver.ts';
import { repeat } from '../repeat.ts';
import { cardOf, isCardAnswer, multiFormat, readCardCommand } from './protocol.ts';

/** Reading a card with its photo takes about a second: it is asked for no sooner than the answer can be there. */
const askEveryMs = 1500;
/** Without a card in so many answers the one before was taken away. */
const answersUntilGone = 1;

/** Readers of several kinds of cards, of which the resident ID card is read. */
export const multiReader: Driver = {
  id: 'multi-reader',
  name: 'Multi-in-one card reader',
  kind: 'id-reader',
  baudRates: [115_200, 9600],
  recognition: { by: 'asking', query: readCardCommand, answerBytes: 300, isAnswer: isCardAnswer },
  silentAfterMs: 10_000,
  framer: () => new Framer(multiFormat),
  begin(link) {
    let lies = '';
    let without = 0;
    const end = repeat(link.timers, askEveryMs, () => link.send(readCardCommand));
    return {
      take(frame) {
        const card = cardOf(frame);
        frame.fill(0);
        if (!card) {
          if (++without > answersUntilGone) lies = '';
          return;
        }
        without = 0;
        if (card.number !== lies) link.emit({ type: 'id-card', card });
        lies = card.number;
      },
      end() {
        end();
        lies = '';
      },
    };
  },
};
