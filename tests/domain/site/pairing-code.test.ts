import { expect } from '@open-wc/testing';
import { readPairingCode } from '../../../src/domain/site/pairing-code.ts';

describe('readPairingCode', () => {
  const cases: [typed: string, read: string | null][] = [
    ['ABCD-EFGH', 'ABCDEFGH'],
    ['abcd-efgh', 'ABCDEFGH'],
    ['abcdefgh', 'ABCDEFGH'],
    [' AB CD EF GH ', 'ABCDEFGH'],
    ['ＡＢＣＤ－ＥＦＧＨ', 'ABCDEFGH'],
    ['ａｂｃｄ　ｅｆｇ９', 'ABCDEFG9'],
    ['ABCD—EFGH', 'ABCDEFGH'],
    ['ABCD‑EFGH\u200b', 'ABCDEFGH'],
    ['A-B-C-D-E-F-G-H', 'ABCDEFGH'],
    ['', null],
    ['----', null],
    ['ABCD-EFG', null],
    ['ABCD-EFGHJ', null],
    ['ABCD-EFG0', null],
    ['ABCD-EFGO', null],
    ['ABCD-EFG1', null],
    ['ABCD-EFGI', null],
    ['ABCD-EFGL', null],
    ["' or 1=1 --", null],
    ['A'.repeat(100_000), null],
  ];
  for (const [typed, read] of cases) {
    it(`reads ${JSON.stringify(typed.slice(0, 40))} as ${read ?? 'no code'}`, () => {
      expect(readPairingCode(typed)).to.equal(read);
    });
  }
});
