import { expect, fixture, html } from '@open-wc/testing';
import '../../../../src/ui/kit/action/confirm-dialog.ts';
import type { Confirm } from '../../../../src/ui/kit/action/confirm-dialog.ts';
import type { Given, Question } from '../../../../src/ui/kit/action/question.ts';
import { ApiError } from '../../../../src/sync/api-client.ts';
import { setLanguage } from '../../../../src/ui/language/languages.ts';
import { waitUntil } from '../../../support/wait-until.ts';

describe('the question before an act', () => {
  let confirm: Confirm;
  let acts: Given[];
  const find = <T extends HTMLElement>(selector: string) => confirm.shadowRoot!.querySelector<T>(selector);
  const isOpen = () => find<HTMLElement & { open: boolean }>('sc-overlay')!.open;
  const question = (more: Partial<Question> = {}): Question => ({
    title: 'Reject 3 applications',
    verb: 'Reject 3',
    object: '梧桐农贸市场 and 2 others',
    told: 'their owners',
    act: async (given) => void acts.push(given),
    ...more,
  });
  const ask = async (more: Partial<Question> = {}) => {
    const answer = confirm.ask(question(more));
    await waitUntil(() => find('form h2'));
    return answer;
  };
  /** Begins to ask; the answer comes when the dialog is over. */
  const begin = async (more: Partial<Question> = {}) => {
    const over = { answer: null as boolean | null };
    void confirm.ask(question(more)).then((answer) => (over.answer = answer));
    await waitUntil(() => find('form h2'));
    return over;
  };
  const press = (name: string) => find<HTMLButtonElement>(`button[name=${name}]`)!.click();

  beforeEach(async () => {
    setLanguage('en');
    acts = [];
    confirm = await fixture(html`<sc-confirm></sc-confirm>`);
  });
  afterEach(async () => {
    if (isOpen()) press(find('button[name=no]') ? 'no' : 'close');
    await waitUntil(() => !isOpen());
  });

  it('says what, how many and who is told; its button is the verb', async () => {
    const over = await begin();
    expect(find('h2')!.textContent).to.equal('Reject 3 applications');
    expect(find('.object')!.textContent).to.contain('梧桐农贸市场');
    expect(find('.told')!.textContent).to.equal('Will be told: their owners');
    expect(find('button[name=yes]')!.textContent!.trim()).to.equal('Reject 3');
    press('no');
    await waitUntil(() => over.answer === false);
    expect(acts).to.deep.equal([]);
  });

  it('does it, closes, and answers that it is done', async () => {
    const answer = ask();
    await waitUntil(() => find('button[name=yes]'));
    press('yes');
    expect(await answer).to.equal(true);
    expect(isOpen()).to.equal(false);
    expect(acts).to.deep.equal([{ reason: '', words: '' }]);
  });

  it('wants the reason and the words, names what is missing and puts the focus there', async () => {
    const over = await begin({
      reasons: [{ value: 'twice', text: 'Applied for twice' }],
      words: { min: 4, max: 200 },
    });
    press('yes');
    await waitUntil(() => find('#wrong-reason')!.textContent === 'Choose a reason.');
    expect(confirm.shadowRoot!.activeElement === find('select')).to.equal(true);
    expect(find('select')!.getAttribute('aria-invalid')).to.equal('true');
    find<HTMLSelectElement>('select')!.value = 'twice';
    find<HTMLTextAreaElement>('textarea')!.value = ' ab ';
    press('yes');
    await waitUntil(() => confirm.shadowRoot!.activeElement === find('textarea'));
    find<HTMLTextAreaElement>('textarea')!.value = ' 与前一份重复 ';
    press('yes');
    await waitUntil(() => over.answer === true);
    expect(acts).to.deep.equal([{ reason: 'twice', words: '与前一份重复' }]);
  });

  it('wants the number typed above a hundred, in either writing', async () => {
    const over = await begin({ count: 1204 });
    press('yes');
    await waitUntil(() => find('#wrong-count')!.textContent!.includes('1,204'));
    find<HTMLInputElement>('input[name=count]')!.value = '1204';
    press('yes');
    await waitUntil(() => over.answer === true);
    await begin({ count: 100 });
    expect(find('input[name=count]') === null).to.equal(true);
  });

  it('keeps all that was filled in when the server refuses, and says why', async () => {
    let refuse = true;
    const over = await begin({
      words: { min: 4, max: 200 },
      act: async (given) => {
        if (refuse) throw new ApiError('overtaken', '', 409);
        acts.push(given);
      },
    });
    find<HTMLTextAreaElement>('textarea')!.value = 'Same shop twice';
    press('yes');
    await waitUntil(() => find('.failed'));
    expect(find('.failed')!.textContent).to.contain('somebody else was faster');
    expect(find<HTMLTextAreaElement>('textarea')!.value).to.equal('Same shop twice');
    expect([isOpen(), over.answer]).to.deep.equal([true, null]);
    refuse = false;
    press('yes');
    await waitUntil(() => over.answer === true);
  });

  it('is sent once, however often the button is pressed', async () => {
    let end!: () => void;
    let sent = 0;
    const over = await begin({
      act: () => ((sent += 1), new Promise<void>((resolve) => (end = resolve))),
    });
    press('yes');
    press('yes');
    await waitUntil(() => sent === 1);
    press('yes');
    end();
    await waitUntil(() => over.answer === true);
    expect(sent).to.equal(1);
  });

  it('answers that it was sent also where it was closed while under way', async () => {
    let end!: () => void;
    const over = await begin({ act: () => new Promise<void>((resolve) => (end = resolve)) });
    press('yes');
    await waitUntil(() => end);
    press('no');
    await waitUntil(() => !isOpen());
    expect(over.answer).to.equal(null);
    end();
    await waitUntil(() => over.answer === true);
  });

  it('ends in "waits for approval" where another official must agree', async () => {
    const over = await begin({
      takesTwo: true,
      act: async () => ({ waitsUntil: Date.parse('2026-12-01T06:53:00+08:00') }),
    });
    expect(find('.second')!.textContent).to.contain('Another official must approve');
    press('yes');
    await waitUntil(() => find('.waits'));
    expect(find('.waits')!.textContent)
      .to.contain('until 2026-12-01 06:53')
      .and.to.contain('Nothing is done');
    expect(over.answer).to.equal(null);
    press('close');
    await waitUntil(() => over.answer === true);
  });

  it('speaks Chinese', async () => {
    setLanguage('zh-CN');
    await begin({ count: 1204, takesTwo: true });
    await confirm.updateComplete;
    expect(find('form')!.textContent)
      .to.contain('请输入数量 1,204 以确认')
      .and.to.contain('另一名工作人员审批');
  });
});
