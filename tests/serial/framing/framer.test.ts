import { expect } from '@open-wc/testing';
import { Framer, type FrameFormat } from '../../../src/serial/framing/framer.ts';
import { bytes, seededRandom } from '../bytes.ts';

/** STX, length of the text, text, sum: a format with a length of its own, to test what a fixed one cannot. */
const counted: FrameFormat = {
  name: 'counted',
  header: Uint8Array.of(0x02),
  lengthKnownAfter: 2,
  lengthOf: (start) => 3 + start[1]!,
  maxLength: 20,
  isValid: (frame) => frame.subarray(0, -1).reduce((sum, byte) => (sum + byte) & 0xff, 0) === frame.at(-1),
  staleAfterMs: 100,
};

function frame(...text: number[]): number[] {
  const start = [0x02, text.length, ...text];
  return [...start, start.reduce((sum, byte) => (sum + byte) & 0xff, 0)];
}

describe('Framer', () => {
  const one = frame(7, 8, 9);
  const two = frame(0x02, 0x02);
  const cases: { name: string; chunks: number[][]; found: number[][]; skipped: number }[] = [
    { name: 'a frame in one piece', chunks: [one], found: [one], skipped: 0 },
    { name: 'a frame byte by byte', chunks: one.map((byte) => [byte]), found: [one], skipped: 0 },
    { name: 'two frames in one piece', chunks: [[...one, ...two]], found: [one, two], skipped: 0 },
    {
      name: 'a frame that ends in the next piece',
      chunks: [[...one, 2], two.slice(1)],
      found: [one, two],
      skipped: 0,
    },
    { name: 'an empty piece', chunks: [[], one, []], found: [one], skipped: 0 },
    { name: 'a frame without content', chunks: [frame()], found: [frame()], skipped: 0 },
    { name: 'noise before a frame', chunks: [[0xff, 0x00, ...one]], found: [one], skipped: 2 },
    { name: 'noise between frames', chunks: [[...one, 0xff, ...two]], found: [one, two], skipped: 1 },
    {
      name: 'a frame with a wrong sum',
      chunks: [[...one.slice(0, -1), 0], two],
      found: [two],
      skipped: one.length,
    },
    {
      name: 'a false header that promises too much',
      chunks: [[0x02, 200, ...one]],
      found: [one],
      skipped: 2,
    },
    {
      name: 'a half frame before a whole one',
      chunks: [[...one.slice(0, 3), ...two]],
      found: [two],
      skipped: 3,
    },
    {
      name: 'a false header that swallows a whole frame: found by going back',
      chunks: [[0x02, 10, ...one, 0, 0, 0, 0, 0]],
      found: [one],
      skipped: 7,
    },
    {
      name: 'a header repeated',
      chunks: [[0x02, 0x02, 0x02, 0x02, ...one, ...one]],
      found: [one, one],
      skipped: 4,
    },
    {
      name: 'the longest frame',
      chunks: [frame(...Array(17).fill(5))],
      found: [frame(...Array(17).fill(5))],
      skipped: 0,
    },
  ];
  for (const { name, chunks, found, skipped } of cases) {
    it(`finds what there is in ${name}`, () => {
      const framer = new Framer(counted);
      const frames = chunks.flatMap((chunk) => framer.push(bytes(chunk), 0));
      expect(frames.map((each) => [...each])).to.deep.equal(found);
      expect(framer.skippedBytes).to.equal(skipped);
      expect(framer.frames).to.equal(found.length);
    });
  }

  it('forgets the start of a frame whose rest comes too late', () => {
    const framer = new Framer(counted);
    expect(framer.push(bytes(one.slice(0, -1)), 0)).to.deep.equal([]);
    expect(framer.push(bytes(one.slice(-1)), 101)).to.deep.equal([]);
    expect(framer.waiting).to.equal(0);
    expect(framer.push(bytes(one), 102)).to.have.length(1);
  });

  it('waits for a rest that is only slow', () => {
    const framer = new Framer(counted);
    const found = one.map((byte, index) => framer.push(bytes([byte]), index * 99).length);
    expect(found).to.deep.equal([0, 0, 0, 0, 0, 1]);
  });

  it('forgets the start of a frame when it is reset', () => {
    const framer = new Framer(counted);
    framer.push(bytes(one.slice(0, 4)), 0);
    framer.reset();
    expect(framer.waiting).to.equal(0);
    expect(framer.push(bytes(two), 0).map((each) => [...each])).to.deep.equal([two]);
  });

  it('gives frames that later bytes cannot change', () => {
    const framer = new Framer(counted);
    const [first] = framer.push(bytes(one), 0);
    framer.push(bytes(two), 0);
    expect([...first!]).to.deep.equal(one);
  });

  it('survives random bytes: nothing thrown, little held, no byte lost count of, and the next frame found', () => {
    const random = seededRandom(20_220_316);
    for (let run = 0; run < 300; run++) {
      const framer = new Framer(counted);
      let pushed = 0;
      let framed = 0;
      for (let chunk = 0; chunk < 20; chunk++) {
        const noise = new Uint8Array(Math.floor(random() * 200));
        // Many headers and small lengths, so that false frames begin all the time.
        for (let i = 0; i < noise.length; i++) noise[i] = random() < 0.3 ? 0x02 : Math.floor(random() * 256);
        pushed += noise.length;
        for (const found of framer.push(noise, 0)) framed += found.length;
        expect(framer.waiting).to.be.at.most(counted.maxLength);
      }
      expect(framer.skippedBytes + framed + framer.waiting).to.equal(pushed);
      // Whatever the noise promised, it is used up after one longest frame of silence bytes.
      framer.push(new Uint8Array(counted.maxLength), 0);
      const found = framer.push(bytes(one), 0);
      expect(found.map((each) => [...each])).to.deep.equal([one]);
    }
  });

  it('takes one very long piece', () => {
    const framer = new Framer(counted);
    const long = new Uint8Array(one.length * 20_000);
    for (let i = 0; i < 20_000; i++) long.set(one, i * one.length);
    expect(framer.push(long, 0)).to.have.length(20_000);
  });
});
