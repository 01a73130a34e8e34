/**
 * Who may do what: roles, and the rights that each has. Server, pages and the table in docs/threat-model.md read this one; nothing
 * else names a role to decide by. The words lie here and not with the pages' texts since the server's refusals and the
 * documents use them as well.
 */
import type { BothLanguages } from '../site/advice.ts';

/** What one may do. The words go on from “may”. */
export const rights = {
  'bundle.read': { 'zh-CN': '获取公开的规则包', en: 'fetch the public bundle of rules' },
  'site-code.read': { 'zh-CN': '查询场所码对应的场所', en: 'ask what place a site code stands for' },
  'notices.read': {
    'zh-CN': '阅读隐私告知',
    en: 'read the privacy notices',
  },
  'sentry.join': {
    'zh-CN': '用一次性配对码配对数字哨兵',
    en: 'pair a tablet as a sentry, with a one-time code',
  },

  'self.see': {
    'zh-CN': '查看本人及被监护人的记录',
    en: 'see their own record, and that of those they care for',
  },
  'self.pass': {
    'zh-CN': '为本人及被监护人获取健康码',
    en: 'get passes for themselves and those they care for',
  },
  'self.visit': { 'zh-CN': '登记本人的到访', en: 'register a visit of their own' },
  'self.rosters': {
    'zh-CN': '查看、加入和退出场所名册',
    en: 'see on which sites’ rosters they stand, join one with its one-time code, and leave',
  },
  'account.leave': { 'zh-CN': '退出登录', en: 'sign out, which ends this sign-in of theirs' },
  'account.password': { 'zh-CN': '修改本人的密码', en: 'change their own password' },
  'account.join': {
    'zh-CN': '凭邀请码设置账号密码',
    en: 'set an account’s password with its one-time invitation',
  },

  'own-sites.see': {
    'zh-CN': '查看自己场所的场所码、哨兵、告警和概数',
    en: 'see codes, sentries, alarms and rounded counts of their own sites',
  },
  'sentry.pair': { 'zh-CN': '生成哨兵配对码', en: 'make a code that pairs a sentry' },
  'gate.settings': {
    'zh-CN': '设置场所哨兵的音量、旁人可见的内容和值守 PIN',
    en: 'set how loud a site’s sentries are, what bystanders learn, and the PIN of its staff',
  },

  'rosters.keep': {
    'zh-CN': '管理自己场所的名册，发放班次密钥',
    en: 'keep the rosters of their own sites, by masked names, and give the key of a shift',
  },

  'gate.report': { 'zh-CN': '上报自身状态', en: 'report how it is and learn what it is to do' },
  'gate.upload': { 'zh-CN': '上传通行记录', en: 'upload its records of passages' },
  'gate.identify': {
    'zh-CN': '查询放在读卡器上的证件属于谁及其健康状态',
    en: 'ask whose a document on its reader is, and for that person’s status',
  },
  'deny-list.read': { 'zh-CN': '获取作废健康码名单', en: 'fetch the list of passes that are withdrawn' },

  'roster.take': {
    'zh-CN': '获取本场所的加密名册并签收',
    en: 'fetch the sealed roster of its own site, and sign that it has it',
  },

  'account.self': {
    'zh-CN': '查看本人账号，设置第二重验证，结束本人的登录',
    en: 'see their own account, set up its second factor and end its sign-ins',
  },
  'staff.self': { 'zh-CN': '查看待办和本人的长任务', en: 'see what waits for them, and their own long work' },
  'accounts.manage': {
    'zh-CN': '管理工作人员账号',
    en: 'make, change, lock and end accounts of the staff, never their own',
  },
  'places.find': { 'zh-CN': '按编号或名称查找场所', en: 'look for a place by its number or name' },
  'board.see': { 'zh-CN': '查看全区看板和告警', en: 'see the board and its alarms' },
  'sites.see': { 'zh-CN': '查看并导出场所清单', en: 'see the list of all sites and take it away' },
  'fleet.see': { 'zh-CN': '查看哨兵的状态、历史和指令', en: 'see the sentries, their history and commands' },
  'fleet.roll-out': { 'zh-CN': '设置分组并控制规则发布', en: 'set rings and hold or hasten a roll-out' },
  'fleet.command': { 'zh-CN': '向哨兵下达指令', en: 'give commands to sentries' },
  'fleet.approve': { 'zh-CN': '批准他人请求的指令', en: 'approve commands that another asked for' },

  'approvals.see': {
    'zh-CN': '查看本人申请的和由本人批准的事项',
    en: 'see what they asked a second official for, and what is theirs to decide',
  },

  'person.find': { 'zh-CN': '凭完整号码查找人员', en: 'find a person by a whole number, with a purpose' },
  'desk.serve': {
    'zh-CN': '在窗口登记人员、打印和注销纸质码、处理手机遗失',
    en: 'register people at a desk, print and withdraw their paper passes, help with a lost phone',
  },
  'requests.see': {
    'zh-CN': '查看市民提出的复核和更正申请',
    en: 'see what people ask to be reviewed or corrected about themselves',
  },
  'review.decide': {
    'zh-CN': '决定颜色复核和健康数据更正申请',
    en: 'decide on reviews of colours, and on corrections of health data',
  },
  'identity.correct': {
    'zh-CN': '决定身份信息更正申请',
    en: 'decide on corrections of who somebody is',
  },
  'desk.enrol': {
    'zh-CN': '在窗口经本人同意加入或移出场所名册，导入名册',
    en: 'put people on a site’s roster at a desk, or take them off, and import a list',
  },
  'override.see': { 'zh-CN': '查看人工赋码', en: 'see colours set by hand' },
  'override.ask': { 'zh-CN': '申请人工赋码', en: 'ask for a colour to be set by hand' },
  'override.decide': { 'zh-CN': '决定他人申请的赋码', en: 'decide on a colour that another asked for' },
  'override.lift': { 'zh-CN': '解除人工赋码', en: 'lift a colour set by hand' },
  'merge.see': { 'zh-CN': '查看已合并的人员记录', en: 'see which records of persons were merged' },
  'merge.ask': {
    'zh-CN': '申请合并或拆分同一人的两条记录',
    en: 'ask for two records of one person to be merged, or parted again',
  },
  'merge.decide': {
    'zh-CN': '决定他人申请的合并或拆分',
    en: 'decide on records that another asked to be merged or parted',
  },
  'audit.see': { 'zh-CN': '查看、核验并导出审计日志', en: 'see, verify and take away the audit log' },
  'searches.oversee': {
    'zh-CN': '查看超出限额的人员查询',
    en: 'see which officials looked for more persons than a day allows',
  },

  'policy.see': { 'zh-CN': '查看规则、草案和信任列表', en: 'see the policy, its draft and the trust list' },
  'policy.draft': { 'zh-CN': '起草规则', en: 'draft a policy' },
  'policy.sign': { 'zh-CN': '提交对规则的签名', en: 'hand in a signature of a policy' },
  'policy.replay': {
    'zh-CN': '用其他规则回放通行记录',
    en: 'replay a day’s scans, without persons, under other rules',
  },

  'case.hold': { 'zh-CN': '立案并为病例保留记录', en: 'open cases, see them and hold records for them' },
  'case.end': { 'zh-CN': '申请结案或重新立案', en: 'ask for a case to be closed or opened again' },
  'case.approve': { 'zh-CN': '批准他人申请的结案', en: 'approve that a case is closed or opened again' },
  'access.withhold': {
    'zh-CN': '申请或批准在限期内不向本人显示未结病例的查阅记录',
    en: 'ask for, and decide on, keeping reads for an open case from those whom they concern for a time',
  },
  'name.open': {
    'zh-CN': '在本人的浏览器里为未结个案打开姓名，并把流调密钥交给下一位',
    en: 'open a person’s name in their own certified browser, for an open case, and hand the tracing key on',
  },
  'custody.see': {
    'zh-CN': '查看谁能打开姓名',
    en: 'see who can open names',
  },
  'custody.certify': {
    'zh-CN': '认证或移出能打开姓名的浏览器',
    en: 'certify browsers that may open names, and take them out',
  },
  'scan.prove': { 'zh-CN': '查验通行记录的证明', en: 'ask whether a scan carries its holder’s signature' },

  'deletions.see': { 'zh-CN': '查看删除证明', en: 'see the certificates of deletion' },
  'demo.play': {
    'zh-CN': '使用演示区的账号和示例（仅演示区）',
    en: 'fetch the demo district’s logins and examples, where the district is a demo',
  },
  'backup.declare': { 'zh-CN': '确认备份可靠', en: 'declare a backup durable' },
} as const satisfies Record<string, BothLanguages>;
export type Right = keyof typeof rights;
export const allRights = Object.keys(rights) as Right[];

