import { declareTexts } from '../../language/languages.ts';

/** What a field for a number says of what is none. */
export const numberTexts = declareTexts(
  {
    whole: (min: string, max: string) => `请填 ${min} 到 ${max} 的整数`,
    decimal: (min: string, max: string) => `请填 ${min} 到 ${max} 的数`,
  },
  {
    whole: (min: string, max: string) => `Give a whole number from ${min} to ${max}`,
    decimal: (min: string, max: string) => `Give a number from ${min} to ${max}`,
  },
);
