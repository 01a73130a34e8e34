import { expect, fixture, html } from '@open-wc/testing';
import type { PolicyPage } from '../../../src/authority/policy/policy-page.ts';
import '../../../src/authority/policy/policy-page.ts';
import type { LimitOverride, Limits } from '../../../src/domain/policy/limits.ts';
import type { DraftRequest, PolicyAnswer } from '../../../src/domain/api/policy-api.ts';
import { standardPolicy } from '../../../src/domain/policy/standard-policy.ts';
import { ApiError } from '../../../src/sync/api-client.ts';
import type { DataForm } from '../../../src/ui/kit/form/data-form.ts';
import { setLanguage } from '../../../src/ui/language/languages.ts';
import { fillForm } from '../../ui/fill-form.ts';
import { find, shownText } from '../find-deep.ts';
import { draftOf, policyAnswer } from '../policy-data.ts';
import { waitUntil } from '../../support/wait-until.ts';

const site: LimitOverride = {
  scope: { site: 7 },
  limits: { testValidHours: 24, strict: true },
  validFrom: Date.UTC(2026, 10, 19, 16),
  validTo: null,
};

let answer: PolicyAnswer;
let drafted: DraftRequest[];
let refusal: ApiError | null;

/** @param toForm whether the form is waited for; where something is to be chosen there is none */
async function open(toForm = true): Promise<PolicyPage> {
  const client = {
    policy: async () => answer,
    findSites: async (text: string) => ({
      sites: [
        { number: 7, name: '望江商场' },
        { number: 8, name: '江湾小学' },
      ].filter(({ number, name }) => String(number) === text || name.includes(text)),
      more: false,
    }),
    draftPolicy: async (asked: DraftRequest) => {
      if (refusal) throw refusal;
      drafted.push(asked);
    },
  };
  const page = await fixture<PolicyPage>(html`<sc-policy-page .client=${client as never}></sc-policy-page>`);
  if (toForm) await waitUntil(() => find(page.shadowRoot!, '[name=testValidHours]'), 'the form appears');
  return page;
}

const own = <T extends HTMLElement>(page: PolicyPage, selector: string): T =>
  find<T>(page.shadowRoot!, selector)!;
const send = (page: PolicyPage): void =>
  own(page, 'sc-form').shadowRoot!.querySelector('form')!.requestSubmit();
const clash = (page: PolicyPage): ShadowRoot => own(page, 'sc-clash-choice').shadowRoot!;
/** Hands over what was chosen, and waits for the form. */
async function choose(page: PolicyPage): Promise<void> {
  clash(page).querySelector('form')!.requestSubmit();
  await waitUntil(() => find(page.shadowRoot!, '[name=testValidHours]'), 'the form is back');
}
const overrides = (page: PolicyPage) => own(page, 'sc-limit-overrides').shadowRoot!;

function fill(page: PolicyPage, values: Record<string, string>): void {
  for (const [name, value] of Object.entries(values)) {
    const field = own<HTMLInputElement>(page, `[name="${name}"]`);
    field.value = value;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.dispatchEvent(new Event('change', { bubbles: true }));
  }
}

/** The form of other limits, once it is drawn. */
async function overrideForm(page: PolicyPage): Promise<ShadowRoot> {
  await waitUntil(() => find(overrides(page), 'sc-moment-field')?.shadowRoot?.querySelector('input'));
  return find(overrides(page), 'sc-form')!.shadowRoot!;
}
const take = (form: ShadowRoot): void =>
  form.querySelector<HTMLButtonElement>('button[type=submit]')!.click();
async function moment(form: ShadowRoot, path: string, text: string): Promise<void> {
  const input = form
    .querySelector(`sc-moment-field[data-group=${path}]`)!
    .shadowRoot!.querySelector('input')!;
  input.value = text;
  input.dispatchEvent(new Event('input'));
}

async function submit(page: PolicyPage): Promise<DraftRequest> {
  send(page);
  await waitUntil(() => drafted.length === 1, 'a draft is made');
  return drafted[0]!;
}

