import { choice, text } from '../forms/fields.ts';
import { form } from '../forms/form.ts';
import { idNumberFormat } from '../forms/formats.ts';

/** As what somebody stands for another. */
export const guardianRelations = ['child', 'elder', 'other'] as const;
/** By what it was shown at the desk. */
export const guardianBases = ['household', 'birth', 'court', 'consent'] as const;

/** Who is to stand for the person at the desk: found by the number on their own document. */
export const guardianForm = form('guardian', {
  idNumber: text({ most: 64, format: idNumberFormat, personal: true }),
  relation: choice(guardianRelations),
  basis: choice(guardianBases),
});
