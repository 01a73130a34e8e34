import { expect } from '@open-wc/testing';
import { inflate } from '../../../src/credentials/bytes/bounded-inflate.ts';
import { foreignProofs } from '../../../src/credentials/foreign/foreign.ts';
import { readCoseSign1 } from '../../../src/credentials/hcert/cose.ts';
import { verifyHcert } from '../../../src/credentials/hcert/hcert-verifier.ts';
import { base45, fromBase45 } from '../../../src/domain/bytes/base45.ts';
import { sameBytes } from '../../../src/domain/bytes/bytes.ts';
import { seeded } from '../../support/seeded.ts';
import { compressed, makeMessage, noon, pack, testSigner, trusting } from './make-hcert.ts';
import { isUnpolluted, mutated, mutatedText, soon } from './mutate.ts';
import { rounds } from '../../support/rounds.ts';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

describe('a health certificate changed at random', () => {
  it('at any layer is never proved, never an exception, and soon answered', async function () {
    this.timeout(60_000);
    const chance = seeded(260);
    const signer = await testSigner();
    const trust = trusting(signer);
    const message = await makeMessage(signer);
    const genuine = await pack(message);
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
    for (let round = 0; round < 300; round++) {
      const text = mutatedText(genuine, alphabet, chance);
      if (text !== genuine && !(await unfoldsTo(text, message))) await check(text);
      await check(`HC1:${base45(chance.bytes(chance.below(200)))}`);
      const inner = mutated(message, chance);
      if (!isGenuine(inner, message)) await check(await pack(inner));
      const bits = changed(packed, chance.below(packed.length * 8));
      const altered = `HC1:${base45(bits)}`;
      if (!(await unfoldsTo(altered, message))) await check(altered);
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
    for (let bit = 0; bit < message.length * 8; bit += rounds(7, 1)) {
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

/** Whether a text holds the very same message: the compressed form has idle bits. */
async function unfoldsTo(text: string, message: Uint8Array<ArrayBuffer>): Promise<boolean> {
  try {
    return isGenuine(await inflate(fromBase45(text.slice(4)), 'deflate', 4096), message);
  } catch {
    return false;
  }
}

/** Whether what the signature covers, and the signature, are the very same: how they are wrapped may differ. */
function isGenuine(bytes: Uint8Array<ArrayBuffer>, message: Uint8Array<ArrayBuffer>): boolean {
  try {
    const [read, expected] = [readCoseSign1(bytes), readCoseSign1(message)];
    return (
      sameBytes(read.signature, expected.signature) &&
      read.messages.some((one) => sameBytes(one, expected.messages[0]!))
    );
  } catch {
    return false;
  }
}
