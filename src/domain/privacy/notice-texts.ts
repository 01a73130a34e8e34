import type { BothLanguages } from '../site/advice.ts';
import type { NoticePurpose } from './notices.ts';
import { visitShort } from './visit-short.ts';

/**
 * The texts of the privacy notices: the one source for pages, prints and the district's documents. `{district}` stands for its name.
 * Whoever changes one raises its version in notices.ts and adds its hash to tests/fixtures/notice-hashes.json.
 */
export interface NoticeText {
  title: BothLanguages;
  /** One sentence, shown where something is collected. */
  short: BothLanguages;
  /** What is collected. */
  what: BothLanguages;
  /** What for. */
  why: BothLanguages;
  /** On what law or word it rests, and what happens without it. */
  basis: BothLanguages;
  /** Who sees it. */
  seen: BothLanguages;
  /** For how long. */
  kept: BothLanguages;
  /** What one may do. */
  rights: BothLanguages;
}

const both = (zh: string, en: string): BothLanguages => ({ 'zh-CN': zh, en });

const law = both(
  '依据《传染病防治法》《突发事件应对法》和《个人信息保护法》第十三条、第二十八条，为应对突发公共卫生事件所必需。不同意时，可由工作人员在门口核验证件。',
  'The Law on the Prevention and Treatment of Infectious Diseases, the Emergency Response Law and the Personal Information Protection Law, art. 13 and 28: needed against a public health emergency. Who does not want it has the document checked by staff at the door.',
);
const consent = both(
  '依据您的单独同意（《个人信息保护法》第二十九条；不满十四周岁的，由监护人同意，第三十一条）。可以不同意，也可以随时撤回；撤回前的处理仍然有效。',
  'Your separate consent (Personal Information Protection Law, art. 29; under 14 years of age the guardian’s, art. 31). You may refuse, and withdraw at any time; what was done before stays lawful.',
);
const account = both(
  '为开设和使用账号所必需（《个人信息保护法》第十三条第一款第二项）。不提供则无法开设账号。',
  'Needed to open and use the account (Personal Information Protection Law, art. 13(1)(2)). Without it there is no account.',
);
const rights = both(
  '您可以查看、请求更正或补充、请求解释，查看谁看过您的信息，并向{district}或主管部门投诉。',
  'You may see it, ask for it to be corrected or explained, see who looked at it, and complain to {district} or to its supervisors.',
);
const month = both(
  '作为申请记录保存至防疫措施终止；处理结果记入审计日志。',
  'As a record of the request until the measure ends; the outcome stands in the audit log.',
);

