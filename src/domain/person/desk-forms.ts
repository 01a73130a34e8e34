import { choice, day, text } from '../forms/fields.ts';
import { form, type FormCheck } from '../forms/form.ts';
import { documentNumberFormat, phoneFormat } from '../forms/formats.ts';
import { isResidentId } from './resident-id.ts';
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

/** Born on, YYYYMMDD: a number of 18 characters says it by itself. It is asked for because of those under 14, and kept nowhere. */
const birth = day({ min: 19000101, max: 20991231, personal: true, optional: true });
const bornCheck: FormCheck<{ idNumber: string; birth?: number | undefined }> = {
  of: ['idNumber', 'birth'],
  at: 'birth',
  problem: 'missing',
  holds: ({ idNumber, birth: born }) => isResidentId(idNumber) || born !== undefined,
};

/** A person at the desk is found by the number on the document they bring. */
export const deskFindForm = form(
  'desk-find',
  { idNumber: text({ most: 64, format: documentNumberFormat, personal: true }), birth },
  [bornCheck],
);

/** A person who is not known yet, from the document they bring. */
export const deskRegisterForm = form(
  'desk-register',
  {
    name: text({ most: 50, personal: true }),
    idNumber: text({ most: 64, format: documentNumberFormat, personal: true }),
    birth,
    phone: text({ most: 64, format: phoneFormat, personal: true, optional: true }),
    // Sealed with the name; the server is told neither.
    address: text({ most: 200, personal: true, optional: true }),
    proof: choice(identityProofs),
  },
  [bornCheck],
);

/**
 * What the clerk's browser sends of them: the name is masked and the identity sealed there; the numbers are for the index, and kept
 * nowhere.
 */
export const deskRegistrationForm = form(
  'desk-registration',
  {
    person: text({ most: 15, format: recordIdFormat, personal: true }),
    maskedName: text({ most: 10, format: maskedNameFormat, personal: true }),
    sealed: text({ most: 4000, personal: true }),
    idNumber: text({ most: 64, format: documentNumberFormat, personal: true }),
    birth,
    phone: text({ most: 64, format: phoneFormat, personal: true, optional: true }),
    proof: choice(identityProofs),
  },
  [bornCheck],
);

export const deskWithdrawForm = form('desk-withdraw', { reason: choice(withdrawReasons) });