describe('making a draft of a policy', () => {
  beforeEach(() => {
    setLanguage('en');
    localStorage.clear();
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
    expect(shownText(page)).to.include('continues the open draft (version 4, made by 沈若兰)');
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
    fill(page, {
      'status.red/textsWhenUnknown/zh-CN': '状态不明',
      'status.red/textsWhenUnknown/en': 'Nobody knows the status',
      'status.red/voice': 'refuse',
      'status.red/voiceWhenUnknown': 'data-old',
      'status.red/texts/en': 'A red code',
    });
    own(page, '[name="status.red/whenUnknown"][value=refuse]').click();
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
    fill(page, { 'status.red/texts/en': '' });
    send(page);
    await waitUntil(() => find(page.shadowRoot!, '.summary'));
    expect(shownText(find(page.shadowRoot!, '.summary'))).to.include(
      'The health code is red: On screen, English: Fill this in',
    );
    find(page.shadowRoot!, '.summary .link')!.click();
    expect(find(page.shadowRoot!, '[name="status.red/texts/en"]')!.checkVisibility()).to.equal(true);
    expect(drafted).to.deep.equal([]);
  });

  it('shows what the server found at fault at its field', async () => {
    const page = await open();
    const index = standardPolicy(3).rules.findIndex(({ id }) => id === 'status.red');
    refusal = new ApiError('malformed', '', 400, undefined, false, undefined, [
      { path: 'policy.limits.testValidHours', problem: 'number' },
      { path: `policy.rules.${index}.texts/en`, problem: 'long' },
    ]);
    send(page);
    await waitUntil(() => find(page.shadowRoot!, '.summary'));
    expect(
      [...find(page.shadowRoot!, '.summary')!.querySelectorAll('li')].map((each) => shownText(each)),
    ).to.deep.equal([
      'Limits: A test counts for (hours): Give a whole number from 1 to 1440',
      'The health code is red: On screen, English: 200 characters at most',
    ]);
  });

  describe('while somebody else makes another', () => {
    const theirs = (change: (limits: Limits) => void) =>
      policyAnswer({ draft: draftOf(({ policy }) => change(policy.limits)) });
    const overtaken = new ApiError('overtaken', 'Changed.', 409);
    const hours = (page: PolicyPage) => find<HTMLInputElement>(page.shadowRoot!, '[name=testValidHours]')!;

    it('takes in what they changed, and keeps what was filled in on top of it', async () => {
      const page = await open();
      fill(page, { testValidHours: '12' });
      answer = theirs((limits) => (limits.requiredDoses = 3));
      refusal = overtaken;
      send(page);
      await waitUntil(() => shownText(page).includes('Your entries are kept'), 'it is said');
      expect(hours(page).value).to.equal('12');
      expect(drafted).to.deep.equal([]);
      refusal = null;
      const { policy, basis } = await submit(page);
      expect(policy.limits).to.deep.include({ testValidHours: 12, requiredDoses: 3 });
      expect(basis).to.deep.equal({ version: 3, draft: 5 });
    });

    it('asks of each field that both changed, and sends nothing before', async () => {
      const page = await open();
      fill(page, { testValidHours: '12' });
      answer = theirs((limits) => (limits.testValidHours = 48));
      refusal = overtaken;
      send(page);
      await waitUntil(() => find(page.shadowRoot!, 'sc-clash-choice'), 'it is asked');
      expect(shownText(clash(page).querySelector('fieldset'))).to.match(
        /Limits: A test counts for \(hours\) Theirs 48 Yours 12/,
      );
      expect(
        find(page.shadowRoot!, 'sc-form')!.shadowRoot!.querySelector('form'),
        'no form to send',
      ).to.equal(null);
      refusal = null;
      clash(page).querySelector<HTMLElement>('input[value=mine]')!.click();
      await choose(page);
      expect((await submit(page)).policy.limits.testValidHours).to.equal(12);
    });

    describe('of the other limits', () => {
      const hospital: LimitOverride = { ...site, scope: { category: 'hospital' } };
      /** Both begin with those of site 7; each sends a list of their own. */
      async function both(mine: LimitOverride[], others: LimitOverride[]): Promise<PolicyPage> {
        answer = policyAnswer({}, ({ policy }) => policy.overrides.push(site));
        const page = await open();
        own(page, 'sc-limit-overrides').dispatchEvent(new CustomEvent('overrides', { detail: mine }));
        answer = policyAnswer({ draft: draftOf(({ policy }) => (policy.overrides = others)) });
        refusal = overtaken;
        await own<DataForm>(page, 'sc-form').submit();
        refusal = null;
        return page;
      }

      it('keeps those of each place that only one of them changed', async () => {
        const school: LimitOverride = { ...site, scope: { category: 'school' } };
        const page = await both([site, hospital], [{ ...site, validTo: site.validFrom! + 1 }, school]);
        await waitUntil(() => shownText(page).includes('Your entries are kept'), 'it is said');
        expect((await submit(page)).policy.overrides).to.deep.equal([
          { ...site, validTo: site.validFrom! + 1 },
          school,
          hospital,
        ]);
      });

      it('asks of each place that both changed, in words', async () => {
        const other = (hours: number) => ({ ...site, limits: { testValidHours: hours } });
        const page = await both([other(12), hospital], []);
        await waitUntil(() => find(page.shadowRoot!, 'sc-clash-choice'), 'it is asked');
        expect(shownText(clash(page).querySelector('fieldset'))).to.match(
          /^Other limits by category or site: Site 7 望江商场 Theirs \(empty\) Yours A test counts for \(hours\): 12/,
        );
        answer = policyAnswer({
          draft: draftOf(({ policy }) => policy.overrides.push(other(36)), { id: 6 }),
        });
        clash(page).querySelector<HTMLElement>('input[value=mine]')!.click();
        await choose(page);
        refusal = overtaken;
        send(page);
        await waitUntil(() => find(page.shadowRoot!, 'sc-clash-choice'), 'a third one changed it too');
        expect(shownText(clash(page)))
          .to.include('(hours): 36')
          .and.to.include('(hours): 12');
        clash(page).querySelector<HTMLElement>('input[value=theirs]')!.click();
        await choose(page);
        refusal = null;
        expect((await submit(page)).policy.overrides).to.deep.equal([other(36), hospital]);
      });
    });
  });

  describe('that was not sent', () => {
    it('is filled in again as a draft of this device, on what stands there by now', async () => {
      fill(await open(), { testValidHours: '12', 'status.red/texts/en': 'A red code' });
      answer = policyAnswer({ draft: draftOf(({ policy }) => (policy.limits.requiredDoses = 3)) });
      const page = await open();
      expect(shownText(page)).to.include('Your draft of');
      const { policy } = await submit(page);
      expect(policy.limits).to.deep.include({ testValidHours: 12, requiredDoses: 3 });
      expect(policy.rules.find(({ id }) => id === 'status.red')!.texts.en).to.equal('A red code');
    });

    it('is asked about where somebody else changed the same since', async () => {
      fill(await open(), { testValidHours: '12' });
      answer = policyAnswer({ draft: draftOf(({ policy }) => (policy.limits.testValidHours = 48)) });
      const page = await open(false);
      await waitUntil(() => find(page.shadowRoot!, 'sc-clash-choice'), 'it is asked');
    });

    it('is no other account’s', async () => {
      fill(await open(), { testValidHours: '12' });
      answer = policyAnswer({ account: 'another01234567' });
      expect(find<HTMLInputElement>((await open()).shadowRoot!, '[name=testValidHours]')!.value).to.equal(
        '72',
      );
    });

    it('is kept, thrown away, or stayed with, when its page is left', async () => {
      for (const [answerGiven, kept, follows] of [
        ['save', 1, true],
        ['leave', 0, true],
        ['stay', 1, false],
      ] as const) {
        localStorage.clear();
        const page = await open();
        fill(page, { testValidHours: '12' });
        await page.updateComplete;
        const link = document.createElement('a');
        link.href = '#elsewhere';
        let followed = false;
        link.addEventListener('click', (event) => {
          event.preventDefault();
          followed = true;
        });
        page.after(link);
        link.click();
        await waitUntil(
          () => own(page, 'sc-overlay.unsaved').shadowRoot!.querySelector('dialog[open]'),
          'it is asked',
        );
        expect(followed).to.equal(false);
        find(page.shadowRoot!, `sc-overlay.unsaved button[name=${answerGiven}]`)!.click();
        await waitUntil(
          () => !own(page, 'sc-overlay.unsaved').shadowRoot!.querySelector('dialog[open]'),
          'it is answered',
        );
        if (follows) await waitUntil(() => followed, answerGiven);
        expect([localStorage.length, followed], answerGiven).to.deep.equal([kept, follows]);
        link.remove();
        page.remove();
      }
    });
  });

  it('says faults in the language of the page', async () => {
    setLanguage('zh-CN');
    const page = await open();
    refusal = new ApiError('offline', 'The server did not answer.', 0);
    send(page);
    await waitUntil(() => shownText(page).includes('服务器没有应答'));
  });

  it('tells the app that the session has ended', async () => {
    const page = await open();
    let heard: ApiError | null = null;
    page.addEventListener('refused', (event) => (heard = (event as CustomEvent<ApiError>).detail));
    refusal = new ApiError('sign-in', 'Sign in first.', 401);
    send(page);
    await waitUntil(() => heard === refusal);
  });
});

