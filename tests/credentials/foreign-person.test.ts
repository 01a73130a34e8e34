import { expect } from '@open-wc/testing';
import {
  combineForeign,
  dosesProved,
  foreignPerson,
  samePerson,
  travelLetters,
} from '../../src/credentials/foreign-person.ts';
import {
  blankFact,
  unproved,
  type ForeignFact,
  type ForeignPerson,
  type ForeignVerification,
} from '../../src/credentials/foreign.ts';

const dayMs = 86_400_000;

describe('names in the letters of travel documents', () => {
  const names: [name: string, letters: string][] = [
    ['Musterfrau-Gößinger', 'MUSTERFRAU<GOESSINGER'],
    ['Åge', 'AAGE'],
    ['Łukasz  Nowak', 'LUKASZ<NOWAK'],
    ["D'Arc", 'DARC'],
    ['Éloïse', 'ELOISE'],
    ['E\u0301loi\u0308se', 'ELOISE'],
    ['MUSTER<MANN', 'MUSTER<MANN'],
    ['-', ''],
    ['张伟', '张伟'],
  ];
  for (const [name, letters] of names) {
    it(`writes "${name}" as "${letters}"`, () => expect(travelLetters(name)).to.equal(letters));
  }

  it('keeps a name of any length short', () => {
    const person = foreignPerson({ family: 'x'.repeat(10_000), given: 'y', birthDate: null })!;
    expect(person.name.length).to.be.at.most(200);
    expect(person.familyKey.length).to.be.at.most(200);
  });
});

function person(family: string, given: string, birthDate: string | null): ForeignPerson {
  return foreignPerson({ family, given, birthDate })!;
}

describe('two credentials of a name in Chinese characters', () => {
  const names = { family: '林', given: '晓岚', birthDate: '1990-05-17' };
  const spelled = foreignPerson({ ...names, familyKey: 'LIN', givenKey: 'XIAOLAN' })!;
  const cases: [what: string, other: ForeignPerson, answer: string][] = [
    ['the same characters without a transliteration', foreignPerson(names)!, 'same'],
    [
      'the same characters, born on another day',
      foreignPerson({ ...names, birthDate: '1990-05-18' })!,
      'different',
    ],
    ['other characters without a transliteration', foreignPerson({ ...names, given: '晓' })!, 'unknown'],
    ['the transliteration alone', person('Lin', 'Xiaolan', '1990-05-17'), 'same'],
    ['another transliteration', person('Lin', 'Xiaofeng', '1990-05-17'), 'different'],
  ];
  for (const [what, other, answer] of cases) {
    it(`with ${what} are of persons ${answer}`, () => {
      expect(samePerson(spelled, other)).to.equal(answer);
      expect(samePerson(other, spelled)).to.equal(answer);
    });
  }
});

describe('two credentials', () => {
  const gabriele = person('Gößinger', 'Gabriele Maria', '1998-02-26');
  const cases: [what: string, other: ForeignPerson | null, answer: string][] = [
    ['the same names and day', person('Gößinger', 'Gabriele Maria', '1998-02-26'), 'same'],
    ['the name in plain letters', person('GOESSINGER', 'GABRIELE', '1998-02-26'), 'same'],
    ['a part of the given names', person('Gößinger', 'Gabriele', '1998-02-26'), 'same'],
    ['a birth year alone', person('Gößinger', 'Gabriele', '1998'), 'unknown'],
    ['another birth year', person('Gößinger', 'Gabriele', '1997'), 'different'],
    ['another birth month', person('Gößinger', 'Gabriele', '1998-03'), 'different'],
    ['another day of birth', person('Gößinger', 'Gabriele Maria', '1998-02-27'), 'different'],
    ['another family name', person('Gössner', 'Gabriele Maria', '1998-02-26'), 'different'],
    ['another given name', person('Gößinger', 'Maria', '1998-02-26'), 'different'],
    ['a given name that only begins alike', person('Gößinger', 'Gab', '1998-02-26'), 'different'],
    ['no date of birth', person('Gößinger', 'Gabriele Maria', null), 'unknown'],
    ['no family name', person('', 'Gabriele Maria', '1998-02-26'), 'unknown'],
    ['no given name', person('Gößinger', '', '1998-02-26'), 'unknown'],
    ['the name as a whole, in another order', person('Maria Gabriele Gößinger', '', '1998-02-26'), 'same'],
    [
      'the name as a whole, born on another day',
      person('Gabriele Maria Gößinger', '', '1998-02-27'),
      'different',
    ],
    ['another name as a whole', person('Gabriele Anna Gößinger', '', '1998-02-26'), 'different'],
    ['one part twice in a whole name', person('Gabriele Gabriele Gößinger', '', '1998-02-26'), 'different'],
    ['signs in place of a name', person('-', '1', '1998-02-26'), 'different'],
    ['nobody', null, 'unknown'],
  ];
  for (const [what, other, answer] of cases) {
    it(`with ${what} are of persons ${answer}`, () => {
      expect(samePerson(gabriele, other)).to.equal(answer);
      expect(samePerson(other, gabriele)).to.equal(answer);
    });
  }
});

