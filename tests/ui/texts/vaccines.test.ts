import { expect } from '@open-wc/testing';
import { vaccineName } from '../../../src/ui/texts/common/vaccines.ts';

describe('the name of a vaccine in English', () => {
  const cases: [stored: string, english: string][] = [
    ['灭活疫苗（Vero 细胞）', 'Inactivated vaccine (Vero cell)'],
    ['新型冠状病毒灭活疫苗（Vero细胞）', 'COVID-19 inactivated vaccine (Vero cell)'],
    ['重组蛋白疫苗', 'Recombinant protein vaccine'],
    ['腺病毒载体疫苗', 'Adenovirus vector vaccine'],
    ['某厂灭活疫苗', '某厂灭活疫苗'],
    ['Comirnaty', 'Comirnaty'],
  ];
  for (const [stored, english] of cases) {
    it(`of ${stored} is ${english}`, () => expect(vaccineName(stored, 'en')).to.equal(english));
  }

  it('stays as it is stored in Chinese', () => {
    expect(vaccineName('重组蛋白疫苗', 'zh-CN')).to.equal('重组蛋白疫苗');
  });
});
