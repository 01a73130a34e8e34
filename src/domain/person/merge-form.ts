import { text } from '../forms/fields.ts';
import { form } from '../forms/form.ts';
import { shortestPurpose } from '../policy/override.ts';

/** Why two records are one person's, or are not: read by the official who decides. */
export const mergeReasonForm = form('merge-reason', {
  reason: text({ least: shortestPurpose, most: 200, personal: true }),
});

/** What asks for a merge: which record is to stand for both, and the other. */
export const mergeForm = form('merge', {
  person: text({ most: 500, personal: true }),
  other: text({ most: 500, personal: true }),
  ...mergeReasonForm.fields,
});

/** What asks for two records to be parted again. */
export const unmergeForm = form('unmerge', {
  id: text({ most: 20 }),
  ...mergeReasonForm.fields,
});
