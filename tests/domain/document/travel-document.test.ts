import { expect } from '@open-wc/testing';
import { isDocumentNumber } from '../../../src/domain/document/document-number.ts';
import {
  readTravelDocument,
  travelCheck,
  TravelDocumentFault,
} from '../../../src/domain/document/travel-document.ts';
import { seeded } from '../../support/seeded.ts';
import { rounds } from '../../support/rounds.ts';

const today = 20261201;
// The specimens of ICAO 9303 parts 4, 5 and 6.
const passport = [
  'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<',
  'L898902C36UTO7408122F1204159ZE184226B<<<<<10',
];
const card = [
  'I<UTOD231458907<<<<<<<<<<<<<<<',
  '7408122F1204159UTO<<<<<<<<<<<6',
  'ERIKSSON<<ANNA<MARIA<<<<<<<<<<',
];
const small = ['I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<', 'D231458907UTO7408122F1204159<<<<<<<6'];
const person = {
  kind: 'travel-document',
  name: 'ANNA MARIA ERIKSSON',
  birth: 19740812,
  validUntil: 20120415,
};

function faultOf(lines: readonly string[]): unknown {
  try {
    return readTravelDocument(lines, today);
  } catch (fault) {
    return fault;
  }
}

describe('the lines of a travel document', () => {
  it('are read in each of the three forms', () => {
    expect(readTravelDocument(passport, today)).to.deep.equal({ ...person, number: 'UTO.L898902C3' });
    expect(readTravelDocument(card, today)).to.deep.equal({ ...person, number: 'UTO.D23145890' });
    expect(readTravelDocument(small, today)).to.deep.equal({ ...person, number: 'UTO.D23145890' });
  });

  it('may have a number of more than nine characters', () => {
    const long = 'D23145890734';
    const digit = travelCheck(long);
    const first = `I<UTO${long.slice(0, 9)}<${long.slice(9)}${digit}`.padEnd(30, '<');
    const second = '7408122F1204159UTO<<<<<<<<<<<';
    const whole = first.slice(5) + second.slice(0, 7) + second.slice(8, 15) + second.slice(18);
    const lines = [first, second + travelCheck(whole), card[2]!];
    expect(readTravelDocument(lines, today).number).to.equal(`UTO.${long}`);
  });

  it('say in which century somebody was born, and that an unknown day is unknown', () => {
    const born = (date: string): number => {
      const second = card[1]!.slice(0, 29).replace('7408122', date + travelCheck(date));
      const whole = card[0]!.slice(5) + second.slice(0, 7) + second.slice(8, 15) + second.slice(18);
      return readTravelDocument([card[0]!, second + travelCheck(whole), card[2]!], today).birth;
    };
    expect(born('261130')).to.equal(20261130);
    expect(born('261202')).to.equal(19261202);
    expect(born('74<<<<')).to.equal(0);
  });

  it('give a number by which a person can be found', () => {
    for (const lines of [passport, card, small])
      expect(isDocumentNumber(readTravelDocument(lines, today).number)).to.equal(true);
  });

  for (const [name, lines] of [
    ['of another length', [passport[0]!, passport[1]!.slice(1)]],
    ['with one line missing', card.slice(0, 2)],
    ['in small letters', passport.map((line) => line.toLowerCase())],
    ['of a visa’s size without a document', ['X' + passport[0]!.slice(1), passport[1]!]],
    ['that are none', []],
  ] as const)
    it(`are refused ${name}`, () => {
      expect(faultOf(lines)).to.be.instanceOf(TravelDocumentFault);
    });

  it('are refused with any one character misread, wherever a check digit stands for it', () => {
    const chance = seeded(9303);
    const second = passport[1]!;
    for (let at = 0; at < second.length; at++) {
      // Nationality and sex are under no check digit.
      if ((at >= 10 && at < 13) || at === 20) continue;
      const other = chance.pick([...'0123456789'].filter((digit) => digit !== second[at]));
      const lines = [passport[0]!, second.slice(0, at) + other + second.slice(at + 1)];
      // Of letters and digits some are worth the same for the sum: A and 0.
      if (travelCheck(other) === travelCheck(second[at]!)) continue;
      expect(faultOf(lines), `at ${at}`).to.be.instanceOf(TravelDocumentFault);
    }
  });

  it('changed at random are a document or a fault, never an exception of another kind', () => {
    const chance = seeded(1);
    const letters = [...'ABCXYZ0123456789<<< abc\0é'];
    for (let round = 0; round < rounds(1000, 5000); round++) {
      const lines = chance.pick([passport, card, small]).map((line) => {
        const changed = [...line];
        for (let times = chance.below(3); times > 0; times--)
          changed[chance.below(changed.length)] = chance.pick(letters);
        return changed.join('').slice(0, chance.oneIn(10) ? chance.below(46) : 46);
      });
      const found = faultOf(chance.oneIn(20) ? lines.slice(1) : lines);
      if (!(found instanceof TravelDocumentFault)) expect(found).to.have.property('kind', 'travel-document');
    }
  });
});
