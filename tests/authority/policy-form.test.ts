import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import type { PolicyPage } from '../../src/authority/policy-page.ts';
import '../../src/authority/policy-page.ts';
import type { LimitOverride } from '../../src/domain/limits.ts';
import type { DraftRequest, PolicyAnswer } from '../../src/domain/policy-api.ts';
import { standardPolicy } from '../../src/domain/standard-policy.ts';
import { ApiError } from '../../src/sync/api-client.ts';
import { setLanguage } from '../../src/ui/languages.ts';
import { find, shownText } from './find-deep.ts';
import { draftOf, policyAnswer } from './policy-data.ts';

const site: LimitOverride = {
  scope: { site: 7 },
  limits: { testValidHours: 24, strict: true },
  validFrom: Date.UTC(2026, 10, 19, 16),
  validTo: null,
};

let answer: PolicyAnswer;
let drafted: DraftRequest[];
let refusal: ApiError | null;

async function open(): Promise<PolicyPage> {
  const client = {
    policy: async () => answer,
    draftPolicy: async (asked: DraftRequest) => {
      if (refusal) throw refusal;
      drafted.push(asked);
    },
  };
  const page = await fixture<PolicyPage>(html`<sc-policy-page .client=${client as never}></sc-policy-page>`);
  await waitUntil(() => find(page.shadowRoot!, 'form'), 'the form appears');
  return page;
}

const own = <T extends HTMLElement>(page: PolicyPage, selector: string): T =>
  page.shadowRoot!.querySelector<T>(selector)!;
const overrides = (page: PolicyPage) => own(page, 'sc-limit-overrides').shadowRoot!;

function fill(root: ParentNode, values: Record<string, string>): void {
  for (const [name, value] of Object.entries(values)) {
    const field = root.querySelector<HTMLInputElement>(`[name="${name}"]`)!;
    field.value = value;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.dispatchEvent(new Event('change', { bubbles: true }));
  }
}

async function submit(page: PolicyPage): Promise<DraftRequest> {
  own<HTMLFormElement>(page, 'form').requestSubmit();
  await waitUntil(() => drafted.length === 1, 'a draft is made');
  return drafted[0]!;
}

describe('making a draft of a policy', () => {
  beforeEach(() => {
    setLanguage('en');
    answer = policyAnswer();
    drafted = [];
    refusal = null;
  });

  it('begins with the policy in force, and says from what it was made', async () => {
    const { policy, validDays, basis } = await submit(await open());
    expect(policy).to.deep.equal(standardPolicy(3));
    expect(validDays).to.equal(180);
    expect(basis).to.deep.equal({ version: 3, draft: null });
  });

  it('goes on from the open draft, with its days', async () => {
    answer = policyAnswer({ draft: draftOf(({ policy }) => (policy.limits.testValidHours = 48)) });
    const page = await open();
    expect(shownText(page)).to.include('goes on from the open draft (version 4, made by 沈若兰)');
    const { policy, validDays, basis } = await submit(page);
    expect(policy.limits.testValidHours).to.equal(48);
    expect(validDays).to.equal(100);
    expect(basis).to.deep.equal({ version: 3, draft: 5 });
  });

  it('warns that signatures of the draft become void', async () => {
    answer = policyAnswer({ draft: draftOf(undefined, { signatures: [{ official: 1, signature: '' }] }) });
    expect(shownText(await open())).to.include('The draft has 1 signature: a new draft makes it void.');
  });

  it('changes texts, voices and severities, also those for what is not known', async () => {
    const page = await open();
    fill(page.shadowRoot!, {
      'status.red/textsWhenUnknown/zh-CN': '状态不明',
      'status.red/textsWhenUnknown/en': 'Nobody knows the status',
      'status.red/voice': 'refuse',
      'status.red/voiceWhenUnknown': 'data-old',
      'status.red/whenUnknown': 'refuse',
      'status.red/texts/en': 'A red code',
    });
    const { policy } = await submit(page);
    const before = standardPolicy(3).rules;
    const index = before.findIndex(({ id }) => id === 'status.red');
    expect(policy.rules[index]).to.deep.equal({
      ...before[index],
      voice: 'refuse',
      voiceWhenUnknown: 'data-old',
      whenUnknown: 'refuse',
      texts: { 'zh-CN': '健康码为红码', en: 'A red code' },
      textsWhenUnknown: { 'zh-CN': '状态不明', en: 'Nobody knows the status' },
    });
    expect(policy.rules.filter((_, at) => at !== index)).to.deep.equal(
      before.filter((_, at) => at !== index),
    );
  });

  it('opens the rule in which a text is missing', async () => {
    const page = await open();
    fill(page.shadowRoot!, { 'status.red/texts/en': '' });
    own<HTMLFormElement>(page, 'form').requestSubmit();
    const field = own<HTMLInputElement>(page, '[name="status.red/texts/en"]');
    expect(field.checkVisibility()).to.equal(true);
    expect(drafted).to.deep.equal([]);
  });

  it('keeps what was filled in when somebody else makes a draft, and makes none over it', async () => {
    const page = await open();
    fill(page.shadowRoot!, { testValidHours: '12' });
    answer = policyAnswer({ draft: draftOf() });
    refusal = new ApiError('overtaken', 'Changed.', 409);
    own<HTMLFormElement>(page, 'form').requestSubmit();
    await waitUntil(() => shownText(page).includes('no draft can be made from them'), 'it is said');
    expect(shownText(page)).to.include('somebody else has just changed the draft');
    expect(own<HTMLInputElement>(page, '[name=testValidHours]').value).to.equal('12');
    expect(own<HTMLButtonElement>(page, 'form .actions button').disabled).to.equal(true);
    own(page, 'form .actions button.quiet').click();
    await waitUntil(() => own<HTMLInputElement>(page, '[name=testValidHours]').value === '72');
    refusal = null;
    expect((await submit(page)).basis).to.deep.equal({ version: 3, draft: 5 });
  });

  it('says faults in the language of the page', async () => {
    setLanguage('zh-CN');
    const page = await open();
    refusal = new ApiError('offline', 'The server did not answer.', 0);
    own<HTMLFormElement>(page, 'form').requestSubmit();
    await waitUntil(() => shownText(page).includes('服务器没有应答'));
  });

  it('tells the app that the session has ended', async () => {
    const page = await open();
    let heard: ApiError | null = null;
    page.addEventListener('refused', (event) => (heard = (event as CustomEvent<ApiError>).detail));
    refusal = new ApiError('sign-in', 'Sign in first.', 401);
    own<HTMLFormElement>(page, 'form').requestSubmit();
    await waitUntil(() => heard === refusal);
  });
});

