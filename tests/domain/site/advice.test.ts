import { expect } from '@open-wc/testing';
import { dialled, generalAdvice } from '../../../src/domain/site/advice.ts';

describe('advice', () => {
  for (const [phone, number] of [
    ['12345', '12345'],
    ['+86 (21) 6357-1234', '+862163571234'],
    ['021-6357 1234', '02163571234'],
  ] as const) {
    it(`dials ${phone} as ${number}`, () => expect(dialled(phone)).to.equal(number));
  }

  it('has general words for both colours in both languages, and a number', () => {
    const { red, yellow, phone } = generalAdvice;
    for (const text of [red['zh-CN'], red.en, yellow['zh-CN'], yellow.en]) expect(text).to.match(/.{20}/);
    expect(phone).to.match(/^\d+$/);
  });
});
