import { choice, longText, number, text } from '../forms/fields.ts';
import { form } from '../forms/form.ts';
import { documentNumberFormat, phoneFormat } from '../forms/formats.ts';
import {
  longestOverrideDays,
  overrideColours,
  overrideReasons,
  type OverrideColour,
} from '../policy/override.ts';
import { identityProofs } from './desk-forms.ts';
import { maskedNameFormat } from './sealed-formats.ts';

/** What people ask of the district about themselves: a human's look at their colour, or a correction. */

/** What is said to be wrong. Who somebody is stands on a document, so that is asked for at a desk alone. */
export const recordParts = ['test', 'dose', 'colour', 'visit'] as const;
export const correctionParts = [...recordParts, 'identity'] as const;
export type CorrectionPart = (typeof correctionParts)[number];

const words = longText({ least: 4, most: 300, personal: true });

/** Why a colour should be looked at again. */
export const reviewForm = form('review', { words });

/** What is wrong, and what is right. */
export const correctionForm = form('correction', { about: choice(recordParts), words });

/** Who somebody is, as it should be, from the document that the clerk compared. */
export const identityCorrectionForm = form('identity-correction', {
  name: text({ most: 50, personal: true }),
  idNumber: text({ most: 64, format: documentNumberFormat, personal: true }),
  phone: text({ most: 64, format: phoneFormat, personal: true, optional: true }),
  address: text({ most: 200, personal: true, optional: true }),
  proof: choice(identityProofs),
});

/** What the clerk's browser sends of it: masked and sealed there, the numbers for their indexes alone. */
export const sealedCorrectionForm = form('sealed-correction', {
  maskedName: text({ most: 10, format: maskedNameFormat, personal: true }),
  sealed: text({ most: 4000, personal: true }),
  idNumber: text({ most: 64, format: documentNumberFormat, personal: true }),
  phone: text({ most: 64, format: phoneFormat, personal: true, optional: true }),
  proof: choice(identityProofs),
});

/** What the person is told: read by them, so without anybody's name. */
const answer = longText({ least: 4, most: 300, personal: true });

/** A decision with which nothing changes, or a correction that is made. */
export const answerForm = form('request-answer', { answer });

/** Another colour is proposed: a second official decides. */
export const changeForm = (colours: readonly OverrideColour[] = overrideColours) =>
  form('review-change', {
    colour: choice(colours),
    reason: choice(overrideReasons),
    days: number({ min: 1, max: longestOverrideDays }),
    answer,
  });
