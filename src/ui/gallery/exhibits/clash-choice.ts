import { html } from 'lit';
import '../../kit/action/clash-choice.ts';
import type { Clash } from '../../kit/action/merge.ts';
import { language } from '../../language/languages.ts';
import type { Exhibit } from '../exhibit.ts';

const names: Record<string, [zh: string, en: string]> = {
  phone: ['电话', 'Phone'],
  name: ['名称', 'Name'],
  note: ['备注', 'Note'],
};
const labelOf = (field: string) => names[field]![language() === 'en' ? 1 : 0];
const choice = (clashes: Clash[]) =>
  html`<sc-clash-choice .clashes=${clashes} .labelOf=${labelOf}></sc-clash-choice>`;

export const exhibit: Exhibit = {
  name: 'clash-choice',
  title: { 'zh-CN': '两人同时修改', en: 'Two changed the same' },
  states: [
    {
      name: 'usual',
      render: () => choice([{ field: 'phone', mine: '021-5550-0134', theirs: '021-5550-0199' }]),
    },
    {
      name: 'many-and-long',
      render: () =>
        choice([
          { field: 'phone', mine: '', theirs: '021-5550-0199' },
          { field: 'name', mine: '玥', theirs: '阿卜杜热合曼·买买提明'.repeat(5) },
          { field: 'note', mine: 'a'.repeat(120), theirs: '' },
        ]),
    },
  ],
};
