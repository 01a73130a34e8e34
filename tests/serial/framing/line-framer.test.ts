import { expect } from '@open-wc/testing';
import { LineFramer, type LineFormat } from '../../../src/serial/framing/line-framer.ts';
import { seededRandom } from '../bytes.ts';

const letters: LineFormat = {
  ends: [0x0d, 0x0a],
  maxLength: 8,
  idleMs: null,
  isValid: (line) => line.every((byte) => byte >= 0x61 && byte <= 0x7a),
};
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const texts = (lines: readonly Uint8Array[]): string[] => lines.map((line) => new TextDecoder().decode(line));

describe('LineFramer', () => {
  it('gives each line once, without its end', () => {
    const framer = new LineFramer(letters);
    expect(texts(framer.push(encode('ab\r\ncd\nef\r'), 0))).to.deep.equal(['ab', 'cd', 'ef']);
    expect(framer.waiting).to.equal(0);
    expect(framer.skippedBytes).to.equal(0);
  });

  it('gives the same however the bytes are cut', () => {
    const random = seededRandom(5);
    const all = encode('ab\r\ncdefgh\nx\r');
    for (let round = 0; round < 50; round++) {
      const framer = new LineFramer(letters);
      const lines: Uint8Array[] = [];
      for (let from = 0; from < all.length;) {
        const to = from + 1 + Math.floor(random() * 4);
        lines.push(...framer.push(all.subarray(from, to), 0));
        from = to;
      }
      expect(texts(lines)).to.deep.equal(['ab', 'cdefgh', 'x']);
    }
  });

  it('throws away a line that is too long or not valid, and counts its bytes', () => {
    const framer = new LineFramer(letters);
    expect(texts(framer.push(encode('abcdefgh\nabcdefghi\nok\nA1\nok\n'), 0))).to.deep.equal([
      'abcdefgh',
      'ok',
      'ok',
    ]);
    expect(framer.skippedBytes).to.equal(9 + 2);
  });

  it('holds no more than one longest line', () => {
    const framer = new LineFramer(letters);
    for (let round = 0; round < 100; round++) framer.push(encode('abcdefg'), 0);
    expect(framer.waiting).to.be.at.most(letters.maxLength);
    expect(texts(framer.push(encode('\nok\n'), 0))).to.deep.equal(['ok']);
  });

  it('takes silence for an end only of a device that sends none', () => {
    const framer = new LineFramer(letters);
    framer.push(encode('ab'), 0);
    expect(framer.rest()).to.deep.equal([]);
    const endless = new LineFramer({ ...letters, idleMs: 50 });
    endless.push(encode('ab'), 0);
    expect(texts(endless.rest())).to.deep.equal(['ab']);
    expect(endless.rest()).to.deep.equal([]);
  });

  it('forgets what waits when the line was cut', () => {
    const framer = new LineFramer(letters);
    framer.push(encode('ab'), 0);
    framer.reset();
    expect(texts(framer.push(encode('cd\n'), 0))).to.deep.equal(['cd']);
    expect(framer.skippedBytes).to.equal(2);
  });
});
