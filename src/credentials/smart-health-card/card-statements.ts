import { nameText } from '../../domain/text/name-text.ts';
import { namesCovid } from '../foreign/result-words.ts';
import {
  blankFact,
  factTime,
  type ForeignFact,
  type ForeignPerson,
  type ForeignReason,
} from '../foreign/foreign.ts';
import { covidTestMethod, isCovidVaccine, isOtherVaccine } from './card-codes.ts';
import { readPatient, subjectOf, type PatientEntry } from './card-patient.ts';
import { choices, codings, isModified, isStated, listed } from './fhir.ts';
import { own, ownList, ownText } from './jws.ts';
import { concludedResult, observedResult } from './observation-result.ts';

/** What the FHIR bundle of a card says. */
export interface CardStatements {
  person: ForeignPerson | null;
  facts: ForeignFact[];
  reasons: ForeignReason[];
}

/** Far above any card; a bundle is read once at a gate, not searched. */
const mostResources = 500;

/** Kinds of bundles that hold what is so; others hold what was, or what is to be done. */
const bundleTypes = ['collection', 'document', 'searchset'];

/**
 * Reads the FHIR R4 bundle of a card: its one patient, the COVID-19 vaccine doses given, the results of COVID-19 tests.
 * What is of another person, or modified in a way that is not understood, proves nothing for the patient.
 * @param now UTC ms
 * @throws SeveralPersons when it names several patients; Modified when the whole of it is not to be used; RangeError when it
 * is no bundle
 */
export function readCardBundle(bundle: unknown, now: number): CardStatements {
  if (ownText(bundle, 'resourceType') !== 'Bundle') throw new RangeError('FHIR: no bundle.');
  if (isStated(own(bundle, 'type')) && !bundleTypes.includes(ownText(bundle, 'type')))
    throw new RangeError('FHIR: no collection of resources.');
  const entries = ownList(bundle, 'entry');
  if (entries.length > mostResources) throw new RangeError(`FHIR: more than ${mostResources} resources.`);
  const around = [{ ...(bundle as object), entry: undefined }, ...entries.map(withoutResource)];
  if (around.some((part) => isModified(part) || isStated(own(part, 'request'))))
    throw new Modified('FHIR: the bundle is modified.');
  const patients = entries.filter((entry) => ownText(own(entry, 'resource'), 'resourceType') === 'Patient');
  if (patients.length > 1) throw new SeveralPersons('FHIR: several patients in one card.');
  const patient = own(patients[0], 'resource');
  const fullUrl = ownText(patients[0], 'fullUrl');
  // An address that two resources have names neither.
  const isOnly = entries.filter((entry) => ownText(entry, 'fullUrl') === fullUrl).length === 1;
  const of: PatientEntry = { fullUrl: isOnly ? fullUrl : '', patient };
  const { person, modified } = readPatient(patient, now);
  const reasons = new Set<ForeignReason>(modified ? ['modifier-unknown'] : []);
  const facts: ForeignFact[] = [];
  for (const entry of entries) {
    const resource = own(entry, 'resource');
    const found = readers[ownText(resource, 'resourceType')]?.(resource, of);
    for (const reason of found?.reasons ?? []) reasons.add(reason);
    if (found?.fact) facts.push(found.fact);
  }
  return { person, facts, reasons: [...reasons] };
}

export class SeveralPersons extends RangeError {
  override name = 'SeveralPersons';
}

export class Modified extends RangeError {
  override name = 'Modified';
}

function withoutResource(entry: unknown): unknown {
  return entry !== null && typeof entry === 'object' ? { ...entry, resource: undefined } : entry;
}

/** A fact, and why a statement is none or is not understood. */
interface Found {
  fact?: ForeignFact;
  reasons?: ForeignReason[];
}

type Reader = (resource: unknown, of: PatientEntry) => Found;

// No inherited names: a resource of type "constructor" must find nothing here.
const readers: Record<string, Reader> = Object.assign(Object.create(null) as Record<string, Reader>, {
  Immunization: immunization,
  Observation: observation,
  DiagnosticReport: report,
});

function without(reason: ForeignReason): Found {
  return { reasons: [reason] };
}

function immunization(resource: unknown, of: PatientEntry): Found {
  const codes = codings(own(resource, 'vaccineCode'));
  const vaccine = codes.find(isCovidVaccine);
  if (!vaccine || codes.some(isOtherVaccine)) return without('other-disease');
  if (subjectOf(own(resource, 'patient'), of) !== 'patient') return without('other-person');
  if (isModified(resource) || isOldForm(resource)) return without('modifier-unknown');
  // "not-done" is a statement too: that there was no dose.
  if (ownText(resource, 'status') !== 'completed') return without('not-final');
  if (![undefined, null, false].includes(own(resource, 'isSubpotent') as boolean))
    return without('dose-not-full');
  if (isStated(own(resource, '_isSubpotent'))) return without('modifier-unknown');
  return {
    fact: {
      ...blankFact('vaccination'),
      ...factTime(own(resource, 'occurrenceDateTime')),
      dose: doseOf(listed(resource, 'protocolApplied')),
      product: `${vaccine.system.slice(vaccine.system.lastIndexOf('/') + 1)} ${vaccine.code}`,
      source: performer(resource),
    },
  };
}

