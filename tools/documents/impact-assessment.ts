// The personal information protection impact assessment of a district (PIPL art. 55 and 56), filled from what the code and its charter say.
import { rights, roles, staffRoles } from '../../src/domain/access/rights.ts';
import { noticeIn, noticeTexts } from '../../src/domain/privacy/notice-texts.ts';
import {
  noticeFacts,
  noticePurposes,
  noticeVersions,
  type NoticeBasis,
} from '../../src/domain/privacy/notices.ts';
import { catalogue } from '../tables/catalogue/catalogue.ts';
import type { Basis, FieldClass } from '../tables/catalogue/entry.ts';
import { dayOf, table, type DistrictFacts, type DocumentLanguage } from './facts.ts';

const classWords: Record<DocumentLanguage, Record<FieldClass, string>> = {
  'zh-CN': {
    plain: '无个人信息',
    handle: '记录号或当日编号',
    masked: '打码姓名',
    sealed: '密封的个人信息',
    health: '健康信息（敏感）',
    movement: '行踪（敏感）',
    contact: '联系或登录方式',
    account: '账号',
    secret: '口令或密钥',
  },
  en: {
    plain: 'nothing of a person',
    handle: 'record’s id or number of the day',
    masked: 'masked name',
    sealed: 'sealed personal information',
    health: 'health (sensitive)',
    movement: 'movements (sensitive)',
    contact: 'contact or sign-in',
    account: 'account',
    secret: 'password or key',
  },
};
const basisWords: Record<DocumentLanguage, Record<Basis, string>> = {
  'zh-CN': {
    epidemic: '传染病防治法、突发事件应对法；个保法第 13、28、34 条',
    consent: '同意，个保法第 13、14、29、31 条',
    duty: '安全与问责义务，个保法第 51、54、55、56 条',
    service: '账号与设备服务，个保法第 13 条',
    none: '无个人信息',
  },
  en: {
    epidemic: 'Infectious Diseases Law, Emergency Response Law; PIPL art. 13, 28, 34',
    consent: 'consent, PIPL art. 13, 14, 29, 31',
    duty: 'duty to secure and account, PIPL art. 51, 54, 55, 56',
    service: 'service of accounts and devices, PIPL art. 13',
    none: 'no personal information',
  },
};
const noticeBasis: Record<DocumentLanguage, Record<NoticeBasis, string>> = {
  'zh-CN': { law: '法定职责', consent: '同意', service: '账号所必需' },
  en: { law: 'law', consent: 'consent', service: 'needed for the account' },
};

/** Risks, what is done against them, and what remains: as docs/threat-model.md has them at length. */
const risks: Record<DocumentLanguage, [risk: string, measure: string, rest: string][]> = {
  'zh-CN': [
    [
      '数据库被盗',
      '姓名、号码、地址密封，密钥不在服务器；行踪只记当日编号，随当日密钥销毁',
      '打码姓名、颜色、检测结果和邮箱为明文',
    ],
    [
      '服务器被攻破',
      '规则、签发人由线下根密钥认证；打开姓名须经认证的浏览器，逐次留痕',
      '运行中的服务器能看到经过它的号码，能提供被篡改的页面',
    ],
    [
      '工作人员滥用',
      '权限最小化；按完整号码查找并限次；赋码、合并、暂缓显示须两人；本人可见查阅记录',
      '看到的人可以抄录；两个账号是否为两个人由辖区保证',
    ],
    ['自动判定出错', '红码、黄码可申请人工复核，限时答复；改变颜色须两人', '答复前颜色照旧'],
    [
      '终端遗失',
      '平板上的记录密封；手机密钥不可导出；窗口可结束登录、作废健康码',
      '健康码在失效前仍可能在断网的门口通过',
    ],
    ['超期保存', '行踪到期连同密钥销毁并出具证明；告知和同意留痕', '旧备份到期前仍含当时的数据'],
  ],
  en: [
    [
      'The database is stolen',
      'names, numbers and addresses are sealed, the key is on no server; movements are under numbers of the day and end with its key',
      'masked names, colours, tests and e-mail addresses are in clear',
    ],
    [
      'The server is broken into',
      'rules and issuers are certified by an offline root; names open in certified browsers alone, each time on record',
      'a running server sees numbers as they come, and could serve changed pages',
    ],
    [
      'Officials misuse what they see',
      'least rights; search by a whole number, limited; colours, merges and withholding take two; people read who looked',
      'who sees something can write it down; that two accounts are two people is for the district to see to',
    ],
    [
      'An automatic decision is wrong',
      'a human review of red and yellow within a promised time; another colour takes two officials',
      'the colour stays until it is answered',
    ],
    [
      'A device is lost',
      'records on a tablet are sealed, a phone’s key cannot be exported, a desk ends sign-ins and passes',
      'a gate without a network may admit a pass until it ends',
    ],
    [
      'Data are kept too long',
      'movements are destroyed with their keys, and certified; notices and consents are kept',
      'old backups hold what they held until they expire',
    ],
  ],
};

