import { expect } from '@open-wc/testing';
import { gyMcu90640 } from '../../../../src/serial/drivers/gy-mcu90640/driver.ts';
import { GyMcu90640Emulator } from '../../../../src/serial/drivers/gy-mcu90640/emulator.ts';
import {
  decodeGyMcu90640,
  encodeGyMcu90640,
  gyMcu90640Commands,
} from '../../../../src/serial/drivers/gy-mcu90640/protocol.ts';
import { bytes } from '../../bytes.ts';
import { DriverRun, itReadsWholeFramesAlone, temperature } from '../driver-properties.ts';

/** A wall of 34.00 °C, the sensor at 25.00. */
const uniform = bytes(`5A5A0206 ${'480D'.repeat(768)} C409 2042`);
const pixels = Int16Array.from({ length: 768 }, (_, at) => {
  const [column, row] = [at % 32, Math.floor(at / 32)];
  return column >= 13 && column < 19 && row >= 8 && row < 14 ? 3450 + ((column + row) % 5) : 2400 + column;
});
/** A face of 6 × 6 pixels before a wall, the sensor at 26.80; its sum as a captured frame has it. */
const face = encodeGyMcu90640({ pixels, ambient: 2680 });

const events = (frame: Uint8Array, reading: object) => [
  { type: 'thermal-picture', picture: decodeGyMcu90640(frame, Date.UTC(2026, 4, 20, 4)) },
  temperature(reading),
];

describe('the driver of the GY-MCU90640', () => {
  itReadsWholeFramesAlone({
    driver: gyMcu90640,
    rounds: 24,
    samples: [
      {
        name: 'a face',
        bytes: face,
        events: events(face, { surface: 3454, ambient: 2680, accuracy: 200, face: true }),
      },
      {
        name: 'a warm wall, which is no face',
        bytes: uniform,
        events: events(uniform, { surface: 3400, ambient: 2500, accuracy: 200, face: false }),
      },
    ],
  });

  it('writes the frames of the sheet', () => {
    expect(encodeGyMcu90640({ pixels: new Int16Array(768).fill(3400), ambient: 2500 })).to.deep.equal(
      uniform,
    );
    expect(face.slice(-2), 'the sum of a captured frame').to.deep.equal(bytes('15 4B'));
    expect(gyMcu90640Commands).to.deep.equal({
      query: bytes('A5 35 01 DB'),
      continuous: bytes('A5 35 02 DC'),
      fourAndEightHertz: [bytes('A5 25 03 CD'), bytes('A5 25 04 CE')],
      baud460800: bytes('A5 15 03 BD'),
    });
  });

  it('drops a picture that no such sensor can make', () => {
    const run = new DriverRun(gyMcu90640);
    run.give(encodeGyMcu90640({ pixels: new Int16Array(768).fill(-32_768), ambient: 2500 }));
    expect([run.events.length, run.dropped]).to.deep.equal([0, 1]);
    run.end();
  });

  it('asks for the next picture when one came, and again when none comes', async () => {
    const run = new DriverRun(gyMcu90640);
    await run.timers.advance(100);
    expect(run.sent).to.deep.equal([gyMcu90640Commands.query]);
    run.give(face);
    await run.timers.advance(0);
    expect(run.sent).to.have.length(2);
    await run.timers.advance(2999);
    expect(run.sent).to.have.length(2);
    await run.timers.advance(1);
    expect(run.sent).to.have.length(3);
    run.end();
  });

  it('is answered by its emulator, who and nobody before it', async () => {
    const run = new DriverRun(gyMcu90640);
    const emulator = new GyMcu90640Emulator({ face: 3500, timers: run.timers });
    emulator.plugIn({ send: (answer) => run.give(answer), unplug: () => undefined });
    emulator.receive(gyMcu90640Commands.query);
    await run.timers.advance(200);
    emulator.set(null);
    emulator.receive(gyMcu90640Commands.query);
    await run.timers.advance(200);
    const readings = run.events.flatMap((event) => (event.type === 'temperature' ? event.reading : []));
    expect(readings.map(({ surface, face: seen }) => [surface, seen])).to.deep.equal([
      [3500, true],
      [2431, false],
    ]);
    emulator.plugOut();
    run.end();
  });
});
