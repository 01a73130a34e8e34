import { loinc, negativeCodes, positiveCodes, snomed } from '../foreign/result-codes.ts';
import { saysPositive } from '../foreign/result-words.ts';
import { choices, codings, isStated, listed, type Coding } from './fhir.ts';
import { own, ownText } from './jws.ts';

/**
 * What an Observation says of a test's result. All that it states is looked at: it is positive where anything says so, and
 * negative only when its coded value says so and nothing it states is left that is not understood.
 */
export function observedResult(observation: unknown): 'positive' | 'negative' | 'inconclusive' {
  const values = choices(observation, 'value').map(({ type, value }) =>
    type === 'CodeableConcept' ? readConcept(value, codeOfResult) : readOther(value),
  );
  const interpretations = listed(observation, 'interpretation').map((one) => readConcept(one, codeOfFlag));
  // The parts of a test, as the genes it looks for: a negative one needs them all to be.
  const components = listed(observation, 'component').map(observedResult);
  const all = [...values, ...interpretations, ...components];
  if (all.includes('positive')) return 'positive';
  const negative =
    values.includes('negative') &&
    values.every((reading) => reading === 'negative') &&
    interpretations.every((reading) => reading !== 'inconclusive') &&
    components.every((reading) => reading === 'negative') &&
    !isStated(own(observation, 'dataAbsentReason'));
  return negative ? 'negative' : 'inconclusive';
}

/**
 * What a DiagnosticReport concludes against the person: that its test is positive, or a code that is neither positive nor
 * negative. Null otherwise: what else it may say stands in its observations.
 */
export function concludedResult(report: unknown): 'positive' | 'inconclusive' | null {
  const concluded = listed(report, 'conclusionCode').map((one) => readConcept(one, codeOfResult));
  if (concluded.includes('positive') || saysPositive(ownText(report, 'conclusion'))) return 'positive';
  return concluded.includes('inconclusive') ? 'inconclusive' : null;
}

/** 'unknown' is a code of nobody's system, which neither says nor takes away anything. */
type Reading = 'positive' | 'negative' | 'inconclusive' | 'unknown';

/** Codings of one concept say the same in several systems: a local one that is not known takes nothing away. */
function readConcept(concept: unknown, read: (coding: Coding) => Reading): Reading {
  const found = codings(concept);
  const texts = [ownText(concept, 'text'), ...found.flatMap(({ code, display }) => [code, display])];
  const readings = found.map(read);
  if (readings.includes('positive') || texts.some(saysPositive)) return 'positive';
  if (readings.includes('inconclusive')) return 'inconclusive';
  return readings.includes('negative') ? 'negative' : 'unknown';
}

/** A value that is no concept: words can say positive, and nothing can say negative. */
function readOther(value: unknown): Reading {
  const texts = typeof value === 'string' ? [value] : ['code', 'display'].map((name) => ownText(value, name));
  return texts.some(saysPositive) ? 'positive' : 'inconclusive';
}

function codeOfResult({ system, code }: Coding): Reading {
  if (positiveCodes.has(code)) return 'positive';
  if (system !== snomed && system !== loinc) return 'unknown';
  return negativeCodes[system].has(code) ? 'negative' : 'inconclusive';
}

// HL7's ObservationInterpretation (v2 table 0078, v3): what a laboratory flags a result with.
const flags: Record<string, Reading> = Object.assign(Object.create(null) as Record<string, Reading>, {
  POS: 'positive',
  DET: 'positive',
  A: 'positive',
  AA: 'positive',
  RR: 'positive',
  WR: 'positive',
  NEG: 'negative',
  ND: 'negative',
  NR: 'negative',
  N: 'negative',
});

function codeOfFlag(coding: Coding): Reading {
  const known = codeOfResult(coding);
  if (known !== 'unknown') return known;
  return (
    flags[coding.code] ??
    (/ObservationInterpretation$|0078$/.test(coding.system) ? 'inconclusive' : 'unknown')
  );
}
