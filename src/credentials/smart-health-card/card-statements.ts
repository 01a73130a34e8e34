import { birthDate, foreignTime } from '../foreign-dates.ts';
import { foreignPerson } from '../foreign-person.ts';
import { blankFact, type ForeignFact, type ForeignPerson, type ForeignReason } from '../foreign.ts';
import { testResult } from '../hcert/covid-codes.ts';
import { covidTestMethod, isCovidVaccine, type Coding } from './card-codes.ts';
import { own, ownList, ownText } from './jws.ts';

/** What the FHIR bundle of a card says. */
export interface CardStatements {
  person: ForeignPerson | null;
  facts: ForeignFact[];
  reasons: ForeignReason[];
}

/** Far above any card; a bundle is read once at a gate, not searched. */
const mostResources = 500;

/**
 * Reads the FHIR R4 bundle of a card: its one patient, the COVID-19 vaccine doses given, the results of COVID-19 tests.
 * @throws RangeError when it is no bundle, or names several patients
 */
export function readCardBundle(bundle: unknown): CardStatements {
  if (ownText(bundle, 'resourceType') !== 'Bundle') throw new RangeError('FHIR: no bundle.');
  const entries = ownList(bundle, 'entry');
  if (entries.length > mostResources) throw new RangeError(`FHIR: more than ${mostResources} resources.`);
  const resources = entries.map((entry) => own(entry, 'resource'));
  const patients = resources.filter((resource) => ownText(resource, 'resourceType') === 'Patient');
  if (patients.length > 1) throw new SeveralPersons('FHIR: several patients in one card.');
  const reasons = new Set<ForeignReason>();
  const facts: ForeignFact[] = [];
  for (const resource of resources) {
    const found = readers[ownText(resource, 'resourceType')]?.(resource);
    if (typeof found === 'string') reasons.add(found);
    else if (found) facts.push(found);
  }
  return { person: patientOf(patients[0]), facts, reasons: [...reasons] };
}

export class SeveralPersons extends RangeError {
  override name = 'SeveralPersons';
}

/** A fact, the reason why a statement is none, or null for what says nothing of COVID-19. */
type Found = ForeignFact | ForeignReason | null;

// No inherited names: a resource of type "constructor" must find nothing here.
const readers: Record<string, (resource: unknown) => Found> = Object.assign(
  Object.create(null) as Record<string, (resource: unknown) => Found>,
  { Immunization: immunization, Observation: observation },
);

function patientOf(patient: unknown): ForeignPerson | null {
  const [name] = ownList(patient, 'name');
  const given = ownList(name, 'given').filter((part) => typeof part === 'string');
  return foreignPerson({
    family: ownText(name, 'family') || (given.length === 0 ? ownText(name, 'text') : ''),
    given: given.join(' '),
    birthDate: birthDate(ownText(patient, 'birthDate')),
  });
}

function immunization(resource: unknown): Found {
  const vaccine = codings(own(resource, 'vaccineCode')).find(isCovidVaccine);
  if (!vaccine) return 'other-disease';
  // "not-done" is a statement too: that there was no dose.
  if (ownText(resource, 'status') !== 'completed') return 'not-final';
  const [protocol] = ownList(resource, 'protocolApplied');
  return {
    ...blankFact('vaccination'),
    at: foreignTime(own(resource, 'occurrenceDateTime')),
    dose: { number: count(protocol, 'doseNumber'), total: count(protocol, 'seriesDoses') },
    product: `${vaccine.system.slice(vaccine.system.lastIndexOf('/') + 1)} ${vaccine.code}`,
    source: performer(resource),
  };
}

const finalStates = new Set(['final', 'amended', 'corrected']);

function observation(resource: unknown): Found {
  const code = codings(own(resource, 'code')).find((coding) => covidTestMethod(coding) !== null);
  if (!code) return null;
  if (!finalStates.has(ownText(resource, 'status'))) return 'not-final';
  const results = codings(own(resource, 'valueCodeableConcept')).map(({ code }) => testResult(code));
  const period = own(resource, 'effectivePeriod');
  return {
    ...blankFact('test'),
    at: foreignTime(own(resource, 'effectiveDateTime') ?? own(period, 'start')),
    method: covidTestMethod(code),
    // Codings of one value say the same in several systems; any that does not makes it unclear.
    result: results.length > 0 && results.every((one) => one === results[0]) ? results[0]! : 'inconclusive',
    product: `loinc ${code.code}`,
    source: performer(resource),
  };
}

function codings(concept: unknown): Coding[] {
  return ownList(concept, 'coding').map((coding) => ({
    system: ownText(coding, 'system'),
    code: ownText(coding, 'code'),
  }));
}

function count(protocol: unknown, name: string): number | null {
  const value = own(protocol, `${name}PositiveInt`) ?? own(protocol, `${name}String`);
  return /^[1-9]\d?$/.test(String(value)) ? Number(value) : null;
}

function performer(resource: unknown): string | null {
  for (const one of ownList(resource, 'performer')) {
    const display = ownText(own(one, 'actor'), 'display') || ownText(one, 'display');
    if (display) return display.slice(0, 200);
  }
  return null;
}
