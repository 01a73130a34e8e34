import { expect } from '@open-wc/testing';
import { KeyboardScanner } from '../../../src/serial/keyboard/keyboard-scanner.ts';
import { seeded } from '../../support/seeded.ts';
import { ManualTimers } from '../manual-timers.ts';

describe('a scanner that pretends to be a keyboard', () => {
  let timers: ManualTimers;
  let scanner: KeyboardScanner;
  let texts: string[];
  let prevented: number;
  beforeEach(() => {
    timers = new ManualTimers();
    texts = [];
    prevented = 0;
    scanner = new KeyboardScanner((text) => texts.push(text), timers);
  });

  /** Presses keys one after the other. */
  async function keys(
    pressed: readonly string[],
    everyMs: number | (() => number),
    change: object = {},
  ): Promise<void> {
    for (const key of pressed) {
      scanner.press({
        key,
        timeStamp: timers.now(),
        ctrlKey: false,
        altKey: false,
        metaKey: false,
        isComposing: false,
        preventDefault: () => prevented++,
        ...change,
      });
      await timers.advance(typeof everyMs === 'number' ? everyMs : everyMs());
    }
  }

  for (const end of ['Enter', 'Tab'])
    it(`gives what is ended by ${end}, which presses nothing else`, async () => {
      await keys([...'HSC1:6BFOXN', end], 5);
      expect([texts, prevented]).to.deep.equal([['HSC1:6BFOXN'], 1]);
    });

  it('gives what is ended by silence, without its AIM identifier and without the keys beside letters', async () => {
    await keys(['Shift', ']', 'Shift', 'Q', '1', ...'HSC1:ABCDEF'], 3);
    await timers.advance(200);
    expect(texts).to.deep.equal(['HSC1:ABCDEF']);
  });

  it('takes nothing that a hand types, whatever its speed', async () => {
    const chance = seeded(60);
    await keys([...'a whole sentence that somebody types in a hurry', 'Enter'], () => 60 + chance.below(200));
    await timers.advance(500);
    expect([texts, prevented]).to.deep.equal([[], 0]);
  });

  it('takes no few keys that were hit together, and no short cuts', async () => {
    await keys([...'asdf', 'Enter'], 2);
    await keys([...'HSC1:ABCDEF', 'Enter'], 2, { ctrlKey: true });
    await timers.advance(500);
    expect(texts).to.deep.equal([]);
  });

  it('gives one code after the other, and nothing of what was typed before', async () => {
    await keys([...'xy'], 200);
    await keys([...'HSC1:FIRST1', 'Enter'], 4);
    await keys([...'HSC1:SECOND', 'Enter'], 4);
    expect(texts).to.deep.equal(['HSC1:FIRST1', 'HSC1:SECOND']);
  });
});
