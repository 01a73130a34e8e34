import { expect } from '@open-wc/testing';
import { Framer } from '../../../../src/serial/framing/framer.ts';
import {
  decodeGyMcu90614,
  encodeGyMcu90614,
  gyMcu90614Commands,
  gyMcu90614Format,
  isMeasurable,
} from '../../../../src/serial/drivers/gy-mcu90614/protocol.ts';
import { bytes, seededRandom } from '../../bytes.ts';

const samples: { hex: string; surface: number; ambient: number }[] = [
  { hex: '5A 5A 45 04 0E 44 09 C4 1C', surface: 3652, ambient: 2500 },
  { hex: '5A 5A 45 04 0D 52 08 BB 1F', surface: 3410, ambient: 2235 },
  { hex: '5A 5A 45 04 0F 18 0B C4 F3', surface: 3864, ambient: 3012 },
  { hex: '5A 5A 45 04 FD F3 FE A2 8D', surface: -525, ambient: -350 },
];

function read(stream: string | Uint8Array) {
  const framer = new Framer(gyMcu90614Format);
  const input = typeof stream === 'string' ? bytes(stream) : stream;
  return { readings: framer.push(input, 0).map(decodeGyMcu90614), framer };
}

describe('the GY-MCU90614 protocol', () => {
  for (const { hex, surface, ambient } of samples) {
    it(`reads and writes ${hex}`, () => {
      expect(read(hex).readings).to.deep.equal([{ surface, ambient }]);
      expect(encodeGyMcu90614({ surface, ambient })).to.deep.equal(bytes(hex));
    });
  }

  it('has the commands of the maker', () => {
    expect(gyMcu90614Commands).to.deep.equal({
      query: bytes('A5 15 BA'),
      continuous: bytes('A5 45 EA'),
      baud9600: bytes('A5 AE 53'),
      baud115200: bytes('A5 AF 54'),
      autoOn: bytes('A5 51 F6'),
      autoOff: bytes('A5 52 F7'),
    });
  });

  for (const id of ['00', '45', '5A']) {
    it(`tolerates the number ${id} after each frame`, () => {
      const { readings } = read(samples.map(({ hex }) => `${hex} ${id}`).join(' '));
      expect(readings).to.deep.equal(samples.map(({ surface, ambient }) => ({ surface, ambient })));
    });
  }

  it('refuses every frame in which one bit is wrong', () => {
    for (const { hex } of samples) {
      for (let bit = 0; bit < 72; bit++) {
        const damaged = bytes(hex);
        damaged[bit >> 3]! ^= 1 << (bit & 7);
        expect(read(damaged).readings, `bit ${bit} of ${hex}`).to.deep.equal([]);
      }
    }
  });

  it('finds a frame after any noise, and no reading in the noise itself', () => {
    const random = seededRandom(90_614);
    for (let run = 0; run < 500; run++) {
      const noise = Array.from({ length: Math.floor(random() * 64) }, () =>
        random() < 0.4 ? [0x5a, 0x45, 0x04][Math.floor(random() * 3)]! : Math.floor(random() * 256),
      );
      const framer = new Framer(gyMcu90614Format);
      const inNoise = framer.push(bytes(noise), 0);
      expect(inNoise.length, `noise ${noise.join()}`).to.equal(0);
      // One answer may be swallowed by a half frame in the noise; the one after it never is.
      const found = [...framer.push(bytes(samples[0]!.hex), 0), ...framer.push(bytes(samples[1]!.hex), 0)];
      expect(decodeGyMcu90614(found.at(-1)!)).to.deep.equal({ surface: 3410, ambient: 2235 });
    }
  });

  it('writes any temperature that it reads', () => {
    for (const value of [-32_768, -1, 0, 1, 3700, 32_767]) {
      const frame = encodeGyMcu90614({ surface: value, ambient: -value - 1 });
      expect(read(frame).readings).to.deep.equal([{ surface: value, ambient: -value - 1 }]);
    }
  });

  for (const wrong of [32_768, -32_769, 36.5, Number.NaN]) {
    it(`refuses to write ${wrong}`, () => {
      expect(() => encodeGyMcu90614({ surface: wrong, ambient: 0 })).to.throw(RangeError, String(wrong));
    });
  }

  const measurable: [surface: number, ambient: number, expected: boolean][] = [
    [3652, 2500, true],
    [-7000, -4000, true],
    [-7001, 2500, false],
    [3652, 12_500, true],
    [3652, 12_501, false],
    [3652, -4001, false],
    [-32_768, -32_768, false],
  ];
  for (const [surface, ambient, expected] of measurable) {
    it(`${expected ? 'takes' : 'drops'} surface ${surface}, ambient ${ambient}`, () => {
      expect(isMeasurable({ surface, ambient })).to.equal(expected);
    });
  }
});
