import { expect } from '@open-wc/testing';
import { factNames, type Facts } from '../../../src/domain/policy/facts.ts';
import { faultInFacts, packFacts, unpackFacts } from '../../../src/domain/policy/recorded-facts.ts';

const facts: Facts = {
  proof: 'proved',
  kind: 'pass',
  challenged: false,
  denied: null,
  mismatch: false,
  colour: 'green',
  result: 'negative',
  sampleAgeHours: 10,
  doses: null,
  atGate: true,
  measuresTemperature: true,
  temperature: 3680,
  statusAgeHours: 1,
  dataAgeHours: 0,
  joined: 'mask',
};

describe('recorded facts', () => {
  it('come back as they were packed', () => {
    expect(faultInFacts(facts)).to.equal(null);
    expect(unpackFacts(packFacts(facts))).to.deep.equal(facts);
  });

  it('are packed in an order that is only ever added to', () => {
    expect(factNames.slice(0, 14)).to.deep.equal(Object.keys(facts).slice(0, 14));
    expect(JSON.stringify(packFacts(facts))).to.equal(
      '["proved","pass",false,null,false,"green","negative",10,null,true,true,3680,1,0,"mask"]',
    );
  });

  it('of a sentry that knows fewer are taken, and what it did not tell is unknown', () => {
    const { joined: _unsaid, ...older } = facts;
    expect(faultInFacts(older)).to.equal(null);
    expect(unpackFacts(packFacts(older as Facts))).to.deep.equal({ ...older, joined: null });
    const packed = '["proved","pass",false,null,false,"green","negative",10,null,true,true,3680,1,0]';
    expect(unpackFacts(JSON.parse(packed))).to.deep.equal({ ...older, joined: null });
  });

  const wrong: [what: string, value: unknown, fault: string][] = [
    ['nothing', null, 'facts'],
    ['a list', [], 'facts'],
    ['a fact that was always told and is not there', { ...facts, doses: undefined }, 'doses'],
    ['no proof', { ...facts, proof: null }, 'proof'],
    ['a join that does not exist', { ...facts, joined: 'guess' }, 'joined'],
    ['a fraction', { ...facts, temperature: 36.8 }, 'temperature'],
    ['a fact of another kind', { ...facts, name: 'Gabriele' }, 'name'],
  ];
  for (const [what, value, fault] of wrong) {
    it(`are refused with ${what}`, () => expect(faultInFacts(value)).to.equal(fault));
  }

  it('that cannot be read are none', () => {
    for (const value of [null, '', {}, [], ['guess'], 7, '["proved"]'])
      expect(unpackFacts(value)).to.equal(null);
  });
});
