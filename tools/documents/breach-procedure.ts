// What a district does when personal information leaks, is changed or is lost (PIPL art. 57), filled with its names.
import { catalogue } from '../tables/catalogue/catalogue.ts';
import { dayOf, table, type DistrictFacts, type DocumentLanguage } from './facts.ts';

const words = {
  'zh-CN': {
    title: (name: string) => `${name} 个人信息安全事件处置程序`,
    made: (day: string) => `生成日期：${day}`,
    people: '一、职责',
    peopleHead: ['职责', '由谁'],
    peopleRows: ['负责处置并作出决定', '对外联系、接听询问', '接受报告的主管部门'],
    steps: '二、步骤与时限',
    stepsHead: ['时限', '做什么', '怎么做'],
    stepRows: [
      [
        '立即',
        '止住',
        '锁定相关账号并结束登录（工作人员账号页）；撤销哨兵配对；必要时停用服务器。不删除任何日志。',
      ],
      [
        '1 小时内',
        '保全证据',
        '导出审计日志和签名链头并离线核验（npm run verify-audit）；保存签名器日志（node tools/run.mjs signer-log）。',
      ],
      ['4 小时内', '判断范围', '按第三节的表判断涉及哪些数据、多少人、是否能对应到个人；记下依据。'],
      [
        '12 小时内',
        '更换密钥',
        '备份或数据库泄露：更换令牌密钥（token-keys）。浏览器被盗：移出并换代流调密钥（tracing rotate）。签发密钥泄露：换签发人、重发章程。平板被盗：擦除并撤销配对。',
      ],
      ['24 小时内', '报告', '向主管部门报告：种类、原因、可能的危害、已采取的措施、联系人。'],
      [
        '72 小时内',
        '告知个人',
        '可能造成危害的，逐一告知；无法逐一告知的，公告。说明泄露了什么、可以怎样减轻危害、联系方式。',
      ],
      ['30 天内', '复盘', '查明原因，修订影响评估和本程序，记入档案，保存至少三年。'],
    ],
    data: '三、哪些表泄露意味着什么',
    dataHead: ['表', '能看到什么'],
    severe: '敏感：健康或行踪',
    named: '联系方式、口令或密钥',
    sealed: '密封内容，没有密钥打不开；或打码姓名',
    little: '账号、编号，或无个人信息',
    keys: '四、密钥',
    keysText: (version: number, generation: number | string, ends: string) =>
      `现行章程第 ${version} 版（至 ${ends}），流调密钥第 ${generation} 代。根密钥和托管密钥份额在线下；取用须两名保管人到场并登记。`,
    notice: '五、告知个人的文本',
    noticeText: (name: string, contact: string) =>
      `${name}于【时间】发现【事件】，涉及您的【信息种类】。可能的影响是【影响】。我们已【措施】；建议您【建议】。如有疑问请联系：${contact}。`,
    blanks: '方括号内的内容在事件发生时填写。',
    none: '无',
  },
  en: {
    title: (name: string) => `${name}: what is done when personal information leaks`,
    made: (day: string) => `Made ${day}`,
    people: '1. Who does what',
    peopleHead: ['Duty', 'Who'],
    peopleRows: ['Leads and decides', 'Answers questions', 'Supervisor that is told'],
    steps: '2. Steps and times',
    stepsHead: ['Within', 'What', 'How'],
    stepRows: [
      [
        'at once',
        'Stop it',
        'Lock the accounts and end their sign-ins (page Staff accounts); end pairings of sentries; stop the server if need be. Delete no log.',
      ],
      [
        '1 hour',
        'Keep the evidence',
        'Export the audit log with its signed heads and verify it off line (npm run verify-audit); keep the signer’s log (node tools/run.mjs signer-log).',
      ],
      [
        '4 hours',
        'Tell how far it goes',
        'By the table of section 3: which data, of how many people, whether they lead to a person; write down why.',
      ],
      [
        '12 hours',
        'Change keys',
        'A leaked backup or database: token keys (token-keys). A stolen browser: take it out and rotate the tracing key (tracing rotate). A leaked issuer’s key: another issuer and charter. A stolen tablet: wipe it and end its pairing.',
      ],
      [
        '24 hours',
        'Report',
        'To the supervisor: what kind, why, what harm may come, what was done, whom to ask.',
      ],
      [
        '72 hours',
        'Tell the people',
        'Each of them where harm may come; by public notice where they cannot be reached. What leaked, what they can do, whom to ask.',
      ],
      [
        '30 days',
        'Learn',
        'Find the cause, mend the impact assessment and this procedure, keep the file for three years at the least.',
      ],
    ],
    data: '3. What a leaked table means',
    dataHead: ['Table', 'What can be seen'],
    severe: 'sensitive: health or movements',
    named: 'contact, password or key',
    sealed: 'sealed, and closed without its key; or masked names',
    little: 'accounts, numbers, or nothing of a person',
    keys: '4. Keys',
    keysText: (version: number, generation: number | string, ends: string) =>
      `Version ${version} of the charter is in force (until ${ends}), generation ${generation} of the tracing key. The root and the shares of the escrow key are off line; two keepers must be there, on record, to use them.`,
    notice: '5. What people are told',
    noticeText: (name: string, contact: string) =>
      `On [when], ${name} found [what happened]. It concerns your [which information]. It may mean [what]. We have [what was done]; we advise you to [what]. Questions: ${contact}.`,
    blanks: 'What stands in square brackets is filled in when it happens.',
    none: 'none',
  },
} as const;

/** The document in one language, Markdown. */
export function breachProcedure(facts: DistrictFacts, language: DocumentLanguage): string {
  const t = words[language];
  const { charter, contact, officer, supervisor } = facts;
  const name = charter.district.name[language];
  const who = [officer, contact, supervisor];
  return [
    `# ${t.title(name)}`,
    t.made(dayOf(facts.now)),
    `## ${t.people}`,
    table(
      t.peopleHead,
      t.peopleRows.map((row, index) => [row, who[index]!]),
    ),
    `## ${t.steps}`,
    table(t.stepsHead, t.stepRows),
    `## ${t.data}`,
    table(
      t.dataHead,
      Object.entries(catalogue).map(([tableName, { fields }]) => [
        `\`${tableName}\``,
        fields.health || fields.movement
          ? t.severe
          : fields.contact || fields.secret
            ? t.named
            : fields.sealed || fields.masked
              ? t.sealed
              : t.little,
      ]),
    ),
    `## ${t.keys}`,
    t.keysText(charter.version, charter.tracingKeys?.at(-1)?.id ?? t.none, dayOf(charter.expiresAt)),
    `## ${t.notice}`,
    t.noticeText(name, contact),
    t.blanks,
    '',
  ].join('\n\n');
}
