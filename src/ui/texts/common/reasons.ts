import type { Language } from '../../language/languages.ts';

/** Reasons that every sentry can give whatever the policy says (domain/policy/policy.ts). */
export const floorTexts: Record<Language, Record<string, string>> = {
  'zh-CN': {
    'floor.unproved': '身份未经证明',
    'floor.no-rules': '哨兵没有可用的规则',
    'floor.no-clock': '哨兵的时间未知',
    'floor.locked': '哨兵已被管理员锁定',
  },
  en: {
    'floor.unproved': 'Nothing was proved',
    'floor.no-rules': 'The sentry had no rules to decide by',
    'floor.no-clock': 'The sentry did not know the time',
    'floor.locked': 'An administrator had locked the sentry',
  },
};
