import { expect, fixture, fixtureCleanup, html } from '@open-wc/testing';
import type { TrustPage } from '../../../src/authority/trust/trust-page.ts';
import '../../../src/authority/trust/trust-page.ts';
import type { StaffRole } from '../../../src/domain/access/rights.ts';
import type { DraftRequest, PolicyAnswer } from '../../../src/domain/api/policy-api.ts';
import type { TrustEntry } from '../../../src/domain/credential/trust-list.ts';
import { ApiError } from '../../../src/sync/api-client.ts';
import { setLanguage } from '../../../src/ui/language/languages.ts';
import { pem, testSigner } from '../../credentials/hcert/make-hcert.ts';
import { now } from '../district-data.ts';
import type { MomentField } from '../../../src/ui/kit/picker/moment-field.ts';
import { fillForm } from '../../ui/fill-form.ts';
import { find, shownText } from '../find-deep.ts';
import { bundleText, draftOf, policyAnswer } from '../policy-data.ts';
import { waitUntil } from '../../support/wait-until.ts';

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
async function open(hash = '#trust', role: StaffRole = 'policy-officer'): Promise<TrustPage> {
  history.replaceState(null, '', hash);
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
  const page = await fixture<TrustPage>(
    html`<sc-trust-page
      .client=${client as never}
      .staff=${{ name: '白露', roles: [role], subdistricts: [] }}
    ></sc-trust-page>`,
  );
  await waitUntil(() => find(page.shadowRoot!, '#state'), 'the page is there');
  return page;
}

const importing = '#trust?view=import';
/** The rows of the list. */
const keys = (page: TrustPage) => [
  ...(page.shadowRoot!.querySelector('sc-data-table')?.shadowRoot?.querySelectorAll('tr[data-key]') ?? []),
];
const show = async (page: TrustPage, hash: string, shows: string): Promise<void> => {
  location.hash = hash;
  await waitUntil(() => page.shadowRoot!.querySelector(shows), shows);
};
/** The key of an issuer, opened beside the list. */
async function panelOf(page: TrustPage, issuer: string): Promise<HTMLElement> {
  await waitUntil(() => keys(page).some((row) => shownText(row).includes(issuer)), issuer);
  keys(page)
    .find((row) => shownText(row).includes(issuer))!
    .querySelector('a')!
    .click();
  const panel = () => page.shadowRoot!.querySelector<HTMLElement>('sc-trust-key');
  await waitUntil(() => panel() && shownText(panel()!.shadowRoot!.querySelector('h2')).includes(issuer));
  return panel()!;
}
const within = <T extends HTMLElement>(root: HTMLElement, selector: string): T =>
  root.shadowRoot!.querySelector<T>(selector)!;

async function click(root: HTMLElement, selector: string): Promise<void> {
  await waitUntil(() => within(root, selector), selector);
  within(root, selector).click();
}

async function give(page: TrustPage, values: Record<string, string>, file?: File): Promise<void> {
  const form = page.shadowRoot!.querySelector('sc-trust-import-form')!;
  await fillForm(form.shadowRoot!, values);
  if (file) {
    const files = new DataTransfer();
    files.items.add(file);
    const input = find<HTMLInputElement>(form.shadowRoot!, '[name=file]')!;
    input.files = files.files;
    input.dispatchEvent(new Event('change'));
  }
  find(form.shadowRoot!, 'button[type=submit]')!.click();
}

const notice = async (page: TrustPage, text: string) => {
  const shown = () => shownText(page.shadowRoot!.querySelector('.action-said'));
  await waitUntil(() => shown().includes(text), text).catch(() => expect(shown()).to.include(text));
};

