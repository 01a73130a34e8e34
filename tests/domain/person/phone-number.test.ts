import { expect } from '@open-wc/testing';
import { readPhoneNumber } from '../../../src/domain/person/phone-number.ts';
import { seeded } from '../../support/seeded.ts';

describe('readPhoneNumber', () => {
  const number = '13912345678';
  const cases: [typed: string, read: string | null][] = [
    [number, number],
    ['139 1234 5678', number],
    ['139-1234-5678', number],
    ['139—1234–5678', number],
    ['139－1234ー5678', number],
    ['139.1234.5678', number],
    ['１３９１２３４５６７８', number],
    ['+8613912345678', number],
    ['+86 139 1234 5678', number],
    ['＋８６　１３９　１２３４　５６７８', number],
    ['(+86) 139-1234-5678', number],
    ['（+86）13912345678', number],
    ['008613912345678', number],
    ['0086 139 1234 5678', number],
    ['86 13912345678', number],
    ['+86 013912345678', number],
    ['\u202a+8613912345678\u202c', number],
    ['021-63571234', '02163571234'],
    ['(021) 6357 1234', '02163571234'],
    ['+86 21 6357 1234', '02163571234'],
    ['+86 021 6357 1234', '02163571234'],
    ['+86 10 6512 3456', '01065123456'],
    ['0755-83123456', '075583123456'],
    ['63571234', '63571234'],
    ['+852 2123 4567', '+85221234567'],
    ['00852 2123 4567', '+85221234567'],
    ['+1 312 555 0100', '+13125550100'],
    ['+44 20 7946 0958', '+442079460958'],
    ['', null],
    ['+', null],
    ['---', null],
    ['12345678901', null],
    ['1391234567', null],
    ['139123456789', null],
    ['139123456', null],
    ['1391234567a', null],
    ['139+12345678', null],
    ['+86 1391234567', null],
    ['++8613912345678', null],
    ['+0123456789', null],
    ['11010519491231002X', null],
    ['110105194912310021', null],
    ['anna@example.cn', null],
    ['张三', null],
    ["' or 1=1 --", null],
    ['1'.repeat(100_000), null],
    ['ﷺ'.repeat(60), null],
  ];
  for (const [typed, read] of cases) {
    it(`reads ${JSON.stringify(typed.slice(0, 40))} as ${read ?? 'no phone number'}`, () => {
      expect(readPhoneNumber(typed)).to.equal(read);
    });
  }

  it('takes a number of another country for no mainland number of the same digits', () => {
    expect(readPhoneNumber('+1 391 234 5678')).not.to.equal(readPhoneNumber('139 1234 5678'));
  });

  it('reads what it gave as the same, and any mainland mobile number with any prefix and grouping', () => {
    const chance = seeded(26);
    const separators = [' ', '-', '—', '\u3000', '\u200b', '.'];
    for (let run = 0; run < 500; run++) {
      const made = `1${3 + chance.below(7)}${String(chance.below(1_000_000_000)).padStart(9, '0')}`;
      const prefix = ['', '+86', '0086', '86', '＋８６'][chance.below(5)]!;
      const typed = [...`${prefix}${made}`]
        .map((each) => each + (chance.below(4) ? '' : separators[chance.below(separators.length)]))
        .join('');
      expect(readPhoneNumber(typed), typed).to.equal(made);
      expect(readPhoneNumber(made)).to.equal(made);
    }
  });
});
