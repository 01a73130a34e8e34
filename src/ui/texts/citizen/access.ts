import type { AccessKind } from '../../../domain/access/access-log.ts';
import { declareTexts, type Language } from '../../language/languages.ts';

/** Texts of the log of who looked at a person's data. */
export const accessTexts = declareTexts(
  {
    intro: '工作人员每次查看与您有关的内容，都记在这里：什么角色、看了什么、为什么、什么时候。不显示姓名。',
    purpose: (words: string) => `事由：${words}`,
    once: '清单每名工作人员每天只记一次，时间为当天首次。',
    withheld: (until: string) => `曾因调查暂缓显示，至 ${until}（经两名工作人员批准）。`,
    none: '没有人查看过您的信息。',
    loading: '正在读取…',
    notLoaded: '没有读到。请检查网络后重试。',
    again: '重试',
    more: '更早的记录',
    ask: '有疑问？可请所在区说明，审计人员可查到每一次。',
  },
  {
    intro:
      'Whenever somebody of the staff sees something of you, it stands here: in what role, what, why and when. No names are shown.',
    purpose: (words: string) => `Purpose: ${words}`,
    once: 'A list is noted once a day for each official, with the first time of that day.',
    withheld: (until: string) =>
      `Was withheld for an investigation until ${until}, as two officials decided.`,
    none: 'Nobody has looked at your data.',
    loading: 'Loading…',
    notLoaded: 'It was not read. Check the network, and try again.',
    again: 'Try again',
    more: 'Earlier ones',
    ask: 'A question? Ask the district to explain: the auditor can find each of them.',
  },
);

/** What the official saw. */
export const accessKindTexts: Record<Language, Record<AccessKind, string>> = {
  'zh-CN': {
    search: '凭号码查找到您：打码姓名和健康状态',
    colour: '为您申请或解除人工赋码',
    overrides: '在人工赋码清单中看到您的打码姓名和颜色',
    approvals: '在待审批清单中看到您的打码姓名，以及所申请的颜色或合并',
    desk: '在服务窗口凭证件号码找到或登记您',
    paper: '在服务窗口为您打印或注销纸质码',
    'lost-phone': '在服务窗口结束您手机上的登录',
    proof: '查验您一次通行的证明',
    hold: '为个案保留您的通行或到访记录',
    cases: '在个案清单中看到您当日的编号',
    name: '为一起个案打开了您的姓名、证件号码和手机号',
    merge: '申请合并或拆分您的两条记录',
    merges: '在合并记录清单中看到您的打码姓名',
    withholdings: '在暂缓显示清单中看到您的打码姓名',
    guardian: '在服务窗口登记或解除监护关系',
    request: '在窗口为您提出复核或更正，或对您的申请作出决定',
    requests: '在申请清单中看到您的打码姓名、颜色和您写的说明',
    roster: '在本场所的名册中看到您的打码姓名',
    gate: '在门口把您的证件放上哨兵读卡器，哨兵查询了打码姓名和健康状态',
    enrol: '在服务窗口查看、加入或移出您所在的场所名册',
  },
  en: {
    search: 'Found you by a number: masked name and health status',
    colour: 'Asked for a colour to be set for you, or lifted one',
    overrides: 'Saw your masked name and colour in the list of colours set by hand',
    approvals:
      'Saw your masked name in the list of what waits for approval, with the colour or merge asked for',
    desk: 'Found or registered you at a desk, by the number on your document',
    paper: 'Printed a pass on paper for you at a desk, or withdrew them',
    'lost-phone': 'Ended the sign-ins of your phone at a desk',
    proof: 'Checked the proof of one of your passages',
    hold: 'Had records of your passages or visits kept for a case',
    cases: 'Saw your number of the day in the list of cases',
    name: 'Opened your name, ID number and phone for a case',
    merge: 'Asked for two records of yours to be merged, or parted again',
    merges: 'Saw your masked name in the list of merged records',
    withholdings: 'Saw your masked name in the list of reads that are withheld',
    guardian: 'Entered or ended a guardian at a desk',
    request: 'Asked for a review or a correction for you at a desk, or decided on one',
    requests: 'Saw your masked name, colour and words in the list of what people ask for',
    roster: 'Saw your masked name on the roster of their site',
    gate: 'Your document lay on a sentry’s reader, which asked for your masked name and health status',
    enrol: 'Looked up at a desk on which rosters you stand, put you on one or took you off',
  },
};
