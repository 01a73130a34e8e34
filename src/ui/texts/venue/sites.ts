import { declareTexts } from '../../language/languages.ts';

/** Texts of the list of an owner's sites, where there are many. */
export const ownSitesTexts = declareTexts(
  {
    title: '我的场所',
    site: '场所',
    subdistrict: '街道',
    category: '类别',
    today: '今日扫码和到访',
    alarms: '今日警报',
    sentries: '哨兵',
    online: (online: string, all: string) => `${online} / ${all} 在线`,
    noSentry: '无',
    attention: '状态',
    problem: '需处理',
    fine: '正常',
    findHint: '场所名称、地址',
    panel: '场所详情',
  },
  {
    title: 'My sites',
    site: 'Site',
    subdistrict: 'Sub-district',
    category: 'Category',
    today: 'Scans and visits today',
    alarms: 'Alarms today',
    sentries: 'Sentries',
    online: (online: string, all: string) => `${online} of ${all} online`,
    noSentry: 'none',
    attention: 'State',
    problem: 'Needs attention',
    fine: 'Fine',
    findHint: 'Name or address of a site',
    panel: 'The site',
  },
);
