/** What a field holds of somebody. */
export const fieldClasses = {
  plain: 'nothing of a person',
  handle: 'a record’s id or a day’s number that leads to a person by another table or key',
  masked: 'a masked name',
  sealed: 'a personal value, or a way to one, that is closed under a key outside the database',
  health: 'what is known of a person’s health',
  movement: 'where and when a person was, under a number of the day',
  contact: 'how a person is reached or signs in',
  account: 'an account of staff, an owner or a device: who did what, who may do what',
  secret: 'a password’s hash, a token’s key or a like secret',
} as const;
export type FieldClass = keyof typeof fieldClasses;

/** On what law or need a table rests. */
export const bases = {
  epidemic:
    'Law on the Prevention and Treatment of Infectious Diseases, Emergency Response Law; Personal Information Protection Law (PIPL) art. 13(1)(3), (4), 28, 34',
  consent: 'consent, PIPL art. 13(1)(1), 14, 29; for those under 14 their guardian’s, art. 31',
  duty: 'duty to secure and to account for the processing: PIPL art. 51, 54, 55, 56; Data Security Law art. 27; Cybersecurity Law art. 21',
  service: 'what an owner, an official or a device is served with, PIPL art. 13(1)(2); no data of visitors',
  none: 'no personal information',
} as const;
export type Basis = keyof typeof bases;

/** A table of the database. */
export interface CatalogueEntry {
  /** What it is for. */
  purpose: string;
  basis: Basis;
  /** How long a row is kept, and what deletes it. */
  kept: string;
  /** Its fields by what they hold, names with spaces between. Each stands once. */
  fields: Partial<Record<FieldClass, string>>;
}

export type Catalogue = { readonly [table: string]: CatalogueEntry };
