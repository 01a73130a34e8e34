import { expect, fixture, html } from '@open-wc/testing';
import type { Verification } from '../../../src/domain/credential/verification.ts';
import type { Passage } from '../../../src/sentry/stop/checkpoint.ts';
import type { VerdictPanel } from '../../../src/sentry/stop/verdict-panel.ts';
import { setLanguage } from '../../../src/ui/language/languages.ts';
import '../../../src/sentry/stop/verdict-panel.ts';

const now = Date.UTC(2026, 4, 20, 4);

const proved: Verification = {
  proof: 'proved',
  kind: 'hcert',
  challenged: false,
  person: { maskedName: 'G*r', passId: null },
  status: { colour: 'unknown', lastResult: 'none', sampleTime: null, doses: 2, lastDose: null },
  statedAt: null,
  showing: null,
  replayKey: null,
  reasons: ['no-expiry-stated'],
  source: 'XY, Ministry of Health',
};

async function panel(verification: Verification): Promise<string> {
  const passage = {
    verification,
    mismatch: false,
    temperature: null,
    verdict: { outcome: 'attend', reasons: [], policyVersion: 1 },
    at: now,
    dataAsOf: now,
  } as unknown as Passage;
  const element = await fixture<VerdictPanel>(
    html`<sc-verdict-panel .passage=${passage}></sc-verdict-panel>`,
  );
  return element.shadowRoot!.textContent!.replaceAll(/\s+/g, ' ');
}

describe('the verdict panel on a foreign credential', () => {
  before(() => setLanguage('en'));

  it('names its signer, what it leaves unknown, and a statement without a time', async () => {
    const text = await panel(proved);
    for (const part of ['G*r', 'Signed by XY, Ministry of Health', 'no expiry date', 'status: time unknown'])
      expect(text).to.include(part);
  });

  it('says why one is not proved, and nothing of a person', async () => {
    const reasons = ['unknown-issuer', 'no-such-key'];
    const unproved = { proof: 'forged', person: null, status: null, source: null, reasons } as const;
    const text = await panel({ ...proved, ...unproved });
    expect(text).to.include('Its signer is not on the trust list');
    expect(text).to.include('No such signing key is known');
    expect(text).to.not.include('doses');
  });
});
