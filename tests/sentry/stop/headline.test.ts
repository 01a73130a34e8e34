import { expect } from '@open-wc/testing';
import { fitHeadline, headlineLeading } from '../../../src/sentry/stop/headline.ts';
import { setLanguage } from '../../../src/ui/language/languages.ts';

const screens: [name: string, width: number, height: number][] = [
  ['a phone', 350, 844],
  ['a phone on its side', 620, 390],
  ['a small phone', 290, 640],
  ['a tablet', 750, 1280],
  ['a tablet on its side', 1010, 800],
  ['a screen of 15 inches', 1600, 1080],
];
const words = ['Go ahead', 'Please wait for staff', 'No entry', '请通行', '请联系工作人员', '禁止通行'];

describe('a headline', () => {
  after(() => setLanguage('zh-CN'));
  for (const [name, width, height] of screens) {
    for (const text of words) {
      it(`“${text}” takes an eighth of the height of ${name}, and no more width than there is`, () => {
        setLanguage(/[a-z]/.test(text) ? 'en' : 'zh-CN');
        const { lines, size } = fitHeadline(text, { width, height });
        expect((lines.length * size * headlineLeading) / height, 'share of the height').to.be.at.least(0.125);
        const letters = document.createElement('canvas').getContext('2d')!;
        letters.font = `700 ${size}px "Noto Sans CJK SC", "DejaVu Sans", sans-serif`;
        for (const line of lines) expect(letters.measureText(line).width, line).to.be.at.most(width * 1.05);
        expect(lines.join(text.includes(' ') ? ' ' : '')).to.equal(text);
      });
    }
  }
  it('breaks between words, never within one', () => {
    expect(fitHeadline('Please wait for staff', { width: 350, height: 844 }).lines).to.deep.equal([
      'Please wait',
      'for staff',
    ]);
    setLanguage('zh-CN');
    expect(fitHeadline('请通行', { width: 380, height: 1280 }).lines).to.deep.equal(['请', '通行']);
  });
});
