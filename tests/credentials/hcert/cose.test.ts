import { expect } from '@open-wc/testing';
import { byteString, readCoseSign1 } from '../../../src/credentials/hcert/cose.ts';
import { concat, hex, utf8 } from '../../../src/domain/bytes/bytes.ts';
import { inPieces } from './make-hcert.ts';
import { Raw, Tag, writeCbor, type Writable } from './write-cbor.ts';

const kid = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
const other = utf8('foo');
const payload = utf8('payload');
const signature = new Uint8Array(64).fill(7);

function message(header: Writable, unprotectedHeader: Writable = new Map()): Uint8Array<ArrayBuffer> {
  return writeCbor(new Tag(18, [writeCbor(header), unprotectedHeader, payload, signature]));
}

const labels = (entries: [number, Writable][]): Map<number, Writable> => new Map(entries);

describe('COSE_Sign1', () => {
  const places: [
    what: string,
    bytes: Uint8Array<ArrayBuffer>,
    algorithm: number | null,
    key: string | null,
  ][] = [
    [
      'both in the protected header',
      message(
        labels([
          [1, -7],
          [4, kid],
        ]),
      ),
      -7,
      hex(kid),
    ],
    [
      'both in the other header',
      message(
        labels([]),
        labels([
          [1, -37],
          [4, kid],
        ]),
      ),
      -37,
      hex(kid),
    ],
    ['one in each', message(labels([[1, -7]]), labels([[4, kid]])), -7, hex(kid)],
    [
      'in both, and different: the protected one',
      message(
        labels([
          [1, -7],
          [4, kid],
        ]),
        labels([
          [1, -37],
          [4, other],
        ]),
      ),
      -7,
      hex(kid),
    ],
    ['in neither', message(labels([])), null, null],
    [
      'an algorithm by name',
      message(
        labels([
          [1, 'ES256'],
          [4, kid],
        ]),
      ),
      null,
      hex(kid),
    ],
  ];
  for (const [what, bytes, algorithm, key] of places) {
    it(`finds algorithm and key id: ${what}`, () => {
      const read = readCoseSign1(bytes);
      expect(read.algorithm).to.equal(algorithm);
      expect(read.kid && hex(read.kid)).to.equal(key);
      expect(read.payload).to.deep.equal(payload);
      expect(read.signature).to.deep.equal(signature);
    });
  }

  const noIds: [what: string, id: Writable][] = [
    ['a text', 'key'],
    ['a number', 5],
    ['a list', [kid]],
    ['nothing', null],
  ];
  for (const [what, id] of noIds) {
    it(`names no key by an id that is ${what}, and is not made up for by the other header`, () => {
      expect(() => readCoseSign1(message(labels([[4, id]]), labels([[4, kid]])))).to.throw(
        RangeError,
        'key id',
      );
      expect(() => readCoseSign1(message(labels([]), labels([[4, id]])))).to.throw(RangeError, 'key id');
    });
  }

  it('is the same tagged, doubly tagged and bare', () => {
    const parts: Writable = [writeCbor(labels([[1, -7]])), new Map(), payload, signature];
    const bare = readCoseSign1(writeCbor(parts));
    expect(readCoseSign1(writeCbor(new Tag(18, parts)))).to.deep.equal(bare);
    expect(readCoseSign1(writeCbor(new Tag(61, new Tag(18, parts))))).to.deep.equal(bare);
  });

  it('is the same with a payload in pieces', () => {
    const header = writeCbor(labels([[1, -7]]));
    const whole = readCoseSign1(writeCbor([header, new Map(), payload, signature]));
    const pieces = readCoseSign1(writeCbor([header, new Map(), new Raw(inPieces(payload)), signature]));
    expect(pieces).to.deep.equal(whole);
  });

  it('covers header and payload with its signature (RFC 9052 section 4.4)', () => {
    const header = writeCbor(
      labels([
        [1, -7],
        [4, kid],
      ]),
    );
    const { messages } = readCoseSign1(
      message(
        labels([
          [1, -7],
          [4, kid],
        ]),
      ),
    );
    const expected = concat(
      Uint8Array.of(0x84, 0x6a),
      utf8('Signature1'),
      byteString(header),
      Uint8Array.of(0x40),
      byteString(payload),
    );
    expect(messages).to.deep.equal([expected]);
  });

  it('takes an empty protected header as signed without bytes, or as it was sent', () => {
    expect(readCoseSign1(message(labels([]))).messages.map((one) => hex(one).slice(24, 28))).to.deep.equal([
      '4040',
      '41a0',
    ]);
    const none = writeCbor([new Uint8Array(), new Map(), payload, signature]);
    expect(readCoseSign1(none).messages).to.have.length(1);
  });

  it('writes byte strings of every length', () => {
    for (const length of [0, 23, 24, 255, 256, 65_535, 65_536]) {
      const bytes = new Uint8Array(length).fill(1);
      expect(byteString(bytes).length).to.equal(
        length + (length < 24 ? 1 : length < 256 ? 2 : length < 65_536 ? 3 : 5),
      );
      expect(byteString(bytes)).to.deep.equal(writeCbor(bytes));
    }
  });

  const header = writeCbor(labels([[1, -7]]));
  const bad: [why: string, value: Writable][] = [
    ['a number', 0],
    ['three parts', [header, new Map(), payload]],
    ['five parts', [header, new Map(), payload, signature, 0]],
    ['a detached payload', [header, new Map(), null, signature]],
    ['a protected header that is no byte string', [new Map(), new Map(), payload, signature]],
    ['a protected header that holds no map', [writeCbor([1, -7]), new Map(), payload, signature]],
    ['an unprotected header that is no map', [header, [], payload, signature]],
    ['a signature that is a text', [header, new Map(), payload, 'signature']],
    ['the tag of another message (COSE_Mac0)', new Tag(17, [header, new Map(), payload, signature])],
    ['tags the wrong way round', new Tag(18, new Tag(61, [header, new Map(), payload, signature]))],
  ];
  for (const [why, value] of bad) {
    it(`refuses ${why}`, () => expect(() => readCoseSign1(writeCbor(value))).to.throw(RangeError));
  }
});
