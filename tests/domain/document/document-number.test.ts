import { expect } from '@open-wc/testing';
import { isDocumentNumber, readDocumentNumber } from '../../../src/domain/document/document-number.ts';

describe('the number of a document, as people type it', () => {
  const read: [typed: string, number: string][] = [
    ['110105 19491231 002x', '11010519491231002X'],
    ['uto000000000001', 'UTO000000000001'],
    ['UTO 0000 0000 0001', 'UTO000000000001'],
    ['UTO L898902C3', 'UTO.L898902C3'],
    ['  uto.l898902c3 ', 'UTO.L898902C3'],
    ['UTO - L898 902 C3', 'UTO.L898902C3'],
    ['D C01X00T47', 'D.C01X00T47'],
    ['UTO.000000000001', 'UTO.000000000001'],
  ];
  for (const [typed, number] of read)
    it(`is read from "${typed}"`, () => {
      expect(readDocumentNumber(typed)).to.equal(number);
      expect(isDocumentNumber(number)).to.equal(true);
      expect(readDocumentNumber(number), 'as it is kept').to.equal(number);
    });

  for (const typed of [
    '',
    'UTO',
    'L898902C3',
    'UTO 12',
    '110105194912310021',
    'UTO L898902C3'.repeat(9),
    'UTO L89?902C3',
  ])
    it(`is none in "${typed}"`, () => {
      expect(readDocumentNumber(typed)).to.equal(null);
    });
});