const words = {
  'zh-CN': {
    title: (name: string) => `${name} 个人信息保护影响评估`,
    made: (day: string, version: number) =>
      `生成日期：${day}；依据第 ${version} 版章程、数据目录和隐私告知自动填写。结论须由个人信息保护负责人签署。`,
    who: '一、处理者',
    whoRows: ['辖区', '联系方式', '个人信息保护负责人', '主管部门', '是否演示区'],
    yes: '是',
    no: '否',
    purposes: '二、处理目的、依据与告知',
    purposesHead: ['目的', '告知版本', '依据', '收集什么', '用途', '保存多久'],
    data: '三、数据目录',
    dataNote: '用途一栏为目录原文（英文）。按日分表的表名以 DAY 结尾。',
    dataHead: ['表', '用途', '依据', '内容', '保存'],
    retention: '四、保存期限',
    retentionText: (days: number) =>
      `通行和到访记录保存 ${days} 天，随当日密钥销毁并出具删除证明；为个案保留的至结案；检测、接种、颜色和人员记录至防疫措施终止；审计日志、查阅记录、告知与同意记录长期保存。`,
    subject: '五、个人的权利',
    subjectText: (hours: number, days: number) =>
      `本人页面可查看自己的记录、谁查阅过、告知与同意的版本并撤回；红码、黄码可申请人工复核，承诺 ${hours} 小时内答复；更正申请承诺 ${days} 天内答复；身份信息在服务窗口凭证件更正；不满十四周岁由监护人同意。查阅记录只有经两名工作人员批准、为未结个案、并有期限，才可暂缓显示。`,
    access: '六、谁能做什么',
    accessHead: ['岗位', '权限'],
    keys: '七、密钥状态',
    keysHead: ['密钥', '数量或代次', '最近到期'],
    keyNames: [
      '签署规则的官员',
      '健康码签发',
      '服务器声明',
      '记录加密',
      '流调密钥代次',
      '流调密钥监管人',
      '托管密钥',
    ],
    none: '无',
    present: '有',
    risks: '八、风险与措施',
    risksHead: ['风险', '措施', '余下的风险'],
    unmet: '九、尚未满足',
    unmetText: [
      '国家商用密码：签名、密封和摘要使用 P-256、AES-256-GCM、SHA-256，未使用 SM2、SM3、SM4，亦未经商用密码应用安全性评估（密评）。',
      '网络安全等级保护（MLPS 2.0）：未定级、未备案、未测评。',
      '页面代码的指纹尚未公开发布，被攻破的服务器可以提供被篡改的页面。',
    ],
    conclusion: '十、结论',
    conclusionText: (officer: string, day: string) =>
      `处理目的、方式合法、正当、必要；保护措施与风险程度相适应；第八、九节所列余下事项由 ${officer} 于每次重大变更前及至少每年复核一次。本次评估日期：${day}。评估记录保存至少三年。`,
  },
  en: {
    title: (name: string) => `${name}: personal information protection impact assessment`,
    made: (day: string, version: number) =>
      `Made ${day} from version ${version} of the charter, the data catalogue and the privacy notices. The conclusion is signed by the officer for personal information.`,
    who: '1. Who processes',
    whoRows: ['District', 'Contact', 'Officer for personal information', 'Supervisor', 'Demo district'],
    yes: 'yes',
    no: 'no',
    purposes: '2. Purposes, grounds and notices',
    purposesHead: ['Purpose', 'Notice', 'Rests on', 'What is collected', 'What for', 'For how long'],
    data: '3. Data catalogue',
    dataNote: 'A table of a day ends with DAY.',
    dataHead: ['Table', 'What for', 'Rests on', 'Holds', 'Kept'],
    retention: '4. Retention',
    retentionText: (days: number) =>
      `Passages and visits are kept for ${days} days, then destroyed with the day’s key and certified; what is held for a case until it is closed; tests, doses, colours and records of persons until the measure ends; the audit log, the access log and what was told and agreed to for good.`,
    subject: '5. What people may do',
    subjectText: (hours: number, days: number) =>
      `On their own page people see their record, who looked at it, and what they were told and agreed to, and withdraw it. A red or yellow code is reviewed by a human on request within ${hours} hours; a correction is answered within ${days} days; who somebody is is corrected at a desk from their document; under 14 a guardian consents. A read is withheld from a person only for an open case, by two officials, until a set end.`,
    access: '6. Who may do what',
    accessHead: ['Role', 'May'],
    keys: '7. State of the keys',
    keysHead: ['Key', 'How many, or which generation', 'Ends'],
    keyNames: [
      'Officials who sign the rules',
      'Issuers of passes',
      'The server’s word',
      'Sealing of records',
      'Generation of the tracing key',
      'Custody officers',
      'Escrow key',
    ],
    none: 'none',
    present: 'present',
    risks: '8. Risks and measures',
    risksHead: ['Risk', 'Measure', 'What remains'],
    unmet: '9. Not met',
    unmetText: [
      'National commercial cryptography: P-256, AES-256-GCM and SHA-256 are used, not SM2, SM3 and SM4; no assessment of commercial cryptography was made.',
      'Multi-Level Protection Scheme (MLPS 2.0): not graded, not filed, not assessed.',
      'The hash of the pages is published nowhere: a server that is broken into can serve changed ones.',
    ],
    conclusion: '10. Conclusion',
    conclusionText: (officer: string, day: string) =>
      `Purposes and ways are lawful, legitimate and necessary; the measures fit the risks. ${officer} reviews what remains by sections 8 and 9 before each major change, and once a year at the least. Assessed ${day}. The record is kept for three years at the least.`,
  },
} as const;

