import { expect, fixture, html } from '@open-wc/testing';
import {
  choice,
  dateTime,
  file,
  longText,
  multi,
  number,
  rows,
  text,
} from '../../../../src/domain/forms/fields.ts';
import { form } from '../../../../src/domain/forms/form.ts';
import { phoneFormat } from '../../../../src/domain/forms/formats.ts';
import { ApiError } from '../../../../src/sync/api-client.ts';
import { setLanguage } from '../../../../src/ui/language/languages.ts';
import '../../../../src/ui/kit/form/data-form.ts';
import '../../../../src/ui/kit/form/picker-fields.ts';
import '../../../../src/ui/kit/form/rare-fields.ts';
import type { DataForm } from '../../../../src/ui/kit/form/data-form.ts';
import '../../../../src/ui/kit/form/form-clash.ts';
import { FormDraft } from '../../../../src/ui/kit/form/form-drafts.ts';
import { declareFormWords } from '../../../../src/ui/kit/form/form-words.ts';
import { formTexts } from '../../../../src/ui/texts/kit/form.ts';
import { waitUntil } from '../../../support/wait-until.ts';

const visit = form(
  'visit',
  {
    kind: choice(['call', 'visit']),
    phone: text({
      most: 64,
      format: phoneFormat,
      personal: true,
      shownWhen: { field: 'kind', is: ['call'] },
    }),
    subject: text({ least: 2, most: 20 }),
    days: number({ min: 1, max: 1440 }),
    temperature: number({ min: 3600, max: 4200, decimals: 1, scale: 100, optional: true }),
    department: choice(['a', 'b', 'c', 'd', 'e', 'f']),
    tags: multi(['x', 'y'], { optional: true }),
    note: longText({ most: 20, optional: true }),
    from: dateTime({ optional: true }),
    to: dateTime({ optional: true }),
    file: file({ accept: ['.txt'], mostBytes: 10, optional: true }),
    gates: rows({ name: text({ most: 20 }) }, { most: 2 }),
  },
  [{ of: ['from', 'to'], at: 'to', problem: 'before', holds: ({ from, to }) => !from || !to || to > from }],
);
const labels = {
  submit: 'Send',
  busy: 'Sending…',
  fields: {
    kind: { label: 'Kind', choices: { call: 'Call', visit: 'Visit' } },
    phone: { label: 'Phone' },
    subject: { label: 'Subject', help: 'In a few words', problems: { short: 'Say more' } },
    days: { label: 'Days', unit: 'days' },
    temperature: { label: 'Temperature', unit: '°C' },
    department: { label: 'Department', choices: { a: 'A', b: 'B', c: 'C', d: 'D', e: 'E', f: 'F' } },
    tags: { label: 'Tags', choices: { x: 'X', y: 'Y' } },
    note: { label: 'Note' },
    from: { label: 'From' },
    to: { label: 'To' },
    file: { label: 'File' },
    gates: { label: 'Gates', fields: { name: { label: 'Name' } } },
  },
};
const words = declareFormWords(visit, labels, labels).en;
const whole = { kind: 'visit', subject: 'Market', days: 7, department: 'b', gates: [{ name: 'East' }] };

type Sent = { [name: string]: unknown };

async function open(more: Partial<DataForm> = {}): Promise<{ form: DataForm; sent: Sent[] }> {
  const sent: Sent[] = [];
  const element = document.createElement('sc-form');
  Object.assign(element, {
    form: visit,
    words,
    send: async (values: Sent) => void sent.push(values),
    ...more,
  });
  const shown = await fixture<DataForm>(element as unknown as ReturnType<typeof html>);
  return { form: shown, sent };
}
const find = <E extends HTMLElement = HTMLInputElement>(form: DataForm, selector: string): E =>
  form.renderRoot.querySelector<E>(selector)!;
const field = (form: DataForm, path: string) => find(form, `[id="${path}"]`);
async function type(form: DataForm, path: string, value: string): Promise<void> {
  const input = field(form, path);
  input.value = value;
  input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  await form.updateComplete;
}
async function send(form: DataForm): Promise<void> {
  find<HTMLButtonElement>(form, 'button[type=submit]').click();
  await form.updateComplete;
  await form.updateComplete;
}
const problemAt = (form: DataForm, path: string) =>
  find(form, `[id="${path}-problem"]`)?.textContent?.replace('▲', '').trim();
const summaryLines = (form: DataForm) =>
  [...form.renderRoot.querySelectorAll('.summary li')].map((line) => line.textContent!.trim());

