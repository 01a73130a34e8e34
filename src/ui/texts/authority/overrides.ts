import type { OverrideReason, OverrideState } from '../../../domain/policy/override.ts';
import type { StaffRole } from '../../../domain/access/rights.ts';
import { declareTexts, type Language } from '../../language/languages.ts';

/** Texts of colours set by hand: the officials' page, and what the person is told. */
export const overrideTexts = declareTexts(
  {
    title: '人工赋码',
    definition:
      '由两名工作人员人工改变的健康码颜色，含等待批准和近期已结束的；每一步都有记录，本人可以看到。',
    ask: '申请赋码…',
    panel: '赋码详情',
    gone: '没有此项赋码，或不由您查看。',
    person: '人员',
    colourTo: '颜色',
    state: '状态',
    requestedBy: '申请人',
    requestedAt: '申请时间',
    decidedBy: '批准人',
    endedAt: '结束时间',
    findHeading: '查找人员',
    findHint: '只能按完整号码查找，每次查找都会连同用途记入审计日志。',
    otherPerson: '查找其他人',
    requestHeading: '申请改变颜色',
    colour: '改为',
    reason: '原因',
    days: '有效天数（1 至 60）',
    request: '提交申请',
    requesting: '正在提交…',
    requested: '已提交。须由另一名工作人员批准后才生效。',
    waitingHeading: '等待批准',
    noneWaiting: '没有等待决定的申请。',
    activeHeading: '生效中',
    noneActive: '没有生效中的人工赋码。',
    pastHeading: '近期已结束',
    nonePast: '没有记录。',
    asked: '申请',
    decided: '批准',
    refusedBy: '不批准',
    ended: '结束',
    endedItself: '到期自动结束',
    until: '有效至',
    own: '这是您提出的申请，须由另一名工作人员决定。',
    lift: '解除',
    decideThere: '在“待审批”中决定',
    liftTitle: (name: string) => `解除 ${name} 的人工赋码`,
    liftSure: '解除后状态恢复为检测结果所示。',
    toldPerson: '本人（在其健康码中看到）',
    loading: '正在读取…',
    notAllowed: '未能完成：此项已由他人处理，或已有一项申请在等待，或须由另一名工作人员决定。列表已更新。',
    tooOld: '这次查找已过期，请重新查找此人。',
    tooMany: '您今天查找的人数已达上限，卫生健康负责人和审计员会得到提示。如确有需要，请联系负责人。',
    refusedHeading: '有工作人员查找人数超过每日上限',
    refusedRow: (day: string, name: string, searches: string, refused: string) =>
      `${day}　${name}：查找 ${searches} 次，另有 ${refused} 次被拒绝`,

    mineHeading: '人工设定的颜色',
    mineText: (office: string, reason: string) => `由“${office}”的两名工作人员设定，原因：${reason}。`,
    mineSince: '自',
    mineUntil: '至',
    mineAdvice: '如有异议，请联系该部门。健康码更新后显示此颜色。',
  },
  {
    title: 'Colours set by hand',
    definition:
      'Health codes whose colour two officials changed, with those that wait for approval or ended lately; every step is on record and the person sees it.',
    ask: 'Set a colour…',
    panel: 'The colour set by hand',
    gone: 'There is no such colour, or it is not yours to see.',
    person: 'Person',
    colourTo: 'Colour',
    state: 'State',
    requestedBy: 'Requested by',
    requestedAt: 'Requested',
    decidedBy: 'Approved by',
    endedAt: 'Ended',
    findHeading: 'Find a person',
    findHint: 'By the complete number only. Every search is written to the audit log with its purpose.',
    tooMany:
      'You have looked for as many persons as a day allows; the leading health officers and the auditor are told. If there is need for more, ask one of them.',
    refusedHeading: 'Officials who looked for more persons than a day allows',
    refusedRow: (day: string, name: string, searches: string, refused: string) =>
      `${day}, ${name}: ${searches} searches, ${refused} more refused`,
    otherPerson: 'Find somebody else',
    requestHeading: 'Request another colour',
    colour: 'Change to',
    reason: 'Reason',
    days: 'For how many days (1 to 60)',
    request: 'Send the request',
    requesting: 'Sending…',
    requested: 'Sent. Nothing changes until another official approves.',
    waitingHeading: 'Waiting for approval',
    noneWaiting: 'No request is waiting.',
    activeHeading: 'In force',
    noneActive: 'No colour set by hand is in force.',
    pastHeading: 'Recently ended',
    nonePast: 'None on record.',
    asked: 'Requested',
    decided: 'Approved',
    refusedBy: 'Refused',
    ended: 'Ended',
    endedItself: 'ended by itself',
    until: 'Until',
    own: 'You requested this: another official must decide.',
    lift: 'Lift',
    decideThere: 'Decide under “To approve”',
    liftTitle: (name: string) => `Lift the colour set for ${name}`,
    liftSure: 'The status will again follow the test results.',
    toldPerson: 'the person, who sees it in their pass',
    loading: 'Loading…',
    notAllowed:
      'Not done: somebody else has dealt with it, a request for this person waits already, or another official must decide. The list has been reloaded.',
    tooOld: 'This search is too old. Find the person again.',

    mineHeading: 'Colour set by hand',
    mineText: (office: string, reason: string) => `Set by two officials of “${office}”. Reason: ${reason}.`,
    mineSince: 'From',
    mineUntil: 'until',
    mineAdvice: 'If you disagree, contact that office. Your code shows this colour once it is renewed.',
  },
);

/** Words for the reasons. */
export const overrideReasonTexts: Record<Language, Record<OverrideReason, string>> = {
  'zh-CN': {
    'close-contact': '密切接触者',
    'secondary-contact': '次密切接触者',
    'stay-in-risk-area': '风险区域旅居史',
    'quarantine-order': '隔离管控令',
    symptoms: '有症状待查',
    'quarantine-ended': '解除隔离',
    'data-error': '数据错误更正',
  },
  en: {
    'close-contact': 'Close contact',
    'secondary-contact': 'Secondary contact',
    'stay-in-risk-area': 'Stay in a risk area',
    'quarantine-order': 'Quarantine order',
    symptoms: 'Symptoms under examination',
    'quarantine-ended': 'Quarantine ended',
    'data-error': 'Correction of wrong data',
  },
};

/** Words for the offices that may set one, as the person reads them. */
export const overrideOfficeTexts: Record<Language, Partial<Record<StaffRole, string>>> = {
  'zh-CN': { health: '卫生健康部门', 'health-lead': '卫生健康部门', administrator: '系统管理部门' },
  en: {
    health: 'Health commission',
    'health-lead': 'Health commission',
    administrator: 'District administration',
  },
};

/** Words for how it stands. */
export const overrideStateTexts: Record<Language, Record<OverrideState, string>> = {
  'zh-CN': { requested: '待批准', active: '生效中', refused: '未批准', lifted: '已结束' },
  en: { requested: 'Waiting', active: 'In force', refused: 'Refused', lifted: 'Ended' },
};
