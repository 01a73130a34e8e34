/** Codes of COVID-19, its tests and their results, as health certificates use them. */

/** SNOMED CT (EU) and ICD-11 (WHO) for the disease and its agent. */
const covid = new Set(['840539006', '840533007', 'RA01', 'RA01.0', 'RA01.1', 'XN109']);

export function isCovid(code: string | null): boolean {
  return code !== null && covid.has(code);
}

// LOINC parts of the EU's value set, codes of the WHO's, and words that some issuers write instead.
const nucleicAcid = new Set(['LP6464-4', '1334426561', 'NAAT', 'PCR', 'RT-PCR']);
const antigen = new Set(['LP217198-3', '2056159157', 'RAT', 'AG-RDT']);

export function testMethod(code: string | null): 'nucleic-acid' | 'antigen' | 'other' {
  const name = code?.toUpperCase() ?? '';
  return nucleicAcid.has(name) ? 'nucleic-acid' : antigen.has(name) ? 'antigen' : 'other';
}

// SNOMED CT: detected and positive, not detected and negative; LOINC answers for the same.
const positive = new Set(['260373001', '10828004', 'LA11882-0', 'LA6576-8']);
const negative = new Set(['260415000', '260385009', 'LA11883-8', 'LA6577-6']);

/** A result that is neither is inconclusive: it never counts as negative. */
export function testResult(code: string | null): 'positive' | 'negative' | 'inconclusive' {
  const name = code ?? '';
  return positive.has(name) ? 'positive' : negative.has(name) ? 'negative' : 'inconclusive';
}
