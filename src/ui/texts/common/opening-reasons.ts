import type { OpeningReason } from '../../../domain/custody/custody-api.ts';
import type { Language } from '../../language/languages.ts';

/** What a name is opened for: the officer chooses it, the person reads it. */
export const openingReasonTexts: Record<Language, Record<OpeningReason, string>> = {
  'zh-CN': { interview: '流调询问', 'pick-up': '转运联系', correction: '更正信息', check: '核对是否同一人' },
  en: {
    interview: 'an interview',
    'pick-up': 'a pick-up',
    correction: 'a correction',
    check: 'to see whether it is the same person',
  },
};
