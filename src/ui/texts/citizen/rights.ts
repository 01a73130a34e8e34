import type { ConsentAct, Withdrawable } from '../../../domain/privacy/notices.ts';
import { declareTexts, type Language } from '../../language/languages.ts';
import type { ConsentRow } from '../../../domain/api/persons/consent-api.ts';

/** Texts of what a person reads of their data and their rights: loaded when it is opened. */
export const rightsTexts = declareTexts(
  {
    whoSees: '谁能看到什么',
    whoSeesList: [
      '门口的哨兵和值守人员：颜色、打码姓名、最近核酸结果及时间、接种剂次。看不到身份证号，也查不到您去过哪里。',
      '任何人对着屏幕扫这个码，都能读出同样的内容。所以码的有效期很短，不要转发。',
      '场所负责人：只看到人数；您同意加入其名册的，还看到名册上的打码姓名。',
      '进出记录只写健康码的随机编号，不写姓名；姓名和身份证号加密保存。',
      '截屏没有用：码每 15 秒由这部手机重新签名，旧的画面会被拒绝。',
    ].join('\n'),
    agreed: '告知与同意',
    none: '还没有记录。',
    onDay: (day: string) => `${day}`,
    version: (version: number) => `第 ${version} 版`,
    withdraw: '撤回…',
    cancel: '不撤回',
    withdrawing: '正在撤回…',
    ends: '将停止',
    stays: '依法保留',
    withdrawn: (passes: string) => `已撤回。作废的健康码：${passes}。`,
    passGone: '您已撤回对手机健康码的同意，手机上不再有健康码。',
    agree: '重新同意并获取健康码',
    agreedNow: '已同意。',
    loading: '正在读取…',
    notLoaded: '没有读到。请检查网络后重试。',
    failed: '未能完成，请检查网络后重试。',
    again: '重试',
  },
  {
    whoSees: 'Who sees what',
    whoSeesList: [
      'Sentries and guards at a door: colour, masked name, last nucleic acid result with its time, doses. No ID number, and not where you have been.',
      'Anybody who scans this screen can read the same. That is why the code is short-lived; do not pass it on.',
      'Owners of sites: rounded counts; and the masked names of those who agreed to be on their roster.',
      'Records of scans hold the random number of a code, never a name; names and ID numbers are stored encrypted.',
      'A screenshot is not accepted: this phone signs a new code every 15 seconds, and old pictures are refused.',
    ].join('\n'),
    agreed: 'What you were told and agreed to',
    none: 'Nothing yet.',
    onDay: (day: string) => day,
    version: (version: number) => `version ${version}`,
    withdraw: 'Withdraw…',
    cancel: 'Keep it',
    withdrawing: 'Withdrawing…',
    ends: 'This ends',
    stays: 'The law keeps',
    withdrawn: (passes: string) => `Withdrawn. Passes that are refused from now on: ${passes}.`,
    passGone: 'You withdrew your consent to passes on the phone: there is none on it any more.',
    agree: 'Agree again and get a pass',
    agreedNow: 'Agreed.',
    loading: 'Loading…',
    notLoaded: 'It was not read. Check the network, and try again.',
    failed: 'It was not done. Check the network, and try again.',
    again: 'Try again',
  },
);

/** What became of a notice. */
export const consentActTexts: Record<Language, Record<ConsentAct, string>> = {
  'zh-CN': { told: '已告知', agreed: '已同意', withdrawn: '已撤回' },
  en: { told: 'Told', agreed: 'Agreed', withdrawn: 'Withdrawn' },
};

/** Through whom. */
export const consentViaTexts: Record<Language, Record<ConsentRow['via'], string>> = {
  'zh-CN': { own: '本人手机', guardian: '监护人手机', desk: '服务窗口' },
  en: { own: 'own phone', guardian: 'guardian’s phone', desk: 'desk' },
};

/** What a withdrawal ends, and what the law keeps all the same: told before it is done. */
export const withdrawTexts: Record<
  Language,
  Record<Withdrawable, { verb: string; ends: (papers: string) => string; stays: string }>
> = {
  'zh-CN': {
    pass: {
      verb: '撤回对手机健康码的同意',
      ends: () =>
        '所有手机上的健康码立即作废，此手机上的健康码和密钥删除，不再发放新的。可以改用纸质码，或在门口由工作人员核验证件；以后可以重新同意。',
      stays:
        '发码和通行记录保存至 14 天期满（个案保留的至结案）；检测、接种和颜色依法保存至防疫措施终止；本次撤回的记录。',
    },
    paper: {
      verb: '撤回对纸质码的同意',
      ends: (papers) =>
        `有效的 ${papers} 张纸质码立即作废，在所有门口都会被拒绝，不能恢复；以后可以打印新的。`,
      stays: '纸质码的登记保存至其原到期日；审计日志；本次撤回的记录。',
    },
    guardian: {
      verb: '不再担任此人的监护人',
      ends: () => '此手机不再显示此人的健康码和检测结果。恢复须到服务窗口重新办理。',
      stays: '此人自己的检测、接种和颜色；办理监护的审计记录；本次撤回的记录。',
    },
  },
  en: {
    pass: {
      verb: 'Withdraw the consent to passes on the phone',
      ends: () =>
        'Passes on all phones are refused at once, the pass and its key on this phone are deleted, and no new one is issued. A pass on paper, or your document shown to staff at a door, does instead; you can agree again later.',
      stays:
        'What was issued and scanned until its 14 days are over, or its case is closed; tests, doses and colour until the measure ends; and that you withdrew.',
    },
    paper: {
      verb: 'Withdraw the consent to passes on paper',
      ends: (papers) =>
        `Passes on paper that are valid (${papers}) are refused at every gate from now on, for good. New ones can be printed later.`,
      stays: 'The register of papers until each would have ended; the audit log; and that you withdrew.',
    },
    guardian: {
      verb: 'Stand for this person no more',
      ends: () =>
        'This phone shows neither the person’s pass nor their tests any more. A desk can enter you again.',
      stays:
        'The person’s own tests, doses and colour; the audit log of who entered you; and that you withdrew.',
    },
  },
};
