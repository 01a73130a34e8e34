import { expect, fixture, html } from '@open-wc/testing';
import { setLanguage } from '../../../src/ui/language/languages.ts';
import { numberIn, numberInput, type NumberAsked } from '../../../src/ui/language/number-input.ts';

const temperature: NumberAsked = { name: 'n', value: 37.3, min: 36, max: 42, decimals: 1, required: true };
const days: NumberAsked = { name: 'n', value: null, min: 1, max: 60 };

async function type(asked: NumberAsked, text: string): Promise<{ input: HTMLInputElement; number: number }> {
  const form = await fixture<HTMLFormElement>(html`<form>${numberInput(asked)}</form>`);
  const input = form.querySelector('input')!;
  input.value = text;
  input.dispatchEvent(new Event('input'));
  input.dispatchEvent(new Event('change'));
  return { input, number: numberIn(new FormData(form), 'n') };
}

describe('a field for a number', () => {
  before(() => setLanguage('zh-CN'));

  it('shows what holds, and asks a phone for its keys of digits', async () => {
    const form = await fixture<HTMLFormElement>(html`<form>${numberInput(temperature)}</form>`);
    const input = form.querySelector('input')!;
    expect([input.value, input.inputMode, input.required]).to.deep.equal(['37.3', 'decimal', true]);
    expect(numberIn(new FormData(form), 'n')).to.equal(37.3);
  });

  const cases: [asked: NumberAsked, text: string, number: number, valid: boolean][] = [
    [temperature, '37.5', 37.5, true],
    [temperature, '３７．５', 37.5, true],
    [temperature, '37。5', 37.5, true],
    [temperature, '37,5', 37.5, true],
    [temperature, '375', 375, false],
    [temperature, '37.55', 37.55, false],
    [temperature, '三十七', NaN, false],
    [temperature, '', NaN, false],
    [days, '７', 7, true],
    [days, '', NaN, true],
    [days, '7.5', 7.5, false],
    [days, '61', 61, false],
    [days, '-1', -1, false],
    [days, '1e1', NaN, false],
  ];
  for (const [asked, text, number, valid] of cases) {
    it(`${valid ? 'takes' : 'does not take'} ${JSON.stringify(text)} from ${asked.min} to ${asked.max}`, async () => {
      const typed = await type(asked, text);
      expect(typed.number).to.deep.equal(number);
      expect(typed.input.validity.valid).to.equal(valid);
      // What was understood stands there as it was understood; what was not stays for correction.
      expect(typed.input.value).to.equal(valid && text !== '' ? String(number) : text);
    });
  }

  it('says what it asks for, and takes the next try', async () => {
    const { input } = await type(days, 'x');
    expect(input.validationMessage).to.equal('请填 1 到 60 的整数');
    input.value = '9';
    input.dispatchEvent(new Event('input'));
    expect(input.validity.valid).to.equal(true);
  });
});
