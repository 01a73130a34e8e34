import { expect } from '@open-wc/testing';
import { foreignKind, verifyForeign } from '../../../src/credentials/foreign/foreign-verifier.ts';
import { makeHcert, noon, testSigner } from '../hcert/make-hcert.ts';
import { cardIssuer, numericChunks, signCard } from '../smart-health-card/make-card.ts';

describe('a foreign credential', () => {
  it('is known by how it begins, and a pass of our own is none', () => {
    expect(foreignKind('HC1:ABC')).to.equal('hcert');
    expect(foreignKind('shc:/1/2/56')).to.equal('smart-health-card');
    for (const text of ['H1:ABC', 'https://example.org/s/#x', '', ' HC1:', 'SHC:/56'])
      expect(foreignKind(text)).to.equal(null);
  });

  it('is verified by its own rules, against one trust list for all', async () => {
    const [signer, issuer] = await Promise.all([testSigner(), cardIssuer()]);
    const trust = { entries: [signer.entry, issuer.entry], revocations: [] };
    const context = { now: noon, trust };
    const certificate = await verifyForeign(await makeHcert(signer), context);
    const card = await verifyForeign(numericChunks(await signCard(issuer), 2), context);
    expect([certificate?.source, certificate?.proof]).to.deep.equal(['hcert', 'proved']);
    expect([card?.source, card?.proof]).to.deep.equal(['smart-health-card', 'proved']);
    expect(verifyForeign('H1:ABC', context)).to.equal(null);
    expect(verifyForeign([], context)).to.equal(null);
  });
});
