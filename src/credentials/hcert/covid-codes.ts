import { negativeCodes, positiveCodes } from '../foreign/result-codes.ts';
import { namesCovid, saysPositive } from '../foreign/result-words.ts';

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

/**
 * A result by its code of SNOMED CT or LOINC, which certificates write without its system. One that is neither is inconclusive: it never counts as negative. Words instead of a code count when
 * they say positive.
 */
export function testResult(code: string | null): 'positive' | 'negative' | 'inconclusive' {
  const name = code ?? '';
  if (positiveCodes.has(name) || saysPositive(name)) return 'positive';
  return Object.values(negativeCodes).some((codes) => codes.has(name)) ? 'negative' : 'inconclusive';
}

/**
 * What a statement is about, by the code of its disease or agent: of a test that names none, or the disease in words, what
 * it says against the person counts and nothing else does.
 */
export function testedFor(code: string): 'covid' | 'perhaps-covid' | 'other' {
  if (isCovid(code)) return 'covid';
  return code === '' || namesCovid(code) ? 'perhaps-covid' : 'other';
}
