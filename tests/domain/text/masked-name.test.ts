import { expect } from '@open-wc/testing';
import { utf8 } from '../../../src/domain/bytes/bytes.ts';
import { maskedNameMaxBytes, maskedPersons, maskName } from '../../../src/domain/text/masked-name.ts';
import { nameText } from '../../../src/domain/text/name-text.ts';
import { seeded } from '../../support/seeded.ts';

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
    ['e\u0301ric', 'é*c'],
    ['x\u030cabc', 'x\u030c*c'],
    ['\u202e张小三\u200b', '张*三'],
    ['王\u00ad', '*'],
    ['张\u200d三', '张*'],
    ['김철수', '김*수'],
    ['\u1100\u1161\u11a8철수', '각*수'],
    ['葛\u{e0100}城三', '葛*三'],
    ['✌\ufe0fab', '✌\ufe0f*'],
    ['👨‍👩‍👧小三', '*三'],
    ['👨‍👩‍👧三', '*'],
    ['🇨🇳小三', '*三'],
    ['श्रीनिवास', '*स'],
    ['रामन', 'रा*'],
    ['न्यायाधीश', '*श'],
    ['สมชาย', 'ส*ย'],
    ['กำพล', 'กำ*'],
    ['مُحَمَّد', 'مُ*د'],
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
      )
        .join('')
        .replaceAll('*', '');
      const masked = maskName(name);
      expect(utf8(masked).length).to.be.at.most(maskedNameMaxBytes);
      expect(masked).to.contain('*');
      const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
      const whole = new Set([...segmenter.segment(nameText(name).text)].map(({ segment }) => segment));
      for (const shown of masked.split('*').filter(Boolean)) {
        const found = [...whole].find(
          (one) => one.replaceAll(/[\u{fe00}-\u{fe0f}\u{e0100}-\u{e01ef}]/gu, '') === shown || one === shown,
        );
        expect(found, JSON.stringify([name, masked])).not.to.equal(undefined);
      }
    }
  });

  it('shows no last character of a name that goes on', () => {
    expect(maskName(`张${'三'.repeat(5000)}`)).to.equal('张*');
  });
});

describe('maskedPersons', () => {
  const cases: [a: string, b: string, answer: ReturnType<typeof maskedPersons>][] = [
    ['张*三', '张*三', 'same'],
    ['J*n', 'j*N', 'same'],
    ['张*三', '张*', 'different'],
    ['张*三', '李*三', 'different'],
    ['J*n', 'J*m', 'different'],
    ['张*三', 'Z*n', 'unknown'],
    ['*', '*', 'unknown'],
    ['', 'J*n', 'unknown'],
    ['1*2', '1*2', 'unknown'],
    ['É*e', 'é*E', 'same'],
    ['Ж*а', 'ж*а', 'same'],
    ['\u{20000}*', '\u{20000}*', 'same'],
    ['\u{20000}*', 'Z*n', 'unknown'],
    ['々*三', 'Z*n', 'unknown'],
    ['Z*三', 'Z*n', 'unknown'],
    ['*三', '李*三', 'unknown'],
    ['e\u0301*e', 'É*e', 'same'],
    ['葛\u{e0100}*', '葛*', 'same'],
    ['Γ*ς', 'Γ*Σ', 'same'],
    ['Ж*а', 'Г*а', 'different'],
    // What stands for one another in documents is no other person, and none for certain.
    ['Ö*r', 'O*r', 'unknown'],
    ['J*ß', 'J*s', 'unknown'],
    ['M*ü', 'M*e', 'unknown'],
    ['Þ*r', 'T*r', 'unknown'],
    ['I*k', 'ı*k', 'unknown'],
    ['İ*i', 'I*i', 'unknown'],
    ['Ё*а', 'Е*а', 'unknown'],
    ['が*う', 'か*う', 'unknown'],
    ...[
      'Γ*ς',
      'Ж*а',
      'م*د',
      'ד*ן',
      'ก*ข',
      '김*수',
      'や*う',
      'ヤ*ウ',
      'ﾔ*ｳ',
      'Ｚ*ｎ',
      'र*न',
      'გ*ი',
      'Պ*ն',
      'አ*በ',
    ].map((mask): [string, string, 'unknown'] => [mask, 'Z*n', 'unknown']),
    ['ヤ*ウ', 'や*う', 'unknown'],
    ['Γ*ς', 'Ж*а', 'unknown'],
  ];
  for (const [a, b, answer] of cases) {
    it(`takes ${a || 'nothing'} and ${b} for ${answer}`, () => {
      expect(maskedPersons(a, b)).to.equal(answer);
      expect(maskedPersons(b, a)).to.equal(answer);
    });
  }
});
