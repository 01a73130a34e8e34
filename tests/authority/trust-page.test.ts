import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import type { TrustPage } from '../../src/authority/trust-page.ts';
import '../../src/authority/trust-page.ts';
import type { DraftRequest, PolicyAnswer } from '../../src/domain/policy-api.ts';
import type { TrustEntry } from '../../src/domain/trust-list.ts';
import { ApiError } from '../../src/sync/api-client.ts';
import { setLanguage } from '../../src/ui/languages.ts';
import { pem, testSigner } from '../credentials/hcert/make-hcert.ts';
import { now } from './district-data.ts';
import { find, shownText } from './find-deep.ts';
import { bundleText, draftOf, policyAnswer } from './policy-data.ts';

const certificateKey: TrustEntry = {
  kid: 'AbCd-_12345',
  issuer: 'XY, Ministry of Health',
  kind: 'x509',
  key: 'M'.repeat(80),
  notBefore: Date.UTC(2026, 0, 1, 0, 0, 1, 5),
  notAfter: Date.UTC(2027, 0, 1),
  usages: ['test'],
  suspended: false,
  iss: null,
  crlVersion: null,
};
const cardKey: TrustEntry = {
  ...certificateKey,
  kid: 'card',
  issuer: 'Some Hospital',
  kind: 'jwk',
  notBefore: null,
  notAfter: now - 1000,
  usages: null,
  iss: 'https://hospital.example',
  crlVersion: 4,
};

let answer: PolicyAnswer;
let drafted: DraftRequest[];
let refusal: ApiError | null;

const listed = (...entries: TrustEntry[]) => policyAnswer({}, ({ trust }) => trust.entries.push(...entries));

/** The server: a draft that it takes is the open one from then on. */
async function open(): Promise<TrustPage> {
  const client = {
    policy: async () => answer,
    draftPolicy: async (asked: DraftRequest) => {
      if (refusal) throw refusal;
      drafted.push(asked);
      const draft = draftOf(({ trust }) => Object.assign(trust, asked.trust), { id: 5 + drafted.length });
      answer = { ...answer, draft };
      return { draft };
    },
  };
  const page = await fixture<TrustPage>(html`<sc-trust-page .client=${client as never}></sc-trust-page>`);
  await waitUntil(() => find(page.shadowRoot!, 'form'), 'the page is there');
  return page;
}

const keys = (page: TrustPage) => [...page.shadowRoot!.querySelectorAll('sc-trust-key')];
const within = <T extends HTMLElement>(root: HTMLElement, selector: string): T =>
  root.shadowRoot!.querySelector<T>(selector)!;

async function click(root: HTMLElement, selector: string): Promise<void> {
  await waitUntil(() => within(root, selector), selector);
  within(root, selector).click();
}

async function give(page: TrustPage, values: Record<string, string>, file?: File): Promise<void> {
  const form = find<HTMLFormElement>(page.shadowRoot!, 'form')!;
  for (const [name, value] of Object.entries(values))
    form.querySelector<HTMLInputElement>(`[name=${name}]`)!.value = value;
  if (file) {
    const files = new DataTransfer();
    files.items.add(file);
    form.querySelector<HTMLInputElement>('[name=file]')!.files = files.files;
  }
  form.requestSubmit();
}

const notice = async (page: TrustPage, text: string) => {
  const shown = () => shownText(page.shadowRoot!.querySelector('.notice'));
  await waitUntil(() => shown().includes(text), text).catch(() => expect(shown()).to.include(text));
};

