import { expect } from '@open-wc/testing';
import {
  combineForeign,
  foreignPerson,
  samePerson,
} from '../../../src/credentials/foreign/foreign-person.ts';
import { dosesProved } from '../../../src/credentials/foreign/foreign-doses.ts';
import {
  blankFact,
  factTime,
  unproved,
  type ForeignFact,
  type ForeignPerson,
  type ForeignVerification,
} from '../../../src/credentials/foreign/foreign.ts';

const dayMs = 86_400_000;

describe('the name of a person in a credential', () => {
  it('of any length stays short, and is known to be cut', () => {
    const person = foreignPerson({ family: 'x'.repeat(10_000), given: 'y', birthDate: null })!;
    expect(person.name.length).to.be.at.most(200);
    expect(person.familyKey.length).to.be.at.most(200);
    expect(person.isCut).to.equal(true);
    expect(person.masked, 'the last character that is kept is not the name’s').to.equal('y*');
  });

  it('is kept without what nobody sees, and marks stay with their letters', () => {
    const person = foreignPerson({
      family: '\u202eMu\u0308\u00adller\u200b',
      given: 'A\ufeffda\u0000',
      birthDate: null,
    })!;
    expect(person.name).to.equal('Ada Müller');
    expect(person.masked).to.equal('A*r');
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

describe('two names', () => {
  interface Name {
    family: string;
    given?: string;
    familyKey?: string;
    givenKey?: string;
  }
  const of = ({ family, given = '', ...keys }: Name): ForeignPerson =>
    foreignPerson({ family, given, birthDate: '1990-05-17', ...keys })!;

  // Of one birthday, so that the names alone tell.
  const cases: [what: string, a: Name, b: Name, answer: string][] = [
    ...[
      ['Greek', 'Παπαδόπουλος', 'Γιώργος'],
      ['Cyrillic', 'Петров', 'Иван'],
      ['Arabic', 'حسن', 'محمد'],
      ['Hebrew', 'כהן', 'דוד'],
      ['Thai', 'ใจดี', 'สมชาย'],
      ['Hangul', '김', '철수'],
      ['hiragana', 'やまだ', 'たろう'],
      ['katakana', 'ヤマダ', 'タロウ'],
      ['half-width katakana', 'ﾔﾏﾀﾞ', 'ﾀﾛｳ'],
      ['full-width letters', 'ＳＭＩＴＨ', 'ＪＯＨＮ'],
      ['Devanagari', 'शर्मा', 'राम'],
      ['Georgian', 'ბერიძე', 'გიორგი'],
      ['Armenian', 'Պետրոսյան', 'Արամ'],
      ['Ethiopic', 'ተስፋዬ', 'አበበ'],
      ['Bengali', 'দাস', 'রাম'],
      ['Tamil', 'குமார்', 'ராம்'],
      ['Tibetan', 'བསྟན་འཛིན', 'རྒྱ་མཚོ'],
      ['Chinese characters', '林', '晓岚'],
      ['a mixture', '山田', 'タロウ'],
    ].map(([what, family, given]): [string, Name, Name, string] => [
      `in ${what!} and in Latin letters`,
      { family: family!, given: given! },
      { family: 'Smith', given: 'John' },
      'unknown',
    ]),
    [
      'in Cyrillic with a transliteration that the other is',
      { family: 'Петров', given: 'Иван', familyKey: 'PETROV', givenKey: 'IVAN' },
      { family: 'Petrov', given: 'Ivan' },
      'same',
    ],
    [
      'in Cyrillic, transliterated in another way',
      { family: 'Петров', given: 'Иван', familyKey: 'PETROV', givenKey: 'IVAN' },
      { family: 'Petrow', given: 'Iwan' },
      'unknown',
    ],
    [
      'in Cyrillic, of which one alone has a transliteration',
      { family: 'Петров', given: 'Иван', familyKey: 'PETROV', givenKey: 'IVAN' },
      { family: 'Петров', given: 'Пётр' },
      'unknown',
    ],
    [
      'in Cyrillic, both',
      { family: 'Петров', given: 'Иван' },
      { family: 'Петров', given: 'Олег' },
      'different',
    ],
    ['with and without the dots of Ё', { family: 'Пётр' }, { family: 'Петр' }, 'unknown'],
    ['of other vowel signs', { family: 'शर्मा', given: 'राम' }, { family: 'शर्मी', given: 'रमा' }, 'unknown'],
    ['with a voiced kana', { family: 'かとう' }, { family: 'がとう' }, 'unknown'],
    [
      'spelled alike in other characters',
      { family: '张', given: '伟', familyKey: 'ZHANG', givenKey: 'WEI' },
      { family: '章', given: '薇', familyKey: 'ZHANG', givenKey: 'WEI' },
      'unknown',
    ],
    [
      'in other Chinese characters',
      { family: '张', given: '伟' },
      { family: '李', given: '伟' },
      'different',
    ],
    [
      'with OE and with O for Ö',
      { family: 'Gößinger', given: 'Ute' },
      { family: 'Gossinger', given: 'Ute' },
      'unknown',
    ],
    ['with OE for Ö', { family: 'Gößinger', given: 'Ute' }, { family: 'GOESSINGER', given: 'UTE' }, 'same'],
    ['with A for Å', { family: 'Åberg', given: 'Bo' }, { family: 'ABERG', given: 'BO' }, 'unknown'],
    [
      'with an issuer’s own key',
      { family: 'Müller', given: 'Åsa', familyKey: 'MULLER', givenKey: 'ASA' },
      { family: 'Mueller', given: 'Aasa' },
      'unknown',
    ],
    ['with É and E', { family: 'José', given: 'É' }, { family: 'Jose', given: 'E' }, 'same'],
    ['with a Turkish ı and i', { family: 'Irmak' }, { family: 'ırmak' }, 'same'],
    ['with a Turkish İ and i', { family: 'İnci' }, { family: 'INCI' }, 'same'],
    ['with ß and SS', { family: 'Weiß', given: 'A' }, { family: 'WEISS', given: 'A' }, 'same'],
    ['with a final sigma in capitals', { family: 'ΓΙΩΡΓΟΣ' }, { family: 'γιωργος' }, 'same'],
    ['decomposed and composed', { family: 'Mu\u0308ller' }, { family: 'Müller' }, 'same'],
    [
      'with a soft hyphen and a mark of direction',
      { family: 'Mül\u00adler\u200f' },
      { family: 'Müller' },
      'same',
    ],
    ['with and without a variation selector', { family: '葛\u{e0100}' }, { family: '葛' }, 'same'],
    [
      'that begin alike and are too long',
      { family: 'x'.repeat(900) },
      { family: `${'x'.repeat(900)}y` },
      'unknown',
    ],
    [
      'in Latin letters of two persons',
      { family: 'Smith', given: 'John' },
      { family: 'Smith', given: 'Jane' },
      'different',
    ],
  ];
  for (const [what, a, b, answer] of cases) {
    it(`${what} are of persons ${answer}`, () => {
      expect(samePerson(of(a), of(b))).to.equal(answer);
      expect(samePerson(of(b), of(a))).to.equal(answer);
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
    const combined = combineForeign([proved(one, [doseOn(1, 2)]), proved(one, [sample(9), doseOn(1, 2)])]);
    expect(combined.persons).to.equal('same');
    expect(combined.facts.map(({ kind }) => kind)).to.deep.equal(['vaccination', 'test']);
    expect(combined.person).to.equal(one);
  });

  it('lose nothing that one states more exactly, in whatever order they were shown', () => {
    const open = (date: string): ForeignFact => ({
      ...blankFact('test'),
      ...factTime(date),
      method: 'antigen',
      result: 'inconclusive',
    });
    const credentials = [
      proved(one, [doseOn(20_000, 2), open('2026-04')]),
      proved(one, [doseOn(20_000, null), open('2026-05')]),
    ];
    for (const shown of [credentials, credentials.toReversed()]) {
      const { facts } = combineForeign(shown);
      expect(dosesProved(facts)).to.equal(2);
      expect(facts.filter(({ kind }) => kind === 'test').map(({ when }) => when!.date)).to.have.members([
        '2026-04',
        '2026-05',
      ]);
    }
  });

  it('of two persons give the facts of the first alone, and say so', () => {
    const combined = combineForeign([proved(one, [doseOn(1, 1)]), proved(one, []), proved(two, [sample(9)])]);
    expect([combined.persons, combined.facts.length]).to.deep.equal(['different', 1]);
    const worst = combineForeign([proved(one, []), proved(null, [sample(9)]), proved(two, [sample(9)])]);
    expect([worst.persons, worst.facts.length]).to.deep.equal(['different', 0]);
  });

  it('that fit a third one but not each other are of two persons', () => {
    const less = person('Wu', 'Min', '1990-01-01');
    const [more, other] = [person('Wu', 'Min An', '1990-01-01'), person('Wu', 'Min Bo', '1990-01-01')];
    for (const three of [
      [less, more, other],
      [more, less, other],
    ])
      expect(combineForeign(three.map((who) => proved(who, []))).persons).to.equal('different');
  });

  it('leave unknown what any of them leaves unknown', () => {
    const unsure = { ...proved(one, [sample(9)]), reasons: ['revocation-unknown' as const] };
    for (const both of [
      [unsure, proved(one, [])],
      [proved(one, []), unsure],
    ])
      expect(combineForeign(both).reasons).to.deep.equal(['revocation-unknown']);
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
      reasons: [],
      persons: 'same',
    });
    const nothing = { person: null, facts: [], reasons: [], persons: 'unknown' };
    expect(combineForeign([forged])).to.deep.equal(nothing);
    expect(combineForeign([])).to.deep.equal(nothing);
  });
});
