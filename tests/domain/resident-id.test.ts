import { expect } from '@open-wc/testing';
import { isResidentId, residentIdCheck } from '../../src/domain/resident-id.ts';

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
