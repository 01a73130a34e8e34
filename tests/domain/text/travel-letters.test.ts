import { expect } from '@open-wc/testing';
import { baseLetters, travelLetters } from '../../../src/domain/text/travel-letters.ts';

describe('names in the letters of travel documents', () => {
  const names: [name: string, letters: string, base?: string][] = [
    ['Musterfrau-Gößinger', 'MUSTERFRAU<GOESSINGER', 'MUSTERFRAU<GOSSINGER'],
    ['Åge', 'AAGE', 'AGE'],
    ['Łukasz  Nowak', 'LUKASZ<NOWAK'],
    ["D'Arc", 'DARC'],
    ['O’Neill', 'ONEILL'],
    ['Oʻtkir', 'OTKIR'],
    ['ŉ', 'N'],
    ['J. R.', 'J<R'],
    ['Éloïse', 'ELOISE'],
    ['E\u0301loi\u0308se', 'ELOISE'],
    ['Nguyễn', 'NGUYEN'],
    ['İnci ırmak', 'INCI<IRMAK'],
    ['ﬁsher', 'FISHER'],
    ['MUSTER<MANN', 'MUSTER<MANN'],
    ['-', ''],
    ['张伟', '张伟'],
    ['Пётр', 'ПЁТР', 'ПЕТР'],
    ['राम', 'राम', 'रम'],
    ['がとう', 'がとう', 'かとう'],
    ['Müller 2', 'MUELLER<2', 'MULLER<2'],
  ];
  for (const [name, letters, base = letters] of names) {
    it(`writes "${name}" as "${letters}"`, () => {
      expect(travelLetters(name)).to.equal(letters);
      expect(baseLetters(name)).to.equal(base);
    });
  }
});