/** The collections that somebody who asks may be an account of; null: whoever asks, signed in or not. */
export type RoleKind = 'citizens' | 'owners' | 'sentries' | 'staff' | '_superusers' | null;

interface Role {
  kind: RoleKind;
  words: BothLanguages;
  rights: readonly Right[];
}

const own = ['account.self', 'account.leave', 'account.password', 'staff.self', 'places.find'] as const;
const opensNames = ['person.find', 'name.open', 'custody.see'] as const;
const certifies = ['custody.see', 'custody.certify'] as const;
const makesPolicy = ['policy.see', 'policy.draft', 'policy.sign', 'policy.replay'] as const;

function staff(zh: string, en: string, ...its: readonly Right[]): Role & { kind: 'staff' } {
  return { kind: 'staff', words: { 'zh-CN': zh, en }, rights: [...own, ...its] };
}

/**
 * Everybody who asks the server. A staff account holds one role or several; all other accounts are of one.
 * The administrator configures and sees no person; who looks for persons asks for their colour, and another decides.
 */
export const roles = {
  anybody: {
    kind: null,
    words: { 'zh-CN': '任何人', en: 'Anybody' },
    rights: ['bundle.read', 'notices.read', 'site-code.read', 'sentry.join', 'account.join', 'demo.play'],
  },
  citizen: {
    kind: 'citizens',
    words: { 'zh-CN': '市民', en: 'Citizen' },
    rights: ['self.see', 'self.pass', 'self.visit', 'self.rosters', 'account.leave', 'account.password'],
  },
  owner: {
    kind: 'owners',
    words: { 'zh-CN': '场所负责人', en: 'Venue owner' },
    rights: [
      'own-sites.see',
      'sentry.pair',
      'gate.settings',
      'rosters.keep',
      'account.leave',
      'account.password',
    ],
  },
  sentry: {
    kind: 'sentries',
    words: { 'zh-CN': '数字哨兵', en: 'Sentry' },
    rights: ['gate.report', 'gate.upload', 'gate.identify', 'deny-list.read', 'roster.take'],
  },
  superuser: {
    kind: '_superusers',
    words: { 'zh-CN': '超级用户', en: 'Superuser' },
    rights: ['backup.declare'],
  },

  administrator: staff(
    '系统管理员',
    'Administrator',
    'accounts.manage',
    'board.see',
    'sites.see',
    'fleet.see',
    'fleet.roll-out',
    'fleet.command',
    'fleet.approve',
    'approvals.see',
    'sentry.pair',
    'gate.settings',
    ...makesPolicy,
  ),
  'fleet-operator': staff(
    '设备运维',
    'Fleet operator',
    'board.see',
    'sites.see',
    'fleet.see',
    'fleet.roll-out',
    'fleet.command',
    'fleet.approve',
    'approvals.see',
    'sentry.pair',
    'gate.settings',
  ),
  support: staff('现场支持', 'Support', 'board.see', 'sites.see', 'fleet.see'),

  health: staff(
    '卫生健康',
    'Health officer',
    'board.see',
    'sites.see',
    'person.find',
    'requests.see',
    'review.decide',
    'override.see',
    'override.ask',
    'merge.see',
    'merge.ask',
    'case.approve',
    'approvals.see',
    ...makesPolicy,
  ),
  'health-lead': staff(
    '卫生健康负责人',
    'Leading health officer',
    'board.see',
    'sites.see',
    'requests.see',
    'override.see',
    'override.decide',
    'override.lift',
    'merge.see',
    'merge.decide',
    'searches.oversee',
    'case.approve',
    'approvals.see',
    ...certifies,
    ...makesPolicy,
  ),
  'policy-officer': staff(
    '规则管理',
    'Policy officer',
    'board.see',
    'sites.see',
    'approvals.see',
    ...makesPolicy,
  ),
  lab: staff('检测机构', 'Laboratory'),

  tracer: staff(
    '流调人员',
    'Contact tracer',
    'board.see',
    'sites.see',
    'case.hold',
    'case.end',
    'case.approve',
    'access.withhold',
    'approvals.see',
    'scan.prove',
    ...opensNames,
  ),
  'case-officer': staff(
    '病例管理',
    'Case officer',
    'board.see',
    'sites.see',
    'case.hold',
    'case.end',
    'case.approve',
    'access.withhold',
    'approvals.see',
    ...opensNames,
  ),
  dispatcher: staff('转运调度', 'Dispatcher', 'board.see', 'sites.see'),
  transfer: staff('转运人员', 'Transfer team', 'board.see', 'sites.see'),

  'subdistrict-officer': staff('街道专员', 'Sub-district officer', 'board.see', 'sites.see'),
  'site-code-officer': staff('场所码专员', 'Site code officer', 'board.see', 'sites.see'),
  'desk-clerk': staff('服务窗口', 'Desk clerk', 'desk.serve', 'desk.enrol', 'board.see', 'sites.see'),
  'market-supervision': staff('市场监管', 'Market supervision', 'board.see', 'sites.see'),
  'urban-management': staff(
    '城市管理',
    'Urban management',
    'board.see',
    'sites.see',
    'fleet.see',
    'fleet.approve',
    'approvals.see',
  ),
  inspector: staff('巡查员', 'Inspector', 'board.see', 'sites.see'),

  analyst: staff('数据分析', 'Analyst', 'board.see', 'sites.see'),
  'data-officer': staff(
    '数据保护',
    'Data officer',
    'board.see',
    'sites.see',
    'requests.see',
    'identity.correct',
    'merge.see',
    'merge.decide',
    'approvals.see',
    'deletions.see',
    ...certifies,
  ),
  auditor: staff('审计', 'Auditor', 'audit.see', 'deletions.see', 'searches.oversee'),
} as const satisfies Record<string, Role>;
export type RoleName = keyof typeof roles;
export type StaffRole = {
  [Name in RoleName]: (typeof roles)[Name]['kind'] extends 'staff' ? Name : never;
}[RoleName];

