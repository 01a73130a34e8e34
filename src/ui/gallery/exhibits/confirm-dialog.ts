import { html } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { ApiError } from '../../../sync/api-client.ts';
import '../../kit/action/confirm-dialog.ts';
import type { Confirm } from '../../kit/action/confirm-dialog.ts';
import type { Question } from '../../kit/action/question.ts';
import { language } from '../../language/languages.ts';
import type { Exhibit, ExhibitState } from '../exhibit.ts';

const both = (zh: string, en: string) => (language() === 'en' ? en : zh);
const nothing = async () => undefined;

const usual = (): Question => ({
  title: both('驳回 3 份申请', 'Reject 3 applications'),
  verb: both('驳回 3 份', 'Reject 3'),
  object: both('梧桐农贸市场、石库花鸟市场、玥', '梧桐农贸市场, 石库花鸟市场 and 玥'),
  told: both('三位申请人（短信）', 'the three applicants, by message'),
  act: nothing,
});

const withReason = (): Question => ({
  ...usual(),
  reasons: [
    { value: 'twice', text: both('重复申领', 'Applied for twice') },
    { value: 'closed', text: both('场所已停业', 'The site is closed') },
  ],
  words: { min: 4, max: 200 },
});

function state(name: string, question: () => Question, press = false): ExhibitState {
  const open = async (element: Element | undefined) => {
    const dialog = element as Confirm | undefined;
    if (!dialog) return;
    await dialog.updateComplete;
    void dialog.ask(question());
    if (!press) return;
    await dialog.updateComplete;
    dialog.renderRoot.querySelector('form')?.requestSubmit();
  };
  return {
    name,
    alone: true,
    render: () => html`<sc-confirm ${ref((element) => void open(element))}></sc-confirm>`,
  };
}

export const exhibit: Exhibit = {
  name: 'confirm-dialog',
  title: { 'zh-CN': '操作前的确认', en: 'The question before an act' },
  states: [
    state('usual', usual),
    state('reason', withReason),
    state('reason-missing', withReason, true),
    state('typed-count', () => ({
      ...usual(),
      title: both('停用 1,204 个场所码', 'Suspend 1,204 site codes'),
      verb: both('停用 1,204 个', 'Suspend 1,204'),
      count: 1204,
    })),
    state('takes-two', () => ({ ...withReason(), takesTwo: true })),
    state(
      'waits',
      () => ({ ...usual(), act: async () => ({ waitsUntil: Date.UTC(2026, 10, 30, 22, 53) }) }),
      true,
    ),
    state(
      'refused',
      () => ({ ...usual(), act: () => Promise.reject(new ApiError('overtaken', '', 409)) }),
      true,
    ),
    state('long-names', () => ({
      ...usual(),
      object: '阿卜杜热合曼·买买提明'.repeat(5),
      verb: both('驳回并通知全部申请人', 'Reject and tell every one of the applicants'),
    })),
  ],
};
