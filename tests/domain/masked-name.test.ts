import { expect } from '@open-wc/testing';
import { utf8 } from '../../src/domain/bytes.ts';
import { maskedNameMaxBytes, maskName } from '../../src/domain/masked-name.ts';
import { seeded } from '../support/seeded.ts';

describe('maskName', () => {
  const cases: [name: string, masked: string][] = [
    ['张小三', '张*三'],
    ['欧阳娜娜', '欧*娜'],
    ['李四', '李*'],
    ['王', '*'],
    ['', '*'],
    ['  张小三 ', '张*三'],
    ['阿卜杜拉·买买提', '阿*提'],
    ['Anna Smith', 'A*h'],
    ['Bo', 'B*'],
    ['𠮷田三', '𠮷*'],
    ['三田𠮷', '三*'],
    ['𠮷田a', '𠮷*a'],
    ['𠮷田é', '𠮷*é'],
  ];
  for (const [name, masked] of cases) {
    it(`shows ${JSON.stringify(name)} as "${masked}"`, () => {
      expect(maskName(name)).to.equal(masked);
    });
  }

  it('never takes more than seven bytes, whatever the name, and never splits a character', () => {
    const chance = seeded(7);
    for (let i = 0; i < 3000; i++) {
      const name = Array.from({ length: chance.below(6) }, () =>
        String.fromCodePoint(chance.below(chance.pick([0x80, 0x800, 0xd800, 0x110000]))),
      ).join('');
      const masked = maskName(name);
      expect(utf8(masked).length).to.be.at.most(maskedNameMaxBytes);
      expect(masked).to.contain('*');
      expect([...masked].length).to.be.at.most(3);
    }
  });
});