describe('other limits by category and site', () => {
  beforeEach(() => {
    setLanguage('en');
    localStorage.clear();
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
    const form = await overrideForm(page);
    await fillForm(form, { scope: 'hospital' });
    take(form);
    await waitUntil(() => shownText(overrides(page)).includes('at least one limit'));
    await fillForm(form, { temperatureHigh: '37.1', strict: 'false' });
    await moment(form, 'from', '2026-11-24 08:00');
    await moment(form, 'to', '2026-11-24 08:00');
    take(form);
    await waitUntil(() => shownText(overrides(page)).includes('must come after'));
    await moment(form, 'to', '2026-12-01 08:00');
    send(page);
    await waitUntil(() => shownText(page).includes('the form of other limits is still open'));
    expect(drafted).to.deep.equal([]);
    take(form);
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
    const form = await overrideForm(page);
    await waitUntil(
      () => find(form, 'sc-place-field')?.shadowRoot?.querySelector('input')?.value === '望江商场',
    );
    const place = find(form, 'sc-place-field')!.shadowRoot!.querySelector('input')!;
    const choose = async (text: string): Promise<void> => {
      place.value = text;
      place.dispatchEvent(new InputEvent('input'));
    };
    await choose('4711');
    await fillForm(form, { strict: '' });
    take(form);
    await waitUntil(() => find(form, 'sc-place-field')!.getAttribute('problem') !== '');
    await choose('小学');
    await waitUntil(() => find(form, 'sc-place-field')!.shadowRoot!.querySelector('[role=option]'));
    find(form, 'sc-place-field')!.shadowRoot!.querySelector<HTMLElement>('[role=option]')!.click();
    take(form);
    await waitUntil(() => shownText(own(page, 'sc-limit-overrides')).includes('Site 8'));
    expect((await submit(page)).policy.overrides).to.deep.equal([
      { ...site, scope: { site: 8 }, limits: { testValidHours: 24 } },
    ]);
    drafted = [];
    overrides(page).querySelector<HTMLButtonElement>('[name=remove]')!.click();
    await waitUntil(() => shownText(own(page, 'sc-limit-overrides')).includes('None'));
    expect((await submit(page)).policy.overrides).to.deep.equal([]);
  });
});
