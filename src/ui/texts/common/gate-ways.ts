import { declareTexts } from '../../language/languages.ts';

/** Which way people go through a site's sentries, where it is set and counted. */
export const gateWayTexts = declareTexts(
  {
    title: '通行方向',
    intro:
      '选定后，哨兵的每条记录都带上方向，下次联系时生效（最多半分钟）。可为整个场所选定，也可为单台哨兵另选；双向通行的哨兵不记方向，由现场人员在哨兵上选。',
    whole: '整个场所',
    asSite: (way: string) => `同场所（${way}）`,
    both: '双向',
    none: '不记录',
    in: '进入',
    out: '离开',
    way: (name: string) => `${name}：通行方向`,
    today: '今天各小时放行人数',
    hour: '时段',
    grouped: '结伴人数',
    groups: '组数',
    few: '少于 10',
    noCounts: '今天还没有带方向的记录。',
    noSentries: '本场所还没有哨兵。',
    saved: (name: string) => `${name}：已保存。`,
    loading: '正在读取…',
  },
  {
    title: 'Which way people go',
    intro:
      'Each record of a sentry then says so, from its next contact on (half a minute at the most). It is said for the whole site, and for single sentries otherwise. Where people go both ways none is recorded, but what staff choose at the sentry itself.',
    whole: 'The whole site',
    asSite: (way: string) => `As the site (${way})`,
    both: 'Both ways',
    none: 'Not recorded',
    in: 'In',
    out: 'Out',
    way: (name: string) => `${name}: which way people go`,
    today: 'People let through today, by hour',
    hour: 'Hour',
    grouped: 'In groups',
    groups: 'Groups',
    few: 'Fewer than 10',
    noCounts: 'Nothing was recorded with a direction today.',
    noSentries: 'This site has no sentries yet.',
    saved: (name: string) => `${name}: saved.`,
    loading: 'Loading…',
  },
);