function proved(of: ForeignPerson | null, facts: ForeignFact[]): ForeignVerification {
  return {
    ...unproved('hcert', 'forged', 'signature-wrong'),
    proof: 'proved',
    reasons: [],
    person: of,
    facts,
  };
}

const doseOn = (day: number, number: number | null): ForeignFact => ({
  ...blankFact('vaccination'),
  at: day * dayMs,
  dose: { number, total: null },
});
const sample = (day: number): ForeignFact => ({
  ...blankFact('test'),
  at: day * dayMs,
  result: 'negative',
  method: 'nucleic-acid',
});

describe('several credentials together', () => {
  const one = person('Wu', 'Min', '1990-01-01');
  const two = person('Li', 'Min', '1990-01-01');

  it('of one person give all their facts, each once', () => {
    const combined = combineForeign([proved(one, [doseOn(1, 2)]), proved(one, [sample(9), doseOn(1, null)])]);
    expect(combined.persons).to.equal('same');
    expect(combined.facts.map(({ kind }) => kind)).to.deep.equal(['vaccination', 'test']);
    expect(combined.person).to.equal(one);
  });

  it('of two persons give the facts of the first alone, and say so', () => {
    const combined = combineForeign([proved(one, [doseOn(1, 1)]), proved(one, []), proved(two, [sample(9)])]);
    expect([combined.persons, combined.facts.length]).to.deep.equal(['different', 1]);
    const worst = combineForeign([proved(one, []), proved(null, [sample(9)]), proved(two, [sample(9)])]);
    expect([worst.persons, worst.facts.length]).to.deep.equal(['different', 0]);
  });

  it('that name nobody are not joined', () => {
    const combined = combineForeign([proved(one, [doseOn(1, 1)]), proved(null, [sample(9)])]);
    expect([combined.persons, combined.facts.length]).to.deep.equal(['unknown', 1]);
    expect(combineForeign([proved(null, [sample(9)])]).persons).to.equal('unknown');
    expect(combineForeign([proved(one, [sample(9)])]).persons).to.equal('same');
  });

  it('that are not proved add nothing', () => {
    const forged = { ...proved(two, [sample(9)]), proof: 'forged' as const };
    expect(combineForeign([forged, proved(one, [doseOn(1, 1)])])).to.deep.equal({
      person: one,
      facts: [doseOn(1, 1)],
      persons: 'same',
    });
    expect(combineForeign([forged])).to.deep.equal({ person: null, facts: [], persons: 'unknown' });
    expect(combineForeign([])).to.deep.equal({ person: null, facts: [], persons: 'unknown' });
  });
});

describe('doses', () => {
  const counts: [what: string, facts: ForeignFact[], doses: number | null][] = [
    ['no vaccination', [sample(1)], null],
    ['one that says it is the third', [doseOn(1, 3)], 3],
    ['three of different days without a number', [doseOn(1, null), doseOn(30, null), doseOn(200, null)], 3],
    ['two of one day', [doseOn(1, null), doseOn(1, null)], 1],
    ['more days than the highest number', [doseOn(1, 1), doseOn(30, 2), doseOn(200, 1)], 3],
  ];
  for (const [what, facts, doses] of counts) {
    it(`of ${what}: ${doses}`, () => expect(dosesProved(facts)).to.equal(doses));
  }
});
