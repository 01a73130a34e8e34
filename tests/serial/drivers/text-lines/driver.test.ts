import { expect } from '@open-wc/testing';
import { textLines } from '../../../../src/serial/drivers/text-lines/driver.ts';
import { parseTextLine } from '../../../../src/serial/drivers/text-lines/protocol.ts';
import { DriverRun, itReadsWholeFramesAlone, temperature } from '../driver-properties.ts';

const line = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('the driver of text lines', () => {
  itReadsWholeFramesAlone({
    driver: textLines,
    // The end of junk is the end of its last line.
    before: line('T=30.00\r\n'),
    hasCheckSum: false,
    samples: [
      {
        name: 'an object’s temperature',
        bytes: line('T=36.52\n'),
        events: [temperature({ surface: 3652, stated: null, ambient: null, accuracy: 100 })],
      },
      {
        name: 'object and ambient',
        bytes: line('TO: 34.10 TA: 22.35\n'),
        events: [temperature({ surface: 3410, stated: null, ambient: 2235, accuracy: 100 })],
      },
      {
        name: 'what the device takes the body temperature to be',
        bytes: line('Body = 36.6°C\r'),
        events: [temperature({ surface: null, stated: 3660, ambient: null, accuracy: 100 })],
      },
    ],
  });

  const none = [
    '',
    'T=36',
    'T=',
    'T=.5',
    'T=36.5.2',
    'T=36.T=36.52',
    'T=36.52T=36.52',
    'T=36.52 T=36.60',
    'TA=25.00',
    'Ambient: 25.0',
    'set T=36.5x',
    'offset=0.5 T=36.52',
    'T=1234.5',
    '36.52',
    'ET=36.52',
  ];
  for (const text of none) {
    it(`takes "${text}" for no reading`, () => {
      expect(parseTextLine(line(text))).to.equal(null);
    });
  }

  for (const [text, surface] of [
    ['T=36.52', 3652],
    ['t : -5.25', -525],
    ['Object=36.5 C', 3650],
    ['Sensor 1, TO=36.5, TA=25.0', 3650],
    ['T=36.5℃', 3650],
  ] as const) {
    it(`reads "${text}"`, () => {
      expect(parseTextLine(line(text))?.surface).to.equal(surface);
    });
  }

  it('does not count the first line: it may be the end of one', () => {
    const run = new DriverRun(textLines);
    run.give(line('T=6.52\r\nT=36.52\r\n'));
    expect(run.events).to.deep.equal([
      temperature({ surface: 3652, stated: null, ambient: null, accuracy: 100 }),
    ]);
    run.end();
  });

  it('throws a line away that has no end', () => {
    const run = new DriverRun(textLines);
    run.give(line('T=30.00\r\n'), line('x'.repeat(5000)), line('T=36.52\r\n'), line('T=36.60\r\n'));
    expect(run.events).to.deep.equal([
      temperature({ surface: 3660, stated: null, ambient: null, accuracy: 100 }),
    ]);
    run.end();
  });
});