export const roleNames = Object.keys(roles) as RoleName[];

/** The rights that a role has in the table. */
export type RightOf<Name extends RoleName> = (typeof roles)[Name]['rights'][number];

/** What members of staff may be. */
export const staffRoles = roleNames.filter((name) => roles[name].kind === 'staff') as StaffRole[];

/** Whether one of these roles gives the right. A name that is no role gives none. */
export function hasRight(held: readonly string[], right: Right): boolean {
  return held.some((name) => rightsOfRole(name).includes(right));
}

function rightsOfRole(name: string): readonly Right[] {
  return Object.prototype.hasOwnProperty.call(roles, name) ? roles[name as RoleName].rights : [];
}

/** The roles that give a right. */
export function rolesWith(right: Right): RoleName[] {
  return roleNames.filter((name) => rightsOfRole(name).includes(right));
}

/** The first of these roles that gives the right; null where none does. */
export function roleFor(held: readonly string[], right: Right): RoleName | null {
  return (held.find((name) => rightsOfRole(name).includes(right)) as RoleName | undefined) ?? null;
}

/**
 * Whether something in a sub-district is for an account.
 * @param scope the sub-districts of its staff record; none: all of them
 */
export function inScope(scope: readonly string[], subdistrict: string): boolean {
  return scope.length === 0 || scope.includes(subdistrict);
}
