import { html } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { ApiError } from '../../../sync/api-client.ts';
import '../../kit/action/undo-toast.ts';
import type { Undo } from '../../kit/action/undo-toast.ts';
import { language } from '../../language/languages.ts';
import type { Exhibit } from '../exhibit.ts';

const hour = 3_600_000;

function toast(said: () => string, undo: () => Promise<unknown>) {
  const show = async (element: Element | undefined) => {
    await (element as Undo | undefined)?.updateComplete;
    (element as Undo | undefined)?.show(said(), undo);
  };
  return html`<sc-undo .ms=${hour} ${ref((element) => void show(element))}></sc-undo>`;
}

export const exhibit: Exhibit = {
  name: 'undo-toast',
  title: { 'zh-CN': '撤销', en: 'Undo' },
  states: [
    {
      name: 'usual',
      alone: true,
      render: () =>
        toast(
          () => (language() === 'en' ? '14 sentries moved to ring 1.' : '14 台哨兵已移至第 1 批。'),
          async () => undefined,
        ),
    },
    {
      name: 'refused',
      alone: true,
      render: () =>
        toast(
          () =>
            language() === 'en' ? 'Assigned to 阿卜杜热合曼·买买提明.' : '已指派给阿卜杜热合曼·买买提明。',
          () => Promise.reject(new ApiError('overtaken', '', 409)),
        ),
    },
  ],
};