/** The document in one language, Markdown. */
export function impactAssessment(facts: DistrictFacts, language: DocumentLanguage): string {
  const t = words[language];
  const { charter, now } = facts;
  const name = charter.district.name[language];
  const day = dayOf(now);
  const ends = (keys: readonly { notAfter: number }[] | undefined) =>
    keys && keys.length > 0 ? dayOf(Math.max(...keys.map(({ notAfter }) => notAfter))) : t.none;
  const keys: [number | string, string][] = [
    [charter.officials.length, ends(charter.officials)],
    [charter.issuers.length, ends(charter.issuers)],
    [charter.wordKeys.length, ends(charter.wordKeys)],
    [charter.ingestKeys.length, ends(charter.ingestKeys)],
    [charter.tracingKeys?.at(-1)?.id ?? t.none, ends(charter.tracingKeys)],
    [charter.custodians?.length ?? 0, ends(charter.custodians)],
    [charter.escrowKey ? t.present : t.none, dayOf(charter.expiresAt)],
  ];
  const who = [name, facts.contact, facts.officer, facts.supervisor, charter.district.demo ? t.yes : t.no];
  return [
    `# ${t.title(name)}`,
    t.made(day, charter.version),
    `## ${t.who}`,
    table(
      ['', ''],
      t.whoRows.map((row, index) => [row, who[index]!]),
    ),
    `## ${t.purposes}`,
    table(
      t.purposesHead,
      noticePurposes.map((purpose) => {
        const said = noticeIn(purpose, language, name);
        const { since, basis } = noticeFacts[purpose];
        return [
          noticeTexts[purpose].title[language],
          `${noticeVersions[purpose]} (${since})`,
          noticeBasis[language][basis],
          said.what,
          said.why,
          said.kept,
        ];
      }),
    ),
    `## ${t.data}`,
    t.dataNote,
    table(
      t.dataHead,
      Object.entries(catalogue).map(([tableName, { purpose, basis, kept, fields }]) => [
        `\`${tableName}\``,
        purpose,
        basisWords[language][basis],
        (Object.keys(fields) as FieldClass[]).map((each) => classWords[language][each]).join('; '),
        kept,
      ]),
    ),
    `## ${t.retention}`,
    t.retentionText(facts.keptDays),
    `## ${t.subject}`,
    t.subjectText(facts.reviewHours, facts.correctionDays),
    `## ${t.access}`,
    table(
      t.accessHead,
      staffRoles.map((role) => [
        roles[role].words[language],
        roles[role].rights.map((right) => rights[right][language]).join('; '),
      ]),
    ),
    `## ${t.keys}`,
    table(
      t.keysHead,
      t.keyNames.map((key, index) => [key, ...keys[index]!]),
    ),
    `## ${t.risks}`,
    table(t.risksHead, risks[language]),
    `## ${t.unmet}`,
    t.unmetText.map((line) => `- ${line}`).join('\n'),
    `## ${t.conclusion}`,
    t.conclusionText(facts.officer, day),
    '',
  ].join('\n\n');
}
