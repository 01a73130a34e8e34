import type { IdentityProof, WithdrawReason } from '../../../../domain/person/desk-forms.ts';
import { declareTexts, type Language } from '../../../language/languages.ts';

/** Texts of the page of a desk. */
export const deskTexts = declareTexts(
  {
    title: '服务窗口',
    definition:
      '为到窗口的人登记、打印或注销纸质码、处理手机遗失、登记监护人、提出复核和更正申请。凭本人出示的证件号码查找；每次查找和每个操作都会留下记录。',
    findHeading: '查找',
    idNumber: '证件号码',
    idHelp:
      '请照本人出示的证件输入：18 位号码，2017 版外国人居留证 15 位；护照先写签发国代码，如 UTO L898902C3。',
    birth: '出生日期',
    birthHelp: '仅在证件没有 18 位号码时填写：用于判断是否未满 14 岁，不保存。',
    find: '查找',
    finding: '正在查找…',
    left: (count: string) => `今天还可查找 ${count} 人`,
    registerHeading: '登记',
    nobody: '没有登记过这个号码的人。请核对证件；无误即可登记。',
    name: '姓名',
    nameHelp: '照证件填写，含少数民族姓名中的“·”。',
    phone: '手机号',
    phoneHelp: '没有手机可不填。',
    proof: '核对的证件',
    register: '登记',
    registering: '正在登记…',
    noKey: '暂不能登记新的人员：章程里还没有流调密钥。请告知系统管理员。',
    root: '根密钥短码（应与“流调密钥”页所示相同）：',
    olderCharter: '服务器给出的章程比此浏览器见过的旧，未发送任何内容。请立即告知系统管理员。',
    address: '住址',
    addressHelp: '在此浏览器里与姓名一起密封，服务器看不到。',
    otherRoot: '服务器给出的根密钥与此浏览器以前见过的不同，未发送任何内容。请立即告知系统管理员。',
    keyChanged: '流调密钥刚刚更换。请再按一次“登记”。',
    guardianFirst: '未执行：此人不满十四周岁，须先登记监护人。',
    readOut: '请先向本人出示或读出以下告知。',
    registered: '已登记。',
    known: '这个号码已登记过，未作改动。请核对是否为本人。',
    personHeading: '本人',
    compare: '请与证件上的姓名核对；不符时不要继续，请按“下一位”。',
    papers: '有效纸质码',
    account: '手机登录',
    hasAccount: '有',
    noAccount: '无',
    print: '打印纸质码',
    printing: '正在生成…',
    paperTooMany: '今天已打印 3 张，都仍然有效，请直接使用。',
    withdraw: '注销纸质码…',
    withdrawTitle: (count: string) => `注销 ${count} 张纸质码？`,
    withdrawVerb: '注销',
    withdrawEffect: '这些纸质码今后在所有门口都会被拒绝，不能恢复；可以随后打印新的。',
    withdrawn: (count: string) => `已注销 ${count} 张。`,
    lostPhone: '手机遗失…',
    lostPhoneTitle: '结束这个人在所有手机上的登录？',
    lostPhoneVerb: '结束登录',
    lostPhoneEffect: '手机上的健康码今后在所有门口都会被拒绝；本人须在新手机上重新登录。纸质码不受影响。',
    lostPhoneDone: (count: string) => `登录已结束，${count} 个健康码已作废。`,
    next: '下一位',
    gone: '查找已过 15 分钟，请重新查找。',
    tooMany: '今天的查找次数已用完。已通知审计。',
  },
  {
    title: 'Desk',
    definition:
      'For people who come to the desk: register them, print or withdraw passes on paper, help with a lost phone, enter guardians, ask for reviews and corrections. They are found by the number on the document they show; each search and each act is on record.',
    findHeading: 'Find',
    idNumber: 'Number on the document',
    idHelp:
      'As on the document that is shown: 18 characters, 15 on a foreigner’s permit of 2017; of a passport the issuing state first, such as UTO L898902C3.',
    birth: 'Date of birth',
    birthHelp:
      'Only where the document has no number of 18 characters: tells whether somebody is under 14, and is not kept.',
    find: 'Find',
    finding: 'Looking…',
    left: (count: string) => `${count} more persons can be looked for today`,
    registerHeading: 'Register',
    nobody:
      'Nobody with this number is registered. Check it against the document; if it is right, register the person.',
    name: 'Name',
    nameHelp: 'As on the document, with any “·” in it.',
    phone: 'Phone',
    phoneHelp: 'Leave it empty where there is none.',
    proof: 'Document compared',
    register: 'Register',
    registering: 'Registering…',
    noKey:
      'Nobody new can be registered for now: the district has no tracing key yet. Tell the administrator.',
    root: 'Short text of the root, which must be the same as on the page “Tracing key”:',
    olderCharter:
      'The server gave an older charter than this browser has seen. Nothing was sent. Tell the administrator at once.',
    address: 'Address',
    addressHelp: 'Sealed in this browser together with the name; the server is not told.',
    otherRoot:
      'The server gave another root key than the one this browser knows. Nothing was sent. Tell the administrator at once.',
    keyChanged: 'The tracing key was just changed. Press “Register” again.',
    guardianFirst: 'Not done: the person is under 14. Enter a guardian first.',
    readOut: 'First show the person this notice, or read it out.',
    registered: 'Registered.',
    known: 'This number was registered already; nothing was changed. See whether it is this person.',
    personHeading: 'The person',
    compare:
      'Compare it with the name on the document. If it is another one, go no further: press “Next person”.',
    papers: 'Valid passes on paper',
    account: 'Signs in on a phone',
    hasAccount: 'Yes',
    noAccount: 'No',
    print: 'Print a pass on paper',
    printing: 'Making it…',
    paperTooMany: 'Three were printed today, and each stays valid: use one of them.',
    withdraw: 'Withdraw papers…',
    withdrawTitle: (count: string) => `Withdraw passes on paper: ${count}?`,
    withdrawVerb: 'Withdraw',
    withdrawEffect:
      'They are refused at every gate from now on, for good. A new one can be printed afterwards.',
    withdrawn: (count: string) => `Withdrawn: ${count}.`,
    lostPhone: 'Lost phone…',
    lostPhoneTitle: 'End this person’s sign-ins on all phones?',
    lostPhoneVerb: 'End sign-ins',
    lostPhoneEffect:
      'Passes on the phone are refused at every gate from now on; the person signs in anew on another phone. Passes on paper stay valid.',
    lostPhoneDone: (count: string) => `Sign-ins ended; passes called back: ${count}.`,
    next: 'Next person',
    gone: 'The search is older than a quarter of an hour: find the person again.',
    tooMany: 'The searches of today are used up. The auditor is told.',
  },
);

/** What a clerk compared the person with. */
export const identityProofTexts: Record<Language, Record<IdentityProof, string>> = {
  'zh-CN': {
    'id-card': '居民身份证',
    'household-register': '户口簿',
    'birth-certificate': '出生医学证明',
    'travel-document': '旅行证件',
  },
  en: {
    'id-card': 'Resident ID card',
    'household-register': 'Household register',
    'birth-certificate': 'Birth certificate',
    'travel-document': 'Travel document',
  },
};

/** Why papers are withdrawn. */
export const withdrawReasonTexts: Record<Language, Record<WithdrawReason, string>> = {
  'zh-CN': { lost: '遗失', stolen: '被盗', 'moved-away': '迁离', died: '去世', 'wrong-person': '发错了人' },
  en: {
    lost: 'Lost',
    stolen: 'Stolen',
    'moved-away': 'Moved away',
    died: 'Died',
    'wrong-person': 'Given to another person',
  },
};
