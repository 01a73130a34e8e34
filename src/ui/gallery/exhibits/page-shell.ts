import { html, type TemplateResult } from 'lit';
import '../../kit/shell/page-shell.ts';
import type { Exhibit } from '../exhibit.ts';
import { said } from '../samples.ts';

const at = Date.UTC(2026, 10, 29, 22, 53, 36);
const views = () => [
  { id: '', text: said('我的', 'Mine'), count: 12 },
  { id: 'own', text: said('我的街道', 'My sub-districts'), count: 143 },
  { id: 'all', text: said('全部', 'All'), count: 1204 },
];

function page(
  heading: string,
  more: { views?: boolean; acts?: boolean; staleFor?: number } = {},
): TemplateResult {
  const definition = said(
    '已提交、尚未决定的场所码申领，按等待时间排列；不含已退回补正的。',
    'Applications for site codes that were sent and are not decided, the longest waiting first; without those sent back.',
  );
  return html`<sc-page
    heading=${heading}
    definition=${definition}
    .asOf=${at}
    .staleFor=${more.staleFor ?? 0}
    .views=${more.views ? views() : []}
  >
    ${
      more.acts
        ? html`<button slot="action" type="button">${said('受理下一件', 'Take next')}</button>
            <button slot="more" type="button" class="quiet">${said('导出', 'Export')}</button>
            <button slot="more" type="button" class="quiet">${said('打印', 'Print')}</button>`
        : ''
    }
    <section class="card">${said('列表在这里。', 'The list stands here.')}</section>
  </sc-page>`;
}

export const exhibit: Exhibit = {
  name: 'page-shell',
  title: { 'zh-CN': '页面', en: 'Page' },
  states: [
    { name: 'usual', render: () => page(said('申领', 'Applications')) },
    {
      name: 'with views and acts',
      render: () => page(said('申领', 'Applications'), { views: true, acts: true }),
    },
    { name: 'stale', render: () => page(said('申领', 'Applications'), { staleFor: 240_000, acts: true }) },
    {
      name: 'a long heading',
      render: () =>
        page(
          said(
            '按类别、街道和审批状态列出的全区场所码申领与补正情况',
            'Applications and corrections of the whole district by category',
          ),
          { views: true, acts: true },
        ),
    },
  ],
};
