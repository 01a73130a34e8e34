import { expect } from '@open-wc/testing';
import type {
  ForeignContext,
  ForeignProof,
  ForeignReason,
} from '../../../src/credentials/foreign/foreign.ts';
import { verifyHcert } from '../../../src/credentials/hcert/hcert-verifier.ts';
import {
  claimsOf,
  day,
  dccOf,
  makeHcert,
  noon,
  testSigner,
  trusting,
  type TestSigner,
} from './make-hcert.ts';

let signer: TestSigner;

before(async () => {
  signer = await testSigner();
});

async function answer(
  text: string,
  change: Partial<ForeignContext> = {},
): Promise<[ForeignProof, ForeignReason[]]> {
  const { proof, reasons } = await verifyHcert(text, { now: noon, trust: trusting(signer), ...change });
  return [proof, reasons];
}

const content = new Map([[1, dccOf()]]);

describe("a health certificate's time", () => {
  it('holds from its issue to the last moment of its expiry, by the clock it is given', async () => {
    const issued = noon - day;
    const expires = noon + 30 * day;
    const text = await makeHcert(signer);
    expect(await answer(text, { now: issued })).to.deep.equal(['proved', []]);
    expect(await answer(text, { now: issued - 1 })).to.deep.equal(['not-yet-valid', ['issued-in-future']]);
    expect(await answer(text, { now: issued - 60_000, futureTolerance: 60_000 })).to.deep.equal([
      'proved',
      [],
    ]);
    expect(await answer(text, { now: expires })).to.deep.equal(['proved', []]);
    expect(await answer(text, { now: expires + 1 })).to.deep.equal(['expired', ['past-expiry']]);
    const notBefore = await makeHcert(signer, {
      claims: claimsOf(content, [[5, noon / 1000 + 9]]),
    });
    expect(await answer(notBefore)).to.deep.equal(['not-yet-valid', ['issued-in-future']]);
    const found = await verifyHcert(text, { now: expires + 1, trust: trusting(signer) });
    expect([found.issuedAt, found.expiresAt, found.issuer?.name]).to.deep.equal([
      issued,
      expires,
      'XY, Ministry of Health',
    ]);
  });

  it('without an expiry is proved, and says so', async () => {
    const text = await makeHcert(signer, {
      claims: claimsOf(content, [
        [4, undefined],
        [6, undefined],
      ]),
    });
    expect(await answer(text)).to.deep.equal(['proved', ['no-expiry-stated']]);
  });
});
