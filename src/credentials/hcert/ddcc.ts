import { birthDate } from '../foreign/foreign-dates.ts';
import { foreignPerson } from '../foreign/foreign-person.ts';
import { blankFact, factTime, type ForeignFact } from '../foreign/foreign.ts';
import { untagged, type CborMap } from './cbor.ts';
import { isCovid, testedFor, testMethod, testResult } from './covid-codes.ts';
import { againstAlone, asMap, countAt, textAt, type Statements } from './statements.ts';

/**
 * WHO Digital Documentation of COVID-19 Certificates, core data sets for vaccination (sub-claim 3) and test result (4). The
 * event lies in an object of its own (the published model) or beside the person (what first issuers wrote).
 */

/** Reads sub-claim 3. Throws a RangeError when it states no vaccination. */
export function readDdccVaccination(content: CborMap): Statements {
  const event = eventOf(content, 'vaccination', 'vaccine');
  const disease = codeAt(event, 'disease') || codeAt(event, 'vaccine');
  const covid = isCovid(disease) || covidVaccines.has(disease);
  return statements(content, covid ? 'covid' : 'other', {
    ...blankFact('vaccination'),
    ...factTime(textAt(event, 'date')),
    dose: {
      number: countAt(event, 'dose'),
      total: countAt(event, 'totalDoses') ?? countAt(event, 'total_doses'),
    },
    product: codeAt(event, 'brand') || codeAt(event, 'vaccine') || null,
    source: textAt(event, 'centre') || textAt(event, 'pha') || null,
  });
}

/** Reads sub-claim 4. Throws a RangeError when it states no test. */
export function readDdccTest(content: CborMap): Statements {
  const event = eventOf(content, 'test', 'result');
  return statements(content, testedFor(codeAt(event, 'pathogen')), {
    ...blankFact('test'),
    ...factTime(textAt(event, 'date')),
    method: testMethod(codeAt(event, 'type')),
    result: testResult(codeAt(event, 'result')),
    product: codeAt(event, 'brand') || null,
    source: codeAt(event, 'centre') || null,
  });
}

// ICD-11 extension codes of the WHO's vaccine list, by kind of vaccine.
const covidVaccines = new Set([
  'XM68M6',
  'XM1NL1',
  'XM5DF6',
  'XM9QW8',
  'XM0CX4',
  'XM5JC5',
  'XM1J92',
  'XM6AT1',
  'XM0GQ8',
]);

function eventOf(content: CborMap, name: string, mark: string): CborMap {
  const event = asMap(content.get(name)) ?? (content.has(mark) ? content : null);
  if (!event) throw new RangeError(`The certificate states no ${name}.`);
  return event;
}

/** A code at `key`: a coding (`{code, system}`) or the bare text. */
function codeAt(map: CborMap, key: string): string {
  const coding = asMap(map.get(key));
  return coding ? textAt(coding, 'code') : textAt(map, key);
}

function statements(content: CborMap, of: ReturnType<typeof testedFor>, fact: ForeignFact): Statements {
  const facts = of === 'covid' ? [fact] : of === 'perhaps-covid' ? againstAlone(fact) : [];
  return {
    person: personOf(content),
    kinds: [fact.kind],
    ids: [textAt(content, 'hcid')].filter((id) => id !== ''),
    facts,
    reasons: facts.length > 0 ? [] : ['other-disease'],
  };
}

function personOf(content: CborMap): Statements['person'] {
  // One name as a whole: which part is the family's is not said, so all of it stands for comparing.
  return foreignPerson({
    family: typeof untagged(content.get('name')) === 'string' ? textAt(content, 'name') : '',
    given: '',
    birthDate: birthDate(textAt(content, 'birthDate')),
  });
}
