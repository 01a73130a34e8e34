import { expect } from '@open-wc/testing';
import { observedResult } from '../../../src/credentials/smart-health-card/observation-result.ts';

const snomed = 'http://snomed.info/sct';
const flags = 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation';
const concept = (...coding: object[]) => ({ coding });
const coded = (code: string, system = snomed) => ({ system, code });
const positive = concept(coded('260373001'));
const negative = concept(coded('260415000'));
const local = { system: 'https://lab.example/codes', code: 'X1' };
const flag = (code: string, system = flags) => ({ interpretation: [concept({ system, code })] });

describe('the result of an observation', () => {
  const cases: [what: string, observation: object, result: string][] = [
    ['a positive code', { valueCodeableConcept: positive }, 'positive'],
    ['a code of being present', { valueCodeableConcept: concept(coded('52101004')) }, 'positive'],
    ['a code of being weakly positive', { valueCodeableConcept: concept(coded('260408008')) }, 'positive'],
    ['a code of being absent', { valueCodeableConcept: concept(coded('2667000')) }, 'inconclusive'],
    ['a negative code', { valueCodeableConcept: negative }, 'negative'],
    [
      'a positive code beside a local one',
      { valueCodeableConcept: concept(local, coded('260373001')) },
      'positive',
    ],
    [
      'a negative code beside a local one',
      { valueCodeableConcept: concept(local, coded('260415000')) },
      'negative',
    ],
    [
      'a negative code beside a local one that says positive',
      { valueCodeableConcept: concept(coded('260415000'), { ...local, code: 'POS' }) },
      'positive',
    ],
    [
      'a negative code beside another one of its system',
      { valueCodeableConcept: concept(coded('260415000'), coded('419984006')) },
      'inconclusive',
    ],
    [
      'a negative code beside a positive one',
      { valueCodeableConcept: concept(coded('260415000'), coded('LA6576-8', 'http://loinc.org')) },
      'positive',
    ],
    [
      'a negative code of no system',
      { valueCodeableConcept: concept({ code: '260415000' }) },
      'inconclusive',
    ],
    [
      'a negative code of another system',
      { valueCodeableConcept: concept(coded('260415000', 'https://x')) },
      'inconclusive',
    ],
    ['a positive code of no system', { valueCodeableConcept: concept({ code: '260373001' }) }, 'positive'],
    [
      'a negative code that is displayed as positive',
      { valueCodeableConcept: concept({ ...coded('260415000'), display: 'Positive' }) },
      'positive',
    ],
    [
      'a negative code with its words',
      { valueCodeableConcept: { ...negative, text: 'Not detected' } },
      'negative',
    ],
    [
      'a negative code with other words',
      { valueCodeableConcept: { ...negative, text: 'SARS-CoV-2 detected' } },
      'positive',
    ],
    ['words alone', { valueCodeableConcept: { text: 'Detected' } }, 'positive'],
    ['negative words alone', { valueCodeableConcept: { text: 'Negative' } }, 'inconclusive'],
    ['a text', { valueString: 'Positive' }, 'positive'],
    ['a text in another language', { valueString: '阳性' }, 'positive'],
    ['a negative text', { valueString: 'Negative' }, 'inconclusive'],
    ['a text that denies', { valueString: 'not detected' }, 'inconclusive'],
    [
      'a negative code and a positive text',
      { valueCodeableConcept: negative, valueString: 'POS' },
      'positive',
    ],
    [
      'a negative code and a text',
      { valueCodeableConcept: negative, valueString: 'see report' },
      'inconclusive',
    ],
    ['a truth value', { valueBoolean: true }, 'inconclusive'],
    ['a number', { valueQuantity: { value: 31 } }, 'inconclusive'],
    ['a number of a positive code', { valueQuantity: { value: 31, code: 'POS' } }, 'positive'],
    ['nothing', {}, 'inconclusive'],
    ['no value', { valueCodeableConcept: null }, 'inconclusive'],
    ['an empty value', { valueCodeableConcept: {} }, 'inconclusive'],
    ['a reason for having none', { dataAbsentReason: concept({ code: 'error' }) }, 'inconclusive'],
    [
      'a negative code, and a reason for having none',
      { valueCodeableConcept: negative, dataAbsentReason: concept({ code: 'error' }) },
      'inconclusive',
    ],
    ['a positive flag alone', flag('POS'), 'positive'],
    ['a detected flag alone', flag('DET'), 'positive'],
    ['an abnormal flag alone', flag('A'), 'positive'],
    ['a negative flag alone', flag('NEG'), 'inconclusive'],
    ['a single flag in place of a list', { interpretation: concept(coded('POS', flags)) }, 'positive'],
    ['a flag of a local system, in words', flag('POSITIVE', 'https://x'), 'positive'],
    ['a negative code and a positive flag', { valueCodeableConcept: negative, ...flag('POS') }, 'positive'],
    ['a negative code and a negative flag', { valueCodeableConcept: negative, ...flag('NEG') }, 'negative'],
    ['a negative code and a normal flag', { valueCodeableConcept: negative, ...flag('N') }, 'negative'],
    ['a negative code and an open flag', { valueCodeableConcept: negative, ...flag('IND') }, 'inconclusive'],
    [
      'a negative code and a local flag',
      { valueCodeableConcept: negative, ...flag('X', 'https://x') },
      'negative',
    ],
    [
      'a negative code and the flags of two',
      {
        valueCodeableConcept: negative,
        interpretation: [...flag('NEG').interpretation, ...flag('POS').interpretation],
      },
      'positive',
    ],
    [
      'a negative code and a positive part',
      { valueCodeableConcept: negative, component: [{ valueCodeableConcept: positive }] },
      'positive',
    ],
    [
      'a negative code and a negative part',
      { valueCodeableConcept: negative, component: [{ valueCodeableConcept: negative }] },
      'negative',
    ],
    [
      'a negative code and a part that is not understood',
      { valueCodeableConcept: negative, component: [{ valueQuantity: { value: 5 } }] },
      'inconclusive',
    ],
    [
      'a positive part alone',
      { component: [{ valueCodeableConcept: negative }, { valueString: 'Detected' }] },
      'positive',
    ],
    ['negative parts alone', { component: [{ valueCodeableConcept: negative }] }, 'inconclusive'],
  ];
  for (const [what, observation, result] of cases) {
    it(`with ${what} is ${result}`, () => expect(observedResult(observation)).to.equal(result));
  }
});