describe('sc-form', () => {
  before(() => setLanguage('en'));
  beforeEach(() => localStorage.clear());

  it('sends the checked values, as numbers, choices and moments', async () => {
    const { form, sent } = await open({ values: whole });
    await type(form, 'days', '１，４４０');
    await type(form, 'temperature', '37，5');
    find(form, 'input[value=y]').click();
    await send(form);
    expect(sent).to.deep.equal([{ ...whole, days: 1440, temperature: 3750, tags: ['y'] }]);
  });

  it('says on top and at the field the same words, and moves the focus to the summary, then to the field', async () => {
    const { form, sent } = await open({ values: { ...whole, days: undefined, gates: [{ name: '' }] } });
    await type(form, 'subject', '玥');
    await send(form);
    expect(sent).to.deep.equal([]);
    expect(summaryLines(form)).to.deep.equal([
      'Subject: Say more',
      `Days: ${formTexts.en.missing}`,
      `Gates No. 1 Name: ${formTexts.en.missing}`,
    ]);
    expect(problemAt(form, 'subject')).to.equal('Say more');
    expect(problemAt(form, 'gates.0.name')).to.equal(formTexts.en.missing);
    const root = form.renderRoot as ShadowRoot;
    expect(root.activeElement).to.equal(find(form, '.summary'));
    find<HTMLButtonElement>(form, '.summary li:nth-child(3) button').click();
    expect(root.activeElement).to.equal(field(form, 'gates.0.name'));
    expect(field(form, 'subject').value, 'what was typed stays').to.equal('玥');
    expect(field(form, 'subject').getAttribute('aria-describedby')).to.equal('subject-help subject-problem');
  });

  it('takes a problem away once what is typed is well, and leaves the others', async () => {
    const { form } = await open({ values: { ...whole, days: undefined, subject: '' } });
    await send(form);
    await type(form, 'days', '5');
    expect(problemAt(form, 'days')).to.equal(undefined);
    expect(problemAt(form, 'subject')).to.equal(formTexts.en.missing);
  });

  it('shows what hangs on a choice with it alone, and sends it then alone', async () => {
    const { form, sent } = await open({ values: whole });
    expect(field(form, 'phone')).to.equal(null);
    find(form, 'input[value=call]').click();
    await form.updateComplete;
    await type(form, 'phone', '139 1234 5678');
    await send(form);
    expect(sent[0]).to.include({ kind: 'call', phone: '13912345678' });
    find(form, 'input[value=visit]').click();
    await send(form);
    expect(sent[1]).not.to.have.property('phone');
  });

  it('offers up to five choices as radio buttons, and more as a list', async () => {
    const { form } = await open();
    expect(
      find(form, '[role=radiogroup][data-group=kind]').querySelectorAll('input[type=radio]').length,
    ).to.equal(2);
    expect(field(form, 'department').localName).to.equal('select');
  });

  it('adds and removes rows of a repeated group, up to its most', async () => {
    const { form, sent } = await open({ values: whole });
    find<HTMLButtonElement>(form, '.add').click();
    await form.updateComplete;
    await type(form, 'gates.1.name', 'West');
    expect(find(form, '.add')).to.equal(null);
    find<HTMLButtonElement>(form, '.row button').click();
    await form.updateComplete;
    await send(form);
    expect(sent[0]!['gates']).to.deep.equal([{ name: 'West' }]);
  });

  it('compares two moments typed in any way, in the district’s time', async () => {
    const { form, sent } = await open({ values: whole });
    await customElements.whenDefined('sc-moment-field');
    const inputOf = (path: string) =>
      find(form, `sc-moment-field[data-group=${path}]`).shadowRoot?.querySelector('input');
    await waitUntil(() => inputOf('from') && inputOf('to'), 'the fields are drawn');
    const moment = (path: string, value: string): void => {
      const input = inputOf(path)!;
      input.value = value;
      input.dispatchEvent(new Event('input'));
    };
    moment('from', '2026年11月30日 6点53分');
    moment('to', '2026/11/30 06:00');
    await send(form);
    expect(summaryLines(form)).to.deep.equal([`To: ${formTexts.en.before}`]);
    moment('to', '2026-11-30 07:00');
    await send(form);
    expect(sent[0]).to.include({ from: Date.UTC(2026, 10, 29, 22, 53), to: Date.UTC(2026, 10, 29, 23) });
  });

  it('shows what the server found in the words of its own checks', async () => {
    const fields = [
      { path: 'visit.days', problem: 'number' },
      { path: 'visit.handle', problem: 'stray' },
    ];
    const fault = new ApiError('malformed', '', 400, undefined, false, undefined, fields);
    const { form } = await open({ values: whole, at: 'visit', send: () => Promise.reject(fault) });
    await send(form);
    await waitUntil(() => problemAt(form, 'days'));
    expect(problemAt(form, 'days')).to.equal('Give a whole number from 1 to 1440');
    expect(summaryLines(form)[1]).to.contain('handle');
  });

  it('tells its page of a fault that is no field’s, and can be sent again', async () => {
    const { form } = await open({
      values: whole,
      send: () => Promise.reject(new ApiError('offline', '', 0)),
    });
    const faults: unknown[] = [];
    form.addEventListener('fault', (event) => faults.push((event as CustomEvent).detail));
    await send(form);
    await waitUntil(() => faults.length === 1);
    expect(find(form, 'button[type=submit]').textContent).to.contain('Send');
  });

  it('is sent once, however often its button is pressed while the server answers', async () => {
    let done = (): void => undefined;
    let times = 0;
    const { form } = await open({
      values: whole,
      send: () => new Promise<void>((resolve) => ((times += 1), (done = resolve))),
    });
    await send(form);
    await send(form);
    expect(find(form, 'button[type=submit]').textContent).to.contain('Sending…');
    expect(find<HTMLButtonElement>(form, 'button[type=submit]').disabled).to.equal(false);
    done();
    await waitUntil(() => find(form, 'button[type=submit]').textContent!.includes('Send'));
    expect(times).to.equal(1);
  });

  it('refuses a file that is too long', async () => {
    const { form } = await open({ values: whole });
    const files = new DataTransfer();
    files.items.add(new File(['far too long'], 'a.txt'));
    field(form, 'file').files = files.files;
    field(form, 'file').dispatchEvent(new Event('change'));
    await send(form);
    expect(problemAt(form, 'file')).to.equal(formTexts.en.fileLong('0 kB'));
  });

  describe('that others change too', () => {
    const theirs = (more: object) => ({ ...whole, ...more });

    it('goes on with what was typed when other values come, on those', async () => {
      const { form, sent } = await open({ values: whole, shared: true });
      await type(form, 'subject', 'Second market');
      form.values = theirs({ days: 9 });
      await form.updateComplete;
      await send(form);
      expect(sent).to.deep.equal([{ ...whole, subject: 'Second market', days: 9 }]);
    });

    it('asks where both changed the same, sends nothing before, and then what was chosen', async () => {
      const { form, sent } = await open({ values: whole, shared: true });
      await type(form, 'subject', 'Second market');
      await type(form, 'days', '8');
      form.values = theirs({ subject: 'Third market', days: 9, department: 'c' });
      await form.updateComplete;
      expect(await form.submit()).to.equal(false);
      const choice = find(form, 'sc-clash-choice').shadowRoot!;
      expect(
        [...choice.querySelectorAll('fieldset')].map((each) => each.textContent!.replace(/\s+/g, ' ').trim()),
      ).to.deep.equal(['Subject TheirsThird market YoursSecond market', 'Days Theirs9 days Yours8 days']);
      choice.querySelector<HTMLElement>('[name=subject][value=mine]')!.click();
      choice.querySelector<HTMLElement>('[name=days][value=theirs]')!.click();
      choice.querySelector('form')!.requestSubmit();
      await form.updateComplete;
      expect((form.renderRoot as ShadowRoot).activeElement).to.equal(field(form, 'subject'));
      await send(form);
      expect(sent).to.deep.equal([{ ...whole, subject: 'Second market', days: 9, department: 'c' }]);
    });

    it('asks again where a third one came in between', async () => {
      const { form } = await open({ values: whole, shared: true });
      await type(form, 'subject', 'Second market');
      form.values = theirs({ subject: 'Third market' });
      await form.updateComplete;
      form.values = theirs({ subject: 'Fourth market' });
      await form.updateComplete;
      const shown = find(form, 'sc-clash-choice').shadowRoot!.querySelector('fieldset')!.textContent!;
      expect(shown).to.contain('Fourth market').and.to.contain('Second market');
    });
  });

  describe('with a draft', () => {
    const draft = new FormDraft('visit', 'someone');

    it('keeps on the device what was typed, and nothing that is about a person', async () => {
      const { form } = await open({ values: { ...whole, kind: 'call' }, draft });
      await type(form, 'subject', 'Second market');
      await type(form, 'phone', '13912345678');
      expect(JSON.stringify({ ...localStorage }))
        .to.contain('Second market')
        .and.not.to.contain('1391234');
      expect(form.isUnsaved).to.equal(true);
      form.remove();
      const { form: again } = await open({ values: { ...whole, kind: 'call' }, draft });
      expect(field(again, 'subject').value).to.equal('Second market');
      expect(field(again, 'phone').value).to.equal('');
      expect(find(again, '.draft').textContent).to.contain(formTexts.en.draftPersonal);
    });

    it('forgets it when it is sent, and when it is discarded', async () => {
      const { form } = await open({ values: whole, draft });
      await type(form, 'subject', 'Second market');
      await send(form);
      await waitUntil(() => localStorage.length === 0);
      expect(form.isUnsaved).to.equal(false);
      await type(form, 'subject', 'Third market');
      form.remove();
      const { form: again } = await open({ values: whole, draft });
      find<HTMLButtonElement>(again, 'button[name=discard]').click();
      await again.updateComplete;
      expect([field(again, 'subject').value, localStorage.length]).to.deep.equal(['Market', 0]);
    });

    it('is none of another account’s, and none that is a week old', async () => {
      const { form } = await open({ values: whole, draft });
      await type(form, 'subject', 'Second market');
      form.remove();
      const { form: other } = await open({ values: whole, draft: new FormDraft('visit', 'other') });
      expect(field(other, 'subject').value).to.equal('Market');
      other.remove();
      const [key, kept] = Object.entries(localStorage)[0] as [string, string];
      localStorage.setItem(key, JSON.stringify({ ...JSON.parse(kept), at: Date.now() - 7 * 86_400_000 }));
      const { form: late } = await open({ values: whole, draft });
      expect(field(late, 'subject').value).to.equal('Market');
    });
  });
});
