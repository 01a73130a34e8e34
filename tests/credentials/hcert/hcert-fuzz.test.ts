import { expect } from '@open-wc/testing';
import { foreignProofs } from '../../../src/credentials/foreign.ts';
import { verifyHcert } from '../../../src/credentials/hcert/hcert-verifier.ts';
import { base45 } from '../../../src/domain/base45.ts';
import { seeded } from '../../support/seeded.ts';
import { compressed, makeHcert, makeMessage, noon, pack, testSigner, trusting } from './make-hcert.ts';
import { isUnpolluted, mutated, mutatedText, soon } from './mutate.ts';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

describe('a health certificate changed at random', () => {
  it('at any layer is never proved, never an exception, and soon answered', async function () {
    this.timeout(60_000);
    const chance = seeded(260);
    const signer = await testSigner();
    const trust = trusting(signer);
    const genuine = await makeHcert(signer);
    const message = await makeMessage(signer);
    const packed = await compressed(message, 'deflate');
    const seen = new Set<string>();
    const check = async (text: string): Promise<void> => {
      const found = await soon(() => verifyHcert(text, { now: noon, trust }));
      if (found.proof === 'proved') expect.fail(`proved: ${JSON.stringify(text)}`);
      expect(foreignProofs).to.include(found.proof);
      expect(found.reasons).to.have.length(1);
      expect([found.person, found.facts]).to.deep.equal([null, []]);
      seen.add(found.reasons[0]!);
    };
    for (let round = 0; round < 500; round++) {
      const text = mutatedText(genuine, alphabet, chance);
      if (text !== genuine) await check(text);
      await check(`HC1:${base45(chance.bytes(chance.below(200)))}`);
      const inner = mutated(message, chance);
      // Only what the signature does not cover may differ and still be genuine: how the message is wrapped.
      if (!isGenuine(inner, message)) await check(await pack(inner));
      await check(`HC1:${base45(changed(packed, chance.below(packed.length * 8)))}`);
    }
    expect([...seen]).to.include.members([
      'not-base45',
      'not-compressed',
      'not-cose',
      'signature-wrong',
      'no-such-key',
    ]);
    expect(isUnpolluted()).to.equal(true);
  });

  it('in any single bit of its message is not proved', async function () {
    this.timeout(60_000);
    const signer = await testSigner();
    const trust = trusting(signer);
    const message = await makeMessage(signer);
    const proved: number[] = [];
    for (let bit = 0; bit < message.length * 8; bit++) {
      const { proof } = await verifyHcert(await pack(changed(message, bit)), { now: noon, trust });
      if (proof === 'proved') proved.push(bit);
    }
    expect(proved).to.deep.equal([]);
  });
});

function changed(bytes: Uint8Array, bit: number): Uint8Array<ArrayBuffer> {
  const copy = Uint8Array.from(bytes);
  copy[bit >> 3]! ^= 1 << (bit & 7);
  return copy;
}

/** The whole message, or its parts without the tag before them. */
function isGenuine(bytes: Uint8Array, message: Uint8Array): boolean {
  const same = (other: Uint8Array) =>
    bytes.length === other.length && bytes.every((byte, at) => byte === other[at]);
  return same(message) || same(message.subarray(1));
}
