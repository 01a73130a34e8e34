import { expect } from '@open-wc/testing';
import { codeVerdicts, readHealthCodeAnswer } from '../../../src/domain/document/health-code-answer.ts';
import { mutatedText } from '../../credentials/hcert/mutate.ts';
import { seeded } from '../../support/seeded.ts';
import { rounds } from '../../support/rounds.ts';

const valid = {
  nonce: '0123456789abcdef',
  verdict: 'valid',
  name: '张三',
  idNumber: '000000199001010018',
  colour: 'green',
  lastResult: 'negative',
  sampleTime: 1_779_249_600_000,
  doses: 3,
  at: 1_779_249_606_000,
};

describe('an answer of the city’s health code service', () => {
  it('says who somebody is and how they are, or that the code is none', () => {
    const { colour, lastResult, sampleTime, doses, ...who } = valid;
    expect(readHealthCodeAnswer(JSON.stringify(valid))).to.deep.equal({
      ...who,
      status: { colour, lastResult, sampleTime, doses, lastDose: null },
    });
    for (const verdict of ['invalid', 'expired'])
      expect(readHealthCodeAnswer(JSON.stringify({ ...valid, verdict }))).to.deep.equal({
        nonce: valid.nonce,
        verdict,
      });
  });

  it('may know less, which is then unknown', () => {
    const { sampleTime: _1, doses: _2, idNumber: _3, ...less } = valid;
    const read = readHealthCodeAnswer(JSON.stringify(less));
    expect(read).to.deep.include({
      idNumber: '',
      status: { colour: 'green', lastResult: 'negative', sampleTime: null, doses: null, lastDose: null },
    });
  });

  for (const [name, change] of [
    ['another colour', { colour: 'blue' }],
    ['another result', { lastResult: 'fine' }],
    ['no name', { name: ' ' }],
    ['a name without end', { name: 'x'.repeat(101) }],
    ['a time that is none', { at: '2026' }],
    ['a sample at no time', { sampleTime: 1.5 }],
    ['too many doses', { doses: 15 }],
    ['another verdict', { verdict: 'maybe' }],
    ['no nonce', { nonce: 'x' }],
    ['a number that is an object', { idNumber: {} }],
  ] as const)
    it(`is no answer with ${name}`, () => {
      expect(readHealthCodeAnswer(JSON.stringify({ ...valid, ...change }))).to.equal(null);
    });

  it('changed at random is read whole, or is none, and never an exception', () => {
    const chance = seeded(112);
    const text = JSON.stringify(valid);
    let read = 0;
    for (let round = 0; round < rounds(2000, 8000); round++) {
      const found = readHealthCodeAnswer(mutatedText(text, '{}[]",:0123456789nultregdvi \\\\u', chance));
      if (!found) continue;
      read++;
      expect(codeVerdicts).to.include(found.verdict);
      expect(found.nonce).to.match(/^[0-9a-f]{16}$/);
      if (found.verdict === 'valid')
        expect(['unknown', 'green', 'yellow', 'red']).to.include(found.status.colour);
    }
    expect(read).to.be.greaterThan(100);
  });
});