describe('other limits by category and site', () => {
  beforeEach(() => {
    setLanguage('en');
    answer = policyAnswer({}, ({ policy }) => policy.overrides.push(site));
    drafted = [];
    refusal = null;
  });

  it('are said in words', async () => {
    const shown = shownText(own(await open(), 'sc-limit-overrides'));
    expect(shown).to.include('Site 7 望江商场 A test counts for (hours): 24');
    expect(shown).to.include('Phone must answer the sentry’s code: Yes from 2026-11-20 00:00');
    expect(shown).to.not.match(/[{}]|testValidHours/);
  });

  it('are added for a category, several limits at once', async () => {
    const page = await open();
    overrides(page).querySelector<HTMLButtonElement>('[name=make]')!.click();
    await waitUntil(() => overrides(page).querySelector('form'));
    const form = overrides(page).querySelector('form')!;
    form.requestSubmit();
    await waitUntil(() => shownText(form).includes('one limit at least'));
    fill(form, {
      scope: 'hospital',
      temperatureHigh: '37.1',
      strict: 'no',
      from: '2026-11-24T08:00',
      to: '2026-11-24T08:00',
    });
    form.requestSubmit();
    await waitUntil(() => shownText(form).includes('must come after'));
    fill(form, { to: '2026-12-01T08:00' });
    own<HTMLFormElement>(page, 'form').requestSubmit();
    await waitUntil(() => shownText(page).includes('the form of other limits is still open'));
    expect(drafted).to.deep.equal([]);
    form.requestSubmit();
    await waitUntil(() => shownText(own(page, 'sc-limit-overrides')).includes('Hospital'));
    const { policy } = await submit(page);
    expect(policy.overrides).to.deep.equal([
      site,
      {
        scope: { category: 'hospital' },
        limits: { temperatureHigh: 3710, strict: false },
        validFrom: Date.UTC(2026, 10, 24),
        validTo: Date.UTC(2026, 11, 1),
      },
    ]);
  });

  it('are changed, and removed', async () => {
    const page = await open();
    overrides(page).querySelector<HTMLButtonElement>('[name=change]')!.click();
    await waitUntil(() => overrides(page).querySelector('form'));
    const form = overrides(page).querySelector('form')!;
    expect(form.querySelector<HTMLInputElement>('[name=site]')!.value).to.equal('7 望江商场');
    fill(form, { site: '4711', strict: '' });
    form.requestSubmit();
    await waitUntil(() => shownText(form).includes('No site is called so'));
    fill(form, { site: '小学' });
    form.requestSubmit();
    await waitUntil(() => shownText(own(page, 'sc-limit-overrides')).includes('江湾小学'));
    expect((await submit(page)).policy.overrides).to.deep.equal([
      { ...site, scope: { site: 8 }, limits: { testValidHours: 24 } },
    ]);
    drafted = [];
    overrides(page).querySelector<HTMLButtonElement>('[name=remove]')!.click();
    await waitUntil(() => shownText(own(page, 'sc-limit-overrides')).includes('None'));
    expect((await submit(page)).policy.overrides).to.deep.equal([]);
  });
});
