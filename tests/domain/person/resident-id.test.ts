import { expect } from '@open-wc/testing';
import { isResidentId, readResidentId, residentIdCheck } from '../../../src/domain/person/resident-id.ts';
import { seeded } from '../../support/seeded.ts';

describe('isResidentId', () => {
  const cases: [number: string, good: boolean, why: string][] = [
    ['11010519491231002X', true, 'the example of GB 11643'],
    ['11010519491231002x', true, 'a small x'],
    ['000000199001010018', true, 'a person of the tests'],
    ['110105194912310021', false, 'another check digit'],
    ['11010519491231003X', false, 'another serial number'],
    ['11010591491231002X', false, 'two digits swapped'],
    ['1101051949123100', false, 'too short'],
    ['11010519491231002X0', false, 'too long'],
    ['X1010519491231002X', false, 'a letter in front'],
    ['１１010519491231002X', false, 'full-width digits'],
    ['11010519491231002X\n', false, 'a line break at the end'],
    ['', false, 'nothing'],
  ];
  for (const [number, good, why] of cases) {
    it(`${good ? 'takes' : 'refuses'} ${JSON.stringify(number)}: ${why}`, () => {
      expect(isResidentId(number)).to.equal(good);
    });
  }

  // Right in its check character, wrong in its date.
  for (const [birth, good] of [
    ['20000229', true],
    ['20240229', true],
    ['20230229', false],
    ['19000229', false],
    ['19991301', false],
    ['19990001', false],
    ['19990431', false],
    ['19990100', false],
    ['18991231', false],
  ] as const) {
    it(`${good ? 'takes' : 'refuses'} a birth date of ${birth}`, () => {
      const digits = `000000${birth}001`;
      expect(isResidentId(digits + residentIdCheck(digits))).to.equal(good);
    });
  }

  it('finds every change of one digit', () => {
    const number = '000000199001010018';
    for (let at = 0; at < 18; at++) {
      for (const digit of '0123456789X') {
        if (digit !== number[at])
          expect(isResidentId(number.slice(0, at) + digit + number.slice(at + 1))).to.equal(false);
      }
    }
  });
});

describe('readResidentId', () => {
  const number = '11010519491231002X';
  const cases: [typed: string, read: string | null, why: string][] = [
    [number, number, 'as it is'],
    ['11010519491231002x', number, 'a small x'],
    ['１１０１０５１９４９１２３１００２Ｘ', number, 'full-width'],
    ['１１０１０５１９４９１２３１００２ｘ', number, 'full-width with a small x'],
    ['110105 19491231 002X', number, 'grouped with blanks'],
    ['110105\u300019491231\u3000002X', number, 'grouped with ideographic blanks'],
    ['110105-19491231-002X', number, 'grouped with hyphens'],
    ['110105–19491231—002X', number, 'grouped with dashes'],
    ['110105－19491231ー002X', number, 'grouped with full-width dashes'],
    ['110105\u201119491231\u2212002X', number, 'grouped with a hyphen that does not break and a minus'],
    ['110105.19491231.002X', number, 'grouped with dots'],
    ['110105·19491231·002X', number, 'grouped with middle dots'],
    [' \t11010519491231002X\n', number, 'pasted with its line'],
    ['\u200b11010519491231002X\ufeff', number, 'pasted with what nobody sees'],
    ['11010519491231002×', number, 'the sign × for the X'],
    ['11010519491231002Х', number, 'a Cyrillic X'],
    ['000000 19900101 0018', '000000199001010018', 'digits alone'],
    ['110105194912310021', null, 'a wrong check character'],
    ['11010519491331002X', null, 'no such month'],
    ['1101051949123100', null, 'too short'],
    ['110105491231002', null, 'fifteen digits, as before 1999'],
    ['1X010519491231002X', null, 'an X within'],
    ['11010519491231002Y', null, 'another letter'],
    ['E12345678', null, 'a passport'],
    ['13912345678', null, 'a phone number'],
    ['张三', null, 'a name'],
    ["' or 1=1 --", null, 'an attack'],
    ['', null, 'nothing'],
    ['----', null, 'dashes alone'],
    [`${' '.repeat(60)}${number}`, null, 'longer than anybody types'],
    ['ﷺ'.repeat(60), null, 'what NFKC makes eighteen times as long'],
    ['1'.repeat(1_000_000), null, 'endless digits'],
  ];
  for (const [typed, read, why] of cases) {
    it(`${read === null ? 'refuses' : 'reads'} ${JSON.stringify(typed.slice(0, 40))}: ${why}`, () => {
      expect(readResidentId(typed)).to.equal(read);
    });
  }

  it('reads what it gave as the same, and any number however it is grouped', () => {
    const chance = seeded(26);
    const separators = [' ', '-', '—', '－', '\u3000', '·', '\u200b', ''];
    for (let run = 0; run < 500; run++) {
      const digits = `000000${1950 + chance.below(50)}0${1 + chance.below(9)}1${chance.below(9)}${String(chance.below(1000)).padStart(3, '0')}`;
      const made = digits + residentIdCheck(digits);
      const typed = [...made]
        .map((character) => {
          const wide = String.fromCharCode(character.charCodeAt(0) + 0xfee0);
          return (
            (chance.below(2) ? wide : character) +
            (chance.below(4) ? '' : separators[chance.below(separators.length)])
          );
        })
        .join('');
      expect(readResidentId(typed), typed).to.equal(made);
    }
  });
});
