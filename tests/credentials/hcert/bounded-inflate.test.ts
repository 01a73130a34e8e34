import { expect } from '@open-wc/testing';
import { inflate } from '../../../src/credentials/bytes/bounded-inflate.ts';
import { concat } from '../../../src/domain/bytes/bytes.ts';
import { seeded } from '../../support/seeded.ts';
import { compressed } from './make-hcert.ts';
import { mutated } from './mutate.ts';

async function refusal(bytes: Uint8Array<ArrayBuffer>, limit = 1000): Promise<string> {
  try {
    return `${(await inflate(bytes, 'deflate', limit)).length} bytes`;
  } catch (fault) {
    expect(fault).to.be.instanceOf(RangeError);
    return (fault as RangeError).message;
  }
}

describe('decompression', () => {
  const plain = seeded(1951).bytes(1000);

  it('gives back what was packed, in both forms, up to its limit exactly', async () => {
    for (const format of ['deflate', 'deflate-raw'] as const)
      expect(await inflate(await compressed(plain, format), format, 1000)).to.deep.equal(plain);
    expect(await inflate(await compressed(new Uint8Array(), 'deflate'), 'deflate', 0)).to.have.length(0);
    expect(await refusal(await compressed(plain, 'deflate'), 999)).to.contain('more than 999');
  });

  it('stops a bomb at its limit: 64 MB of zeros in 64 kB', async () => {
    const bomb = await compressed(new Uint8Array(64 * 2 ** 20), 'deflate');
    expect(bomb.length).to.be.below(70_000);
    // How soon is for the fuzzer to say (tools/fuzz): here, that it does not go on to the end.
    expect(await refusal(bomb, 65_536)).to.contain('more than 65536');
  });

  it('refuses what is not compressed, cut short, altered, in the other form, or empty', async () => {
    const packed = await compressed(plain, 'deflate');
    const altered = packed.slice();
    altered[altered.length - 1]! ^= 1;
    const others = [
      plain,
      packed.slice(0, -1),
      packed.slice(0, 500),
      altered,
      await compressed(plain, 'deflate-raw'),
      new Uint8Array(),
    ];
    for (const bytes of others) expect(await refusal(bytes)).to.contain('Not compressed');
  });

  it('gives the very same bytes or a RangeError whatever is changed', async () => {
    const chance = seeded(1950);
    const packed = await compressed(
      plain.map((byte) => byte & 15),
      'deflate',
    );
    for (let round = 0; round < 400; round++) {
      const answer = await refusal(mutated(packed, chance), 5000);
      // zlib's checksum catches a change of the contents; a change that leaves them alone may pass.
      expect(answer).to.match(/^(1000 bytes|Not compressed|Unfolds)/);
    }
    expect(await refusal(concat(packed, Uint8Array.of(0)), 5000)).to.contain('Not compressed');
  });
});