describe('the page of the trust list', () => {
  beforeEach(() => {
    setLanguage('en');
    answer = listed(certificateKey, cardKey);
    drafted = [];
    refusal = null;
  });

  it('lists the keys in force in words, with what is missing', async () => {
    const page = await open();
    expect(shownText(page))
      .to.include('Version 3 is in force, with 2 keys.')
      .and.include('There is no draft');
    const [first, second] = keys(page).map((key) => shownText(key));
    expect(first).to.include('XY, Ministry of Health Health certificate (EU, WHO: HC1) In force');
    expect(first).to.include('AbCd-_12345').and.include('2026-01-01 08:00 – 2027-01-01 08:00');
    expect(first).to.include('May state test');
    expect(second).to.include('SMART Health Card No longer in force').and.include('https://hospital.example');
    expect(second).to.include('List no. 4 is missing');
  });

  it('says that nobody is believed when the list is empty', async () => {
    answer = policyAnswer();
    expect(shownText(await open())).to.include('no foreign credential is believed');
  });

  it('takes certificates from a file into the draft', async () => {
    const { certificate, entry } = await testSigner();
    const page = await open();
    await give(page, {}, new File([certificate], 'signer.der'));
    await notice(page, 'In the draft now: 1 new key.');
    const { trust, basis, policy } = drafted[0]!;
    expect(trust.entries).to.deep.equal([certificateKey, cardKey, entry]);
    expect(basis).to.deep.equal({ version: 3, draft: null });
    expect(policy).to.deep.equal(JSON.parse(bundleText(3)).policy);
    expect(shownText(page)).to.include('the open draft (version 4, made by 沈若兰), with 3 keys');
    expect(shownText(keys(page)[2]!)).to.include('New in the draft');
    expect(page.shadowRoot!.querySelector<HTMLAnchorElement>('#state a')!.hash).to.equal('#policy');
    await give(page, { text: pem(certificate) }, new File([certificate], 'signer.der'));
    await waitUntil(() => shownText(page).includes('Choose a file or paste a text, not both.'));
    expect(drafted).to.have.length(1);
  });

  it('takes pasted PEM, and goes on from the open draft', async () => {
    answer = { ...answer, draft: draftOf(({ trust }) => trust.entries.push(certificateKey)) };
    const { certificate, entry } = await testSigner();
    const page = await open();
    expect(shownText(page)).to.include('takes 1 key off the list in force');
    await give(page, { text: pem(certificate), issuer: 'Country X' });
    await notice(page, '1 new key');
    expect(drafted[0]!.trust.entries).to.deep.equal([certificateKey, { ...entry, issuer: 'Country X' }]);
    expect(drafted[0]!.basis).to.deep.equal({ version: 3, draft: 5 });
    expect(drafted[0]!.validDays).to.equal(100);
    await waitUntil(() => find<HTMLTextAreaElement>(page.shadowRoot!, 'textarea')!.value === '');
  });

  it('refuses bad input with its reason, keeps it in the field, and changes nothing', async () => {
    const page = await open();
    await give(page, { text: 'not a certificate' });
    await notice(page, 'Nothing was changed: this is no certificate');
    expect(find<HTMLTextAreaElement>(page.shadowRoot!, 'textarea')!.value).to.equal('not a certificate');
    await give(page, { text: '{"keys": [{"kid": "a", "kty": "RSA"}]}', issuer: 'X' });
    await notice(page, 'no key in this key set that can be taken. Why: It is no key on P-256.');
    setLanguage('zh-CN');
    await give(page, { text: '{"keys": [{"kid": "a", "kty": "RSA"}]}', issuer: 'X' });
    await notice(page, '没有可采用的密钥。 原因：不是 P-256 曲线的密钥');
    expect(drafted).to.deep.equal([]);
    expect(keys(page)).to.have.length(2);
  });

  it('changes issuer, validity and suspension of one key', async () => {
    const page = await open();
    const key = keys(page)[0]!;
    await click(key, '[name=change]');
    await waitUntil(() => within(key, 'form'));
    const set = (name: string, value: string) =>
      (within<HTMLInputElement>(key, `[name=${name}]`).value = value);
    expect(within<HTMLInputElement>(key, '[name=notBefore]').value).to.equal('2026-01-01T08:00:01');
    set('issuer', ' ');
    within<HTMLFormElement>(key, 'form').requestSubmit();
    await waitUntil(() => shownText(key).includes('1 to 200 characters'));
    set('issuer', 'Country XY');
    set('notAfter', '2025-12-31T00:00:00');
    within<HTMLFormElement>(key, 'form').requestSubmit();
    await waitUntil(() => shownText(key).includes('must not come before'));
    set('notAfter', '');
    set('suspended', 'yes');
    within<HTMLFormElement>(key, 'form').requestSubmit();
    await notice(page, 'the key of Country XY is changed');
    expect(drafted[0]!.trust.entries).to.deep.equal([
      { ...certificateKey, issuer: 'Country XY', notAfter: null, suspended: true },
      cardKey,
    ]);
    const shown = shownText(keys(page)[0]!);
    expect(shown).to.include('Suspended Changed in the draft').and.not.include('Put into the draft');
  });

  it('removes a key when that is said once more', async () => {
    const page = await open();
    const key = keys(page)[0]!;
    await click(key, '[name=remove]');
    expect(drafted).to.deep.equal([]);
    await click(key, '[name=yes]');
    await notice(page, 'the key of XY, Ministry of Health is removed');
    expect(drafted[0]!.trust.entries).to.deep.equal([cardKey]);
    expect(keys(page)).to.have.length(1);
  });

  it('shows the newest when somebody else was faster, and changes nothing', async () => {
    const page = await open();
    refusal = new ApiError('overtaken', 'Changed.', 409);
    answer = { ...answer, draft: draftOf(({ trust }) => trust.entries.push(cardKey)) };
    await click(keys(page)[0]!, '[name=remove]');
    await click(keys(page)[0]!, '[name=yes]');
    await notice(page, 'somebody else has just changed the draft');
    expect(keys(page)).to.have.length(1);
    expect(shownText(keys(page)[0]!)).to.include('Some Hospital');
  });

  it('finds keys in a long list, and shows a part of it at first', async () => {
    const many = Array.from({ length: 75 }, (_, index) => ({
      ...certificateKey,
      kid: `kid${index}`,
      issuer: `Country ${index}`,
    }));
    answer = listed(...many);
    const page = await open();
    expect(keys(page)).to.have.length(30);
    const search = page.shadowRoot!.querySelector<HTMLInputElement>('input[type=search]')!;
    search.value = 'country 7';
    search.dispatchEvent(new Event('input'));
    await waitUntil(() => keys(page).length === 6);
  });
});
