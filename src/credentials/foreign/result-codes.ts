/** Codes of a test's result, as health certificates and cards use them. */

export const snomed = 'http://snomed.info/sct';
export const loinc = 'http://loinc.org';

/**
 * Positive, of SNOMED CT: detected, positive, present, weakly and presumptively positive, reactive; of LOINC's answers:
 * detected, positive, present. They speak against a person in whatever system they are written.
 */
export const positiveCodes: ReadonlySet<string> = new Set([
  '260373001',
  '10828004',
  '52101004',
  '260408008',
  '720735008',
  '11214006',
  'LA11882-0',
  'LA6576-8',
  'LA9634-2',
]);

/** Negative: not detected, negative. They count in their own system alone. */
export const negativeCodes: Readonly<Record<typeof snomed | typeof loinc, ReadonlySet<string>>> = {
  [snomed]: new Set(['260415000', '260385009']),
  [loinc]: new Set(['LA11883-8', 'LA6577-6']),
};
