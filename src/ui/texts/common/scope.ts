import { declareTexts } from '../../language/languages.ts';

/** Which part of the district an account is of. */
export const scopeTexts = declareTexts(
  {
    all: '全部街道',
    allOf: (count: string) => `全部 ${count} 个街道`,
    scope: '范围',
  },
  {
    all: 'All sub-districts',
    allOf: (count: string) => (count === '1' ? 'The one sub-district' : `All ${count} sub-districts`),
    scope: 'Scope',
  },
);