/** Fields with which older versions of FHIR said that a dose was not given. R4 has no such fields. */
function isOldForm(resource: unknown): boolean {
  return ['notGiven', 'wasNotGiven'].some(
    (name) => ![undefined, null, false].includes(own(resource, name) as boolean),
  );
}

/** Of several protocols the one that says least. */
function doseOf(protocols: unknown[]): { number: number | null; total: number | null } {
  const stated = protocols
    .map((protocol) => ({ number: count(protocol, 'doseNumber'), total: count(protocol, 'seriesDoses') }))
    .filter(({ number }) => number !== null);
  return stated.toSorted((a, b) => a.number! - b.number!)[0] ?? { number: null, total: null };
}

function count(protocol: unknown, name: string): number | null {
  const value = own(protocol, `${name}PositiveInt`) ?? own(protocol, `${name}String`);
  if (typeof value !== 'number' && typeof value !== 'string') return null;
  const text = String(value).trim();
  if (/^-\d+$/.test(text)) return 0;
  return /^\d{1,2}$/.test(text) ? Number(text) : null;
}

const finalStates = ['final', 'amended', 'corrected'];
/** There is no such result: it was taken back, or never came to be. */
const withdrawnStates = ['cancelled', 'entered-in-error'];

/** A report repeats its observations: what it concludes counts against the person alone. */
function report(resource: unknown, of: PatientEntry): Found {
  const result = concludedResult(resource);
  return result === null ? {} : testFound(resource, of, result);
}

function observation(resource: unknown, of: PatientEntry): Found {
  return testFound(resource, of, observedResult(resource));
}

function testFound(resource: unknown, of: PatientEntry, result: ForeignFact['result']): Found {
  const test = testOf(own(resource, 'code'));
  if (!test) return without('other-disease');
  const status = ownText(resource, 'status');
  if (withdrawnStates.includes(status)) return without('not-final');
  const focus = own(resource, 'focus');
  const focused = (Array.isArray(focus) ? focus : [focus]).map((one) => subjectOf(one, of));
  const subjects = [subjectOf(own(resource, 'subject'), of), ...focused];
  if (subjects.includes('other')) return without('other-person');
  const fact = {
    ...blankFact('test'),
    ...sampled(resource),
    method: test.method,
    result,
    product: test.product,
    source: performer(resource),
  };
  // Whether it speaks for the patient is not known. It may speak against: then it is a test without a result.
  if (isModified(resource))
    return { fact: { ...fact, result: 'inconclusive' }, reasons: ['modifier-unknown'] };
  const unfinished = [
    ...(subjects.includes('unclear') ? (['other-person'] as const) : []),
    ...(finalStates.includes(status) ? [] : (['not-final'] as const)),
  ];
  if (unfinished.length === 0) return { fact };
  return {
    fact: { ...fact, result: fact.result === 'positive' ? 'positive' : 'inconclusive' },
    reasons: unfinished,
  };
}

/** Tests that look for something else than the virus itself. */
const antibodies = /antibod|\big[gma]\b|\bab\b|serolog|抗体|抗體/i;

/**
 * Which test a code names; of two methods the one that proves less. One for the virus that its words alone name is of no known
 * method. Null for anything else.
 */
function testOf(concept: unknown): { method: ForeignFact['method']; product: string | null } | null {
  const codes = codings(concept);
  for (const method of ['antigen', 'nucleic-acid', 'other'] as const) {
    const known = codes.find((coding) => covidTestMethod(coding) === method);
    if (known) return { method, product: `loinc ${known.code}` };
  }
  const texts = [ownText(concept, 'text'), ...codes.map(({ display }) => display)];
  const named = texts.some(namesCovid) && !texts.some((text) => antibodies.test(text));
  return named ? { method: 'other', product: null } : null;
}

/** When the sample was taken; unknown when that is stated more than once. A period begins with its start. */
function sampled(resource: unknown): Pick<ForeignFact, 'at' | 'when'> {
  const [stated, ...more] = choices(resource, 'effective');
  if (!stated || more.length > 0) return factTime(null);
  if (stated.type !== 'Period') return factTime(stated.value);
  const start = factTime(own(stated.value, 'start'));
  const end = factTime(own(stated.value, 'end')).when;
  return start.when ? { at: start.at, when: { ...start.when, latest: end?.latest ?? Infinity } } : start;
}

function performer(resource: unknown): string | null {
  for (const one of ownList(resource, 'performer')) {
    const display = ownText(own(one, 'actor'), 'display') || ownText(one, 'display');
    if (display) return nameText(display).text;
  }
  return null;
}
