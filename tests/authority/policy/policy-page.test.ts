import { expect, fixture, html } from '@open-wc/testing';
import type { PolicyPage } from '../../../src/authority/policy/policy-page.ts';
import '../../../src/authority/policy/policy-page.ts';
import { verifies, verifyingKey } from '../../../src/credentials/bytes/p256.ts';
import { bundleMessage } from '../../../src/domain/bundle/bundle.ts';
import { fromBase64url } from '../../../src/domain/bytes/bytes.ts';
import type { DraftRequest, PolicyAnswer, SignRequest } from '../../../src/domain/api/policy-api.ts';
import { standardPolicy } from '../../../src/domain/policy/standard-policy.ts';
import { OfficialKey } from '../../../src/store/holder/official-key.ts';
import { find } from '../find-deep.ts';
import { setLanguage } from '../../../src/ui/language/languages.ts';
import { waitUntil } from '../../support/wait-until.ts';

const text = (version: number, hours: number) => {
  const policy = standardPolicy(version);
  const limits = { ...policy.limits, testValidHours: hours };
  const trust = { entries: [], revocations: [] };
  return JSON.stringify({ version, issuedAt: 1, expiresAt: 9, policy: { ...policy, limits }, trust });
};

describe('sc-policy-page', () => {
  beforeEach(() => {
    setLanguage('en');
    localStorage.clear();
  });

  it('drafts from the form, shows the difference, and signs the very text', async () => {
    const key = await OfficialKey.open();
    const point = await key.make();
    key.close();
    const drafted: DraftRequest[] = [];
    const signed: SignRequest[] = [];
    const body = text(2, 24);
    const current = { version: 1, issuedAt: 1, expiresAt: 9, body: text(1, 72), signatures: [] };
    const draft = {
      id: 5,
      version: 2,
      issuedAt: 1,
      expiresAt: 9,
      body,
      author: 'A',
      created: 1,
      signatures: [],
    };
    const official = { id: 4, name: 'Me', account: 'abcdefghij01234', point, notBefore: 0, notAfter: 9e15 };
    const answer: PolicyAnswer = {
      current,
      draft,
      officials: [official],
      account: 'abcdefghij01234',
      versions: [],
      sites: [],
      now: 1,
    };
    const client = {
      policy: async () => answer,
      draftPolicy: async (asked: DraftRequest) => void drafted.push(asked),
      signPolicy: async (asked: SignRequest) => (signed.push(asked), { published: null, signatures: [] }),
    };
    const page = await fixture<PolicyPage>(
      html`<sc-policy-page .client=${client as never}></sc-policy-page>`,
    );
    const root = page.shadowRoot!;
    const deep = <T extends HTMLElement>(selector: string) => find<T>(root, selector)!;
    await waitUntil(() => deep('[name=temperatureHigh]'));
    await waitUntil(() => root.querySelector('#draft button:not([disabled])'));
    expect(root.querySelector('#draft table')!.textContent!.replaceAll(/\s/g, '')).to.contain(
      'policy.limits.testValidHours7224',
    );
    root.querySelector<HTMLButtonElement>('#draft button[name=sign]')!.click();
    await waitUntil(() => signed.length === 1);
    const { signature, ...rest } = signed[0]!;
    expect(rest).to.deep.equal({ draft: 5, official: 4 });
    const good = await verifies(
      await verifyingKey(fromBase64url(point)),
      fromBase64url(signature),
      bundleMessage(body),
    );
    expect(good).to.equal(true);

    const field = deep<HTMLInputElement>('input[name=temperatureHigh]');
    expect(field.value).to.equal('37.3');
    field.value = '37.5';
    field.dispatchEvent(new InputEvent('input'));
    deep<HTMLFormElement>('form').requestSubmit();
    await waitUntil(() => drafted.length === 1);
    expect(drafted[0]!.policy.limits.temperatureHigh).to.equal(3750);
    expect(drafted[0]!.policy.rules).to.deep.equal(standardPolicy(1).rules);
  });
});
