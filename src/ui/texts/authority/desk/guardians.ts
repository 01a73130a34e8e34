import type { Relation, RelationBasis } from '../../../../domain/person/account-person.ts';
import { declareTexts, type Language } from '../../../language/languages.ts';

/** Texts of guardians at the desk. */
export const guardianTexts = declareTexts(
  {
    heading: '监护人',
    none: '没有登记监护人。',
    minor: '不满十四周岁：打印纸质码、提出申请须由监护人同意。请先登记监护人。',
    consented: '监护人已同意。',
    since: (at: string) => `自 ${at}`,
    nameless: '账号无本人记录',
    add: '登记监护人…',
    addHint:
      '请监护人出示本人证件和关系证明，并阅读以下告知。监护人须已登记；有手机账号的，其手机随即显示此人的健康码。',
    idNumber: '监护人证件号码',
    idHelp: '18 位，与所出示的证件一致。',
    young: '监护人须年满十八周岁，请核对号码。',
    relation: '此人是监护人的',
    basis: '关系证明',
    send: '登记',
    sending: '正在登记…',
    cancel: '取消',
    added: '已登记，监护人的手机将显示此人。',
    addedNoPhone: '已记录监护人的同意。此监护人没有手机账号。',
    notFound: '未登记：没有人以此号码登记，或就是本人。请先为监护人办理登记。',
    end: '解除',
    endTitle: '解除监护关系？',
    endEffect: '监护人的手机不再显示此人；此人在所有手机上的健康码立即作废，须重新获取。纸质码不受影响。',
    ended: '已解除。',
    overtaken: '未执行：此项已不存在。请重新查找。',
  },
  {
    heading: 'Guardians',
    none: 'No guardian is on record.',
    minor:
      'Under 14: a pass on paper, a review or a correction takes a guardian’s consent. Enter a guardian first.',
    consented: 'A guardian has consented.',
    since: (at: string) => `since ${at}`,
    nameless: 'account without a person',
    add: 'Enter a guardian…',
    addHint:
      'The guardian shows their own document and what proves the relation, and reads this notice. They must be registered; the phone of who has an account shows this person’s pass from then on.',
    idNumber: 'Number on the guardian’s document',
    idHelp: 'All 18 characters, as on the document that is shown.',
    young: 'A guardian is 18 or older: check the number.',
    relation: 'To the guardian, this person is',
    basis: 'What proves it',
    send: 'Enter',
    sending: 'Entering…',
    cancel: 'Cancel',
    added: 'Entered. The guardian’s phone shows this person from now on.',
    addedNoPhone: 'The guardian’s consent is on record. This guardian has no account on a phone.',
    notFound: 'Not entered: nobody else is registered with this number. Register the guardian first.',
    end: 'End it',
    endTitle: 'End this guardianship?',
    endEffect:
      'The guardian’s phone shows this person no more. All of this person’s passes on phones are refused from now on; new ones have to be fetched. Passes on paper stay valid.',
    ended: 'Ended.',
    overtaken: 'Not done: it is there no more. Find the person again.',
  },
);

/** What somebody is to their guardian. */
export const guardianRelationTexts: Record<Language, Record<Exclude<Relation, 'self'>, string>> = {
  'zh-CN': { child: '孩子', elder: '老人', other: '其他' },
  en: { child: 'Child', elder: 'Elder', other: 'Other' },
};

/** By what it was shown. */
export const guardianBasisTexts: Record<Language, Record<RelationBasis, string>> = {
  'zh-CN': {
    household: '户口簿',
    birth: '出生医学证明',
    court: '法院文书',
    consent: '本人书面同意',
    before: '此前登记',
  },
  en: {
    household: 'Household register',
    birth: 'Birth certificate',
    court: 'Court’s order',
    consent: 'The person’s written consent',
    before: 'Entered before',
  },
};
