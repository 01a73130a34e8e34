import type { Coding } from './fhir.ts';

/**
 * Codes of COVID-19 vaccines and tests in FHIR resources. What no list names is not taken for a statement about COVID-19:
 * a vaccine that becomes known is added here.
 */

const system = {
  cvx: 'http://hl7.org/fhir/sid/cvx',
  snomed: 'http://snomed.info/sct',
  icd11: 'http://id.who.int/icd11/mms',
  loinc: 'http://loinc.org',
} as const;

// CVX (CDC): United States products 207 to 313, foreign ones 500 to 520.
const cvx = new Set(
  (
    '207 208 210 211 212 213 217 218 219 221 225 226 227 228 229 230 300 301 302 308 309 310 311 312 313 ' +
    '500 501 502 503 504 505 506 507 508 509 510 511 512 513 514 515 516 517 518 519 520'
  ).split(' '),
);
// SNOMED CT: SARS-CoV-2 vaccines as the EU's value set names them, by kind.
const snomedVaccines = new Set(['1119305005', '1119349007', '1157024006', '1162643001']);
// ICD-11 extension codes of the WHO's vaccine list.
const icd11Vaccines = new Set(
  'XM68M6 XM1NL1 XM5DF6 XM9QW8 XM0CX4 XM5JC5 XM1J92 XM6AT1 XM0GQ8 XM8866 XM7HT3 XM1AG7 XM8NQ0 XM3DT5'.split(
    ' ',
  ),
);

export function isCovidVaccine({ system: of, code }: Coding): boolean {
  if (of === system.cvx) return cvx.has(code);
  if (of === system.snomed) return snomedVaccines.has(code);
  return of === system.icd11 && icd11Vaccines.has(code);
}

/** A code of CVX, which names every vaccine once, that is of another one. */
export function isOtherVaccine({ system: of, code }: Coding): boolean {
  return of === system.cvx && !cvx.has(code);
}

// LOINC, presence of RNA: any specimen, respiratory, nasopharynx, nose, saliva and others; then single genes (N, ORF1ab,
// RdRp, S, E). Panels (94306-8) hold results and are none; viral loads, Ct values and antibodies say something else.
const nucleicAcid = new Set(
  (
    '94309-2 94500-6 94759-8 94565-9 95406-5 94845-5 95608-6 96797-6 94660-8 ' +
    '94533-7 94316-7 94307-6 94308-4 94756-4 94757-2 94760-6 95409-9 96986-5 95425-5 96448-6 96958-4 ' +
    '94559-2 94639-2 95824-9 98131-6 98132-4 98493-0 98494-8 97098-8 ' +
    '94534-5 94314-2 96120-1 96123-5 96091-4 94640-0 94641-8 96765-3 96763-8 96957-6'
  ).split(' '),
);
const antigen = new Set('94558-4 95209-3 96119-3 97097-0'.split(' '));

/**
 * How a LOINC code's test finds SARS-CoV-2; null when the code is no test for its presence. Such a code in another system, or
 * in none, is a test of no known method: it speaks against the person, and for nobody.
 */
export function covidTestMethod({ system: of, code }: Coding): 'nucleic-acid' | 'antigen' | 'other' | null {
  const method = nucleicAcid.has(code) ? 'nucleic-acid' : antigen.has(code) ? 'antigen' : null;
  return method && of !== system.loinc ? 'other' : method;
}
