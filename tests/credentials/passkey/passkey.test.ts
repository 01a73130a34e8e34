import { expect } from '@open-wc/testing';
import { p256 } from '@noble/curves/nist.js';
import {
  passkeyProofText,
  rawSignature,
  readAttestation,
  readAuthenticatorData,
  readClientData,
  readPasskeyProof,
} from '../../../src/credentials/passkey/passkey.ts';
import { base64url, fromBase64url, utf8 } from '../../../src/domain/bytes/bytes.ts';
import { MadePasskey } from '../../support/samples/made-passkey.ts';
import { seeded } from '../../support/seeded.ts';
import { mutated } from '../hcert/mutate.ts';

const made = new MadePasskey('https://code.example', 'code.example');
const challenge = base64url(utf8('challenge'));

describe('what a browser says of a passkey', () => {
  it('is read when one is made', () => {
    const { attestation, clientData } = made.make(challenge);
    const read = readAttestation(fromBase64url(attestation));
    expect([base64url(read.made.id), read.made.point.length, read.isPresent, read.count]).to.deep.equal([
      made.id,
      65,
      true,
      0,
    ]);
    expect(readClientData(fromBase64url(clientData))).to.deep.equal({
      type: 'webauthn.create',
      challenge,
      origin: 'https://code.example',
      isCrossOrigin: false,
    });
  });

  it('is refused with an attestation, without a passkey, with extensions or with bytes behind it', () => {
    const refused: [string, Uint8Array<ArrayBuffer>][] = [
      ['an attestation', fromBase64url(made.make(challenge, { fmt: 'packed' }).attestation)],
      ['extensions', fromBase64url(made.make(challenge, { flags: 0xc1 }).attestation)],
      ['none in it', fromBase64url(made.make(challenge, { flags: 0x01 }).attestation)],
    ];
    for (const [what, bytes] of refused) expect(() => readAttestation(bytes), what).to.throw(RangeError);
    const proof = readPasskeyProof(made.sign(challenge))!;
    expect(readAuthenticatorData(proof.authenticatorData).made).to.equal(null);
    const longer = new Uint8Array([...proof.authenticatorData, 0]);
    expect(() => readAuthenticatorData(longer)).to.throw(RangeError);
    expect(() => readAuthenticatorData(longer.slice(0, 36))).to.throw(RangeError);
  });

  it('is a proof in a text, and nothing else is', () => {
    const text = made.sign(challenge);
    expect(passkeyProofText(readPasskeyProof(text)!)).to.equal(text);
    for (const other of [
      '',
      '123456',
      'ABCDE-FGHJK',
      'passkey.',
      'passkey.a.b.c',
      'passkey.a.b',
      `${text}.a`,
      text.padEnd(4001, 'A'),
    ])
      expect(readPasskeyProof(other), other.slice(0, 20)).to.equal(null);
  });

  it('has signatures in DER, in one form alone', () => {
    const { secretKey } = p256.keygen();
    for (let time = 0; time < 200; time++) {
      const message = utf8(String(time));
      const compact = p256.sign(message, secretKey, { prehash: true, lowS: false });
      const der = Uint8Array.from(p256.Signature.fromBytes(compact).toBytes('der'));
      expect(base64url(rawSignature(der))).to.equal(base64url(compact));
      for (const wrong of [
        [...der, 0],
        der.slice(0, -1),
        [0x30, 0x81, ...der.slice(1)],
        [0x31, ...der.slice(1)],
        [],
      ])
        expect(() => rawSignature(Uint8Array.from(wrong))).to.throw(RangeError);
    }
    // A zero before what needs none: the same numbers in another form.
    const padded = Uint8Array.of(0x30, 7, 2, 2, 0, 1, 2, 1, 1);
    expect(() => rawSignature(padded)).to.throw(RangeError);
    expect(() => rawSignature(Uint8Array.of(0x30, 6, 2, 1, 0x81, 2, 1, 1))).to.throw(RangeError);
    expect(rawSignature(Uint8Array.of(0x30, 6, 2, 1, 1, 2, 1, 2))[31]).to.equal(1);
  });

  it('does nothing but be refused where it is random or changed', () => {
    const chance = seeded(1101);
    const attestation = fromBase64url(made.make(challenge).attestation);
    const proof = readPasskeyProof(made.sign(challenge))!;
    const readers: [(bytes: Uint8Array<ArrayBuffer>) => unknown, Uint8Array<ArrayBuffer>][] = [
      [readAttestation, attestation],
      [readAuthenticatorData, proof.authenticatorData],
      [readClientData, proof.clientData],
      [rawSignature, proof.signature],
    ];
    for (let time = 0; time < 3000; time++)
      for (const [read, valid] of readers) {
        try {
          read(chance.oneIn(6) ? chance.bytes(chance.below(200)) : mutated(valid, chance));
        } catch (error) {
          expect(error).to.be.instanceOf(RangeError);
        }
      }
  });
});