describe('the page of the trust list', () => {
  beforeEach(() => {
    setLanguage('en');
    answer = listed(certificateKey, cardKey);
    drafted = [];
    refusal = null;
  });

  afterEach(async () => {
    fixtureCleanup();
    // The entries of dialogs go away a moment after them.
    await waitUntil(() => !(history.state as { sitecodeOverlays?: number } | null)?.sitecodeOverlays);
    history.replaceState(null, '', '#');
  });

  it('lists the keys in force, and each in words with what is missing', async () => {
    const page = await open();
    expect(shownText(page))
      .to.include('Version 3 is in force, with 2 keys.')
      .and.include('There is no draft');
    await waitUntil(() => keys(page).length === 2);
    expect(shownText(keys(page)[0]!))
      .to.include('Some Hospital SMART Health Card')
      .and.include('No longer');
    const first = shownText(await panelOf(page, 'XY, Ministry of Health'));
    expect(first).to.include('XY, Ministry of Health Health certificate (EU, WHO: HC1) In force');
    expect(first).to.include('AbCd-_12345').and.include('2026-01-01 08:00 – 2027-01-01 08:00');
    expect(first).to.include('May state test');
    const second = shownText(await panelOf(page, 'Some Hospital'));
    expect(second).to.include('SMART Health Card No longer in force').and.include('https://hospital.example');
    expect(second).to.include('List no. 4 is missing');
  });

  it('lets who drafts no policy look, and change nothing', async () => {
    const page = await open(importing, 'analyst');
    const panel = await panelOf(page, 'Some Hospital');
    expect(find(panel.shadowRoot!, 'button') === null).to.equal(true);
    expect(find(page.shadowRoot!, 'a[name=import]') === null).to.equal(true);
  });

  it('says that nobody is believed when the list is empty', async () => {
    answer = policyAnswer();
    const page = await open();
    await waitUntil(() => shownText(page).includes('no foreign credential is trusted'));
  });

  it('takes certificates from a file into the draft', async () => {
    const { certificate, entry } = await testSigner();
    const page = await open(importing);
    await give(page, {}, new File([certificate], 'signer.der'));
    await notice(page, 'In the draft now: 1 new key.');
    const { trust, basis, policy } = drafted[0]!;
    expect(trust.entries).to.deep.equal([certificateKey, cardKey, entry]);
    expect(basis).to.deep.equal({ version: 3, draft: null });
    expect(policy).to.deep.equal(JSON.parse(bundleText(3)).policy);
    expect(shownText(page)).to.include('the open draft (version 4, made by 沈若兰), with 3 keys');
    expect(page.shadowRoot!.querySelector<HTMLAnchorElement>('#state a')!.hash).to.equal('#policy');
    await show(page, '#trust?drafted=isNew', 'sc-data-table');
    await waitUntil(() => keys(page).length === 1);
    expect(shownText(keys(page)[0]!)).to.include('New in the draft');
    await show(page, importing, 'sc-trust-import-form');
    await give(page, { text: pem(certificate) }, new File([certificate], 'signer.der'));
    await waitUntil(() => shownText(page).includes('Choose a file or paste a text, not both.'));
    expect(drafted).to.have.length(1);
  });

  it('takes pasted PEM, and goes on from the open draft', async () => {
    answer = { ...answer, draft: draftOf(({ trust }) => trust.entries.push(certificateKey)) };
    const { certificate, entry } = await testSigner();
    const page = await open(importing);
    expect(shownText(page)).to.include('takes 1 key off the list in force');
    await give(page, { text: pem(certificate), issuer: 'Country X' });
    await notice(page, '1 new key');
    expect(drafted[0]!.trust.entries).to.deep.equal([certificateKey, { ...entry, issuer: 'Country X' }]);
    expect(drafted[0]!.basis).to.deep.equal({ version: 3, draft: 5 });
    expect(drafted[0]!.validDays).to.equal(100);
    await waitUntil(() => find<HTMLTextAreaElement>(page.shadowRoot!, 'textarea')!.value === '');
  });

  it('refuses bad input with its reason, keeps it in the field, and changes nothing', async () => {
    const page = await open(importing);
    await give(page, { text: 'not a certificate' });
    await notice(page, 'Nothing was changed: this is neither a certificate');
    expect(find<HTMLTextAreaElement>(page.shadowRoot!, 'textarea')!.value).to.equal('not a certificate');
    await give(page, { text: '{"keys": [{"kid": "a", "kty": "RSA"}]}', issuer: 'X' });
    await notice(page, 'no key in this key set can be accepted. Why: It is no key on P-256.');
    setLanguage('zh-CN');
    await give(page, { text: '{"keys": [{"kid": "a", "kty": "RSA"}]}', issuer: 'X' });
    await notice(page, '没有可采用的密钥。 原因：不是 P-256 曲线的密钥');
    expect(drafted).to.deep.equal([]);
  });

  it('changes issuer, validity and suspension of one key', async () => {
    const page = await open();
    const key = await panelOf(page, 'XY, Ministry of Health');
    await click(key, '[name=change]');
    await waitUntil(() =>
      find(key.shadowRoot!, 'sc-moment-field[data-group=notAfter] ')?.shadowRoot?.querySelector('input'),
    );
    const save = (): void => find(key.shadowRoot!, 'button[type=submit]')!.click();
    const until = find(key.shadowRoot!, 'sc-moment-field[data-group=notAfter]')!;
    const setUntil = async (text: string): Promise<void> => {
      const input = until.shadowRoot!.querySelector('input')!;
      input.value = text;
      input.dispatchEvent(new Event('input'));
    };
    expect(find<MomentField>(key.shadowRoot!, 'sc-moment-field[data-group=notBefore]')!.value).to.equal(
      '2026-01-01 08:00:01',
    );
    await fillForm(key.shadowRoot!, { issuer: ' ' });
    save();
    await waitUntil(() => shownText(key).includes('1 to 200 characters'));
    await fillForm(key.shadowRoot!, { issuer: 'Country XY' });
    await setUntil('2025-12-31 00:00');
    save();
    await waitUntil(() => shownText(key).includes('must not come before'));
    await setUntil('');
    await fillForm(key.shadowRoot!, { suspended: 'true' });
    save();
    await notice(page, 'the key of Country XY is changed');
    expect(drafted[0]!.trust.entries).to.deep.equal([
      { ...certificateKey, issuer: 'Country XY', notAfter: null, suspended: true },
      cardKey,
    ]);
    const shown = shownText(await panelOf(page, 'Country XY'));
    expect(shown).to.include('Suspended Changed in the draft').and.not.include('Put into the draft');
  });

  it('removes a key when that is said once more', async () => {
    const page = await open();
    await click(await panelOf(page, 'XY, Ministry of Health'), '[name=remove]');
    await waitUntil(() => find(page.shadowRoot!, 'button[name=yes]'));
    expect(drafted).to.deep.equal([]);
    find(page.shadowRoot!, 'button[name=yes]')!.click();
    await notice(page, 'the key of XY, Ministry of Health is removed');
    expect(drafted[0]!.trust.entries).to.deep.equal([cardKey]);
    await waitUntil(() => keys(page).length === 1);
  });

  it('shows the newest when somebody else was faster, and changes nothing', async () => {
    const page = await open();
    refusal = new ApiError('overtaken', 'Changed.', 409);
    await click(await panelOf(page, 'XY, Ministry of Health'), '[name=remove]');
    await waitUntil(() => find(page.shadowRoot!, 'button[name=yes]'));
    answer = { ...answer, draft: draftOf(({ trust }) => trust.entries.push(cardKey)) };
    find(page.shadowRoot!, 'button[name=yes]')!.click();
    await waitUntil(() =>
      shownText(find(page.shadowRoot!, 'sc-confirm')).includes('somebody else was faster'),
    );
    find(page.shadowRoot!, 'button[name=no]')!.click();
    await waitUntil(() => keys(page).length === 1);
    expect(shownText(keys(page)[0]!)).to.include('Some Hospital');
    expect(drafted).to.deep.equal([]);
  });

  it('finds keys in a long list', async () => {
    const many = Array.from({ length: 75 }, (_, index) => ({
      ...certificateKey,
      kid: `kid${index}`,
      issuer: `Country ${index}`,
    }));
    answer = listed(...many);
    const page = await open();
    await waitUntil(() => keys(page).length === 75);
    const search = find<HTMLInputElement>(page.shadowRoot!, 'input[type=search]')!;
    search.value = 'kid7';
    search.dispatchEvent(new Event('input'));
    await waitUntil(() => keys(page).length === 6);
  });
});
