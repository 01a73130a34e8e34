import { declareTexts } from '../../language/languages.ts';

/** Texts of the demo's logins, on the list of faces and beside the sign-in forms. */
export const demoTexts = declareTexts(
  {
    title: '演示区',
    invented: '人名和场所都是虚构的。',
    choose: '演示账号（虚构人物），点一个直接登录：',
    findable: (name: string, phone: string) =>
      `“人工赋码”中可按手机号 ${phone} 查到 ${name}；另有一项待审批。`,
    twice: (name: string, phone: string) => `“合并记录”中可按手机号 ${phone} 查到 ${name} 的两条记录。`,
    sentry: '数字哨兵演示（无需硬件）',
    siteCode: '打开一个场所码',
    logins: '演示账号',
    password: '所有账号的密码：',
    me: '健康码',
    venue: '场所管理',
    authority: '区级看板',
    name: '姓名',
    face: '入口',
    email: '电子邮箱',
  },
  {
    title: 'Demo district',
    invented: 'People and places are invented.',
    choose: 'Invented people. Sign in as one of them:',
    findable: (name: string, phone: string) =>
      `Under “Status set by hand” the phone number ${phone} finds ${name}, and one request waits for a decision.`,
    twice: (name: string, phone: string) =>
      `Under “Merged records” the phone ${phone} finds the two records of ${name}.`,
    sentry: 'Digital sentry demo (no hardware needed)',
    siteCode: 'Open a site code',
    logins: 'Demo logins',
    password: 'The password of all of them: ',
    me: 'Health code',
    venue: 'Your sites',
    authority: 'District board',
    name: 'Name',
    face: 'Page',
    email: 'E-mail',
  },
);
