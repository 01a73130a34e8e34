import { choice, text } from '../forms/fields.ts';
import { form } from '../forms/form.ts';
import { idNumberFormat, phoneFormat } from '../forms/formats.ts';
import { maskedNameFormat, recordIdFormat } from './sealed-formats.ts';

/** What a clerk compared the person with. */
export const identityProofs = [
  'id-card',
  'household-register',
  'birth-certificate',
  'travel-document',
] as const;
export type IdentityProof = (typeof identityProofs)[number];

/** Why papers are withdrawn. */
export const withdrawReasons = ['lost', 'stolen', 'moved-away', 'died', 'wrong-person'] as const;
export type WithdrawReason = (typeof withdrawReasons)[number];

/** A person at the desk is found by the number on the document they bring. */
export const deskFindForm = form('desk-find', {
  idNumber: text({ most: 64, format: idNumberFormat, personal: true }),
});

/** A person who is not known yet, from the document they bring. */
export const deskRegisterForm = form('desk-register', {
  name: text({ most: 50, personal: true }),
  idNumber: text({ most: 64, format: idNumberFormat, personal: true }),
  phone: text({ most: 64, format: phoneFormat, personal: true, optional: true }),
  // Sealed with the name; the server is told neither.
  address: text({ most: 200, personal: true, optional: true }),
  proof: choice(identityProofs),
});

/**
 * What the clerk's browser sends of them: the name is masked and the identity sealed there; the numbers are for the index, and kept
 * nowhere.
 */
export const deskRegistrationForm = form('desk-registration', {
  person: text({ most: 15, format: recordIdFormat, personal: true }),
  maskedName: text({ most: 10, format: maskedNameFormat, personal: true }),
  sealed: text({ most: 4000, personal: true }),
  idNumber: text({ most: 64, format: idNumberFormat, personal: true }),
  phone: text({ most: 64, format: phoneFormat, personal: true, optional: true }),
  proof: choice(identityProofs),
});

export const deskWithdrawForm = form('desk-withdraw', { reason: choice(withdrawReasons) });
