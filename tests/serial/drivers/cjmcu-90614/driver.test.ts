import { expect } from '@open-wc/testing';
import { cjmcu90614 } from '../../../../src/serial/drivers/cjmcu-90614/driver.ts';
import { Cjmcu90614Emulator } from '../../../../src/serial/drivers/cjmcu-90614/emulator.ts';
import { encodeCjmcu90614 } from '../../../../src/serial/drivers/cjmcu-90614/protocol.ts';
import { bytes } from '../../bytes.ts';
import { DriverRun, itReadsWholeFramesAlone, temperature } from '../driver-properties.ts';

const sample = bytes('66 66 01 04 0E 44 09 C4 F0');

describe('the driver of the CJMCU-90614', () => {
  itReadsWholeFramesAlone({
    driver: cjmcu90614,
    samples: [
      {
        name: '36.52 °C in 25.00',
        bytes: sample,
        events: [temperature({ surface: 3652, ambient: 2500, accuracy: 50 })],
      },
      {
        name: 'an answer to a question',
        bytes: encodeCjmcu90614({ surface: -10, ambient: 1 }, 2),
        events: [temperature({ surface: -10, ambient: 1, accuracy: 50 })],
      },
    ],
  });

  it('writes the sheet’s frame', () => {
    expect(encodeCjmcu90614({ surface: 3652, ambient: 2500 }, 1)).to.deep.equal(sample);
  });

  it('asks ten times a second, and is answered by its emulator', async () => {
    const emulator = new Cjmcu90614Emulator({ surface: 3410 });
    const run = new DriverRun(cjmcu90614);
    emulator.plugIn({ send: (answer) => run.give(answer), unplug: () => undefined });
    for (let times = 0; times < 11; times++) {
      expect(run.sent).to.have.length(times + 1);
      emulator.receive(run.sent[times]!);
      await run.timers.advance(100);
    }
    expect(run.sent[0]).to.deep.equal(bytes('66 66 02 56'));
    expect(run.events).to.have.length(11);
    expect(run.events[0]).to.deep.equal(temperature({ surface: 3410, ambient: 2500, accuracy: 50 }));
    run.end();
  });

  it('drops what no such sensor can measure', () => {
    const run = new DriverRun(cjmcu90614);
    run.give(encodeCjmcu90614({ surface: 3600, ambient: 30_000 }, 2));
    expect([run.events.length, run.dropped]).to.deep.equal([0, 1]);
    run.end();
  });
});
