import type { Language } from '../languages.ts';

/** Reasons that every sentry can give whatever the policy says (domain/policy.ts). */
export const floorTexts: Record<Language, Record<string, string>> = {
  'zh-CN': {
    'floor.unproved': '身份未经证明',
    'floor.no-rules': '哨兵没有可用的规则',
    'floor.locked': '哨兵已被管理员锁定',
  },
  en: {
    'floor.unproved': 'Nothing was proved',
    'floor.no-rules': 'The sentry had no rules to decide by',
    'floor.locked': 'An administrator had locked the sentry',
  },
};
