import { declareTexts } from '../languages.ts';

/** Names of the authority's pages. */
export const authorityNavTexts = declareTexts(
  {
    label: '页面',
    board: '实时看板',
    fleet: '哨兵管理',
    overrides: '人工赋码',
    policy: '防疫规则',
    trust: '信任名单',
    replay: '回放',
  },
  {
    label: 'Pages',
    board: 'Live board',
    fleet: 'Fleet',
    overrides: 'Status by hand',
    policy: 'Policy',
    trust: 'Trust list',
    replay: 'Replay',
  },
);