/** A notice for each purpose. */
export const noticeTexts: { [purpose in NoticePurpose]: NoticeText } = {
  visit: {
    title: both('到访登记', 'Registration of a visit'),
    short: visitShort,
    what: both(
      '场所、时间、当时的核验结果，以及您当日的编号（每天不同，不含姓名）。',
      'The place, the time, what the rules said then, and your number of the day: another one each day, without a name.',
    ),
    why: both(
      '发生疫情时查找可能接触者；统计客流。',
      'To find who may have been exposed when there is a case, and to count visitors.',
    ),
    basis: law,
    seen: both(
      '场所负责人只看到取整的人数。流调人员立案后才能查找，每次都留下记录，您可以看到。',
      'Owners see rounded counts. Tracers look only for an open case; each look is on record, and you can read it.',
    ),
    kept: both(
      '14 天（或{district}另定的天数），随当日密钥一并销毁并出具证明；个案保留的到结案为止。',
      '14 days, or as {district} has set: then destroyed with the key of the day, and certified. What is held for a case stays until it is closed.',
    ),
    rights,
  },
  pass: {
    title: both('手机健康码', 'Health pass on a phone'),
    short: both(
      '健康码含打码姓名、颜色、最近检测和接种情况；出示后，哨兵记下通行。',
      'The pass holds a masked name, colour, last test and doses; a sentry that it is shown to records the passage.',
    ),
    what: both(
      '登录账号、打码姓名、颜色、最近核酸结果和时间、接种剂次；每次出示时的地点、时间、结果和健康码编号。您填写的全名和证件号码只保存在此手机上。',
      'The account, masked name, colour, last test with its time, doses; at each showing the place, time, outcome and the pass’s number. Full name and ID number, where you enter them, stay on this phone alone.',
    ),
    why: both('在门口快速核验是否可以进入。', 'To tell at a door within a second whether you may enter.'),
    basis: consent,
    seen: both(
      '门口的哨兵和值守人员；任何对着屏幕扫码的人都能读到码中内容。',
      'Sentries and guards at a door; anybody who scans the screen reads what is in the code.',
    ),
    kept: both(
      '健康码 24 小时内失效；发码和通行记录保存 14 天。检测、接种和颜色依法保存至防疫措施终止。',
      'A pass ends within 24 hours; what was issued and scanned is kept for 14 days. Tests, doses and colour are kept by law until the measure ends.',
    ),
    rights,
  },
  paper: {
    title: both('纸质码', 'Pass on paper'),
    short: both(
      '纸上有打码姓名和与证件号码对应的校验值，数月有效；可随时注销。',
      'The paper bears the masked name and a check value of the ID number, for months; it can be withdrawn at any time.',
    ),
    what: both(
      '打码姓名、由证件号码算出的两字节校验值、纸质码编号、打印时间和打印人。',
      'The masked name, a check value of two bytes made of the ID number, the paper’s number, when and by whom it was printed.',
    ),
    why: both('供不用手机的人在门口证明身份。', 'To prove at a door who somebody without a phone is.'),
    basis: consent,
    seen: both(
      '看到这张纸的人；门口的哨兵和值守人员。',
      'Whoever sees the paper; sentries and guards at a door.',
    ),
    kept: both(
      '登记至该纸质码到期为止（通常 90 天）；打印记录留在审计日志。',
      'In the register until the paper ends (90 days as a rule); that it was printed stays in the audit log.',
    ),
    rights,
  },
  record: {
    title: both('窗口登记', 'Registration at a desk'),
    short: both(
      '登记姓名、证件号码、电话和住址；加密保存，服务器不能打开，只显示打码姓名。',
      'Name, ID number, phone and address are registered: sealed, so that the server cannot open them; a masked name is shown.',
    ),
    what: both(
      '姓名、证件号码，电话和住址（可不填）、所核对的证件种类。',
      'Name, ID number, phone and address (which may both be left out), and what document was compared.',
    ),
    why: both(
      '为您建立健康码和检测记录；发生疫情时与您联系。',
      'To keep a pass and tests for you, and to reach you when there is a case.',
    ),
    basis: law,
    seen: both(
      '窗口人员在登记时看到；此后只有流调人员为未结个案才能打开，每次都留下记录。',
      'The clerk who registers you; later only tracers for an open case, each time on record.',
    ),
    kept: both('至防疫措施终止。', 'Until the measure ends.'),
    rights,
  },
  owner: {
    title: both('场所负责人账号', 'An owner’s account'),
    short: both(
      '账号用邮箱登录；用于管理场所码和哨兵，不看到任何访客。',
      'The account signs in by e-mail and manages codes and sentries; it shows no visitor.',
    ),
    what: both(
      '姓名、邮箱、所负责的场所、登录时间。',
      'Name, e-mail address, your sites, when you signed in.',
    ),
    why: both('管理场所码、哨兵和告警。', 'To manage site codes, sentries and alarms.'),
    basis: account,
    seen: both('{district}的工作人员。', 'Staff of {district}.'),
    kept: both('账号存续期间。', 'As long as the account.'),
    rights,
  },
  staff: {
    title: both('工作人员账号', 'An account of the staff'),
    short: both(
      '您的操作连同账号记入审计日志，长期保存。',
      'What you do is written into the audit log with your account, and kept.',
    ),
    what: both(
      '姓名、邮箱、角色、登录时间和所用浏览器、所做的操作。',
      'Name, e-mail address, roles, sign-ins with their browsers, and what you do.',
    ),
    why: both(
      '核实权限，事后能够查明谁做了什么。',
      'To check rights, and to find out afterwards who did what.',
    ),
    basis: account,
    seen: both(
      '管理员和审计人员；市民只看到您的角色，看不到姓名。',
      'Administrators and the auditor; citizens read your role, never your name.',
    ),
    kept: both('账号存续期间；审计日志长期保存。', 'As long as the account; the audit log for good.'),
    rights,
  },
  roster: {
    title: both('人员名册', 'A roster of people'),
    short: both(
      '场所交来的名册用于核对谁应检测；姓名和号码加密保存。',
      'The roster that a place hands in tells who is due for a test; names and numbers are sealed.',
    ),
    what: both(
      '名册所属场所、姓名、证件号码、电话和所属类别。',
      'The place of the roster, name, ID number, phone and category.',
    ),
    why: both(
      '按规定的频次核对重点人员的检测。',
      'To see that those whom the rules name are tested as often as they should be.',
    ),
    basis: law,
    seen: both(
      '交名册的场所看到自己的名册；工作人员只看到打码姓名和人数。',
      'The place that handed it in sees its own roster; staff see masked names and counts.',
    ),
    kept: both(
      '至从名册中移出为止，最迟至防疫措施终止。',
      'Until somebody is taken off it, and at the latest until the measure ends.',
    ),
    rights,
  },
  membership: {
    title: both('场所名册（员工、居民）', 'A site’s roster (staff, residents)'),
    short: both(
      '加入后，该场所的哨兵会显示您属于该场所；场所负责人看到您的打码姓名。可随时退出。',
      'Once you are on it, the site’s sentries say that you belong there, and its owner sees your masked name. You can leave at any time.',
    ),
    what: both(
      '您在该场所的身份类别、部门或楼栋、起止日期、加入和退出的时间，以及如何同意；您在该场所刷过的证件、以及加入时或核对本人信息时所填证件号码的加密标记（仅该场所能识别）。不含姓名；证件号码本身用完即弃，不保存。',
      'What you are to the site, your group, the days, when you came onto it and left, and how you agreed; a keyed mark of each document that you used at this site, or whose number you gave when you joined or said who you are, which no other site recognises. No name; the number itself is not kept.',
    ),
    why: both(
      '让该场所门口的值守人员知道谁属于该场所；断网时也能凭证件核验。名册本身不放行任何人，健康规则照常适用。',
      'So that the guards of the site know who belongs there, and that your document can be checked there without a network too. A roster by itself admits nobody: the health rules hold as always.',
    ),
    basis: consent,
    seen: both(
      '场所负责人：打码姓名和上述内容。该场所的哨兵（仅限该场所）：加密的名册，当班时才能打开，只在内存中，不含姓名；有证件标记的，还有您的健康状态，供断网时使用。',
      'The site’s owner: your masked name and the above. Sentries of this site alone: the roster, sealed, opened in memory during a shift, with no name; where it knows a document of yours, your health status too, for when there is no network.',
    ),
    kept: both(
      '至您退出或被移出为止；此后保留 90 天，用于证明每台哨兵都已更新。',
      'Until you leave or are taken off; 90 days after that, to prove that every sentry has been told.',
    ),
    rights,
  },
  review: {
    title: both('申请人工复核', 'Asking for a human review'),
    short: both(
      '您的说明加密保存，由卫生健康人员阅读并作出决定。',
      'Your words are stored sealed; a health officer reads them and decides.',
    ),
    what: both(
      '申请时的颜色、您的说明、决定和理由。',
      'The colour when you asked, your words, the decision and its reason.',
    ),
    why: both(
      '对自动得出的颜色作人工复核（《个人信息保护法》第二十四条）。',
      'To have a colour that was set automatically looked at by a human (Personal Information Protection Law, art. 24).',
    ),
    basis: consent,
    seen: both('卫生健康人员；代为申请的窗口人员。', 'Health officers, and the clerk who asks for you.'),
    kept: month,
    rights,
  },
  correction: {
    title: both('更正申请', 'Asking for a correction'),
    short: both(
      '您写明的内容加密保存；涉及身份的，服务器不能打开。',
      'What you write is stored sealed; where it says who you are, the server cannot open it.',
    ),
    what: both(
      '哪一项有误、正确的内容、所核对的证件种类、决定和理由。',
      'What is wrong, what is right, the document compared, the decision and its reason.',
    ),
    why: both(
      '更正或补充您的信息（《个人信息保护法》第四十六条）。',
      'To correct or complete what is on record of you (Personal Information Protection Law, art. 46).',
    ),
    basis: consent,
    seen: both(
      '处理申请的工作人员；身份更正只显示打码姓名。',
      'The officials who decide; of an identity they see masked names.',
    ),
    kept: month,
    rights,
  },
  guardian: {
    title: both('监护人', 'Guardians'),
    short: both(
      '监护人可在手机上出示被监护人的健康码、查看其检测结果。',
      'A guardian shows the ward’s pass on their own phone, and sees the ward’s tests.',
    ),
    what: both(
      '谁是谁的监护人、关系、依据的证明、起止时间、经办人。',
      'Who stands for whom, as what, by which proof, from when to when, and which clerk noted it.',
    ),
    why: both(
      '让没有手机的孩子和老人也有健康码；不满十四周岁的，由监护人代为同意。',
      'So that children and elders without a phone have a pass; under 14 years of age the guardian consents for them.',
    ),
    basis: consent,
    seen: both('窗口人员；监护人本人。', 'Clerks, and the guardian.'),
    kept: both('至解除为止；办理记录留在审计日志。', 'Until it ends; who noted it stays in the audit log.'),
    rights,
  },
};

/** What a notice says, in one language. @param district the district's name in that language */
export function noticeIn(
  purpose: NoticePurpose,
  language: keyof BothLanguages,
  district: string,
): { [part in keyof NoticeText]: string } {
  const parts = Object.entries(noticeTexts[purpose]) as [keyof NoticeText, BothLanguages][];
  return Object.fromEntries(
    parts.map(([part, words]) => [part, words[language].replaceAll('{district}', district)]),
  ) as { [part in keyof NoticeText]: string };
}
