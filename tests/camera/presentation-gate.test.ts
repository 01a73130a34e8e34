import { expect } from '@open-wc/testing';
import { PresentationGate, type PresentationGateOptions } from '../../src/camera/presentation-gate.ts';

/** Texts such as "anna/1": holder and turn. */
const sameHolder = (a: string, b: string) => a.split('/')[0] === b.split('/')[0];

interface Case {
  name: string;
  options?: PresentationGateOptions;
  offers: [text: string, at: number, isNew: boolean][];
}

const cases: Case[] = [
  { name: 'the first text', offers: [['a', 0, true]] },
  {
    name: 'a text seen all the time',
    offers: [
      ['a', 0, true],
      ['a', 33, false],
      ['a', 2000, false],
      ['a', 4900, false],
      ['a', 7800, false],
    ],
  },
  {
    name: 'a text that comes back too early',
    offers: [
      ['a', 0, true],
      ['a', 2999, false],
    ],
  },
  {
    name: 'a text that comes back after it was away',
    offers: [
      ['a', 0, true],
      ['a', 3000, true],
      ['a', 3033, false],
    ],
  },
  {
    name: 'another text',
    offers: [
      ['a', 0, true],
      ['b', 100, true],
      ['b', 133, false],
    ],
  },
  {
    name: 'two phones in one picture',
    offers: [
      ['a', 0, true],
      ['b', 33, true],
      ['a', 66, false],
      ['b', 99, false],
      ['a', 2900, false],
      ['b', 2950, false],
    ],
  },
  {
    name: 'one phone that stays while others come and go',
    offers: [
      ['a', 0, true],
      ['b', 1000, true],
      ['a', 2000, false],
      ['a', 4000, false],
      ['b', 4001, true],
      ['a', 4002, false],
    ],
  },
  {
    name: 'another time away',
    options: { awayMs: 500 },
    offers: [
      ['a', 0, true],
      ['a', 499, false],
      ['a', 999, true],
    ],
  },
  {
    name: 'a rotating code of one holder',
    options: { sameHolder },
    offers: [
      ['anna/1', 0, true],
      ['anna/1', 1000, false],
      ['anna/2', 2000, false],
      ['anna/3', 4500, false],
      ['anna/3', 7000, false],
      ['anna/4', 10_000, true],
    ],
  },
  {
    name: 'a holder who comes back with a newer code',
    options: { sameHolder },
    offers: [
      ['anna/1', 0, true],
      ['anna/2', 3000, true],
    ],
  },
  {
    name: 'two holders who change places',
    options: { sameHolder },
    offers: [
      ['anna/1', 0, true],
      ['bert/1', 100, true],
      ['anna/2', 200, false],
      ['bert/2', 300, false],
    ],
  },
  {
    name: 'rotating codes without a rule for holders',
    offers: [
      ['anna/1', 0, true],
      ['anna/2', 100, true],
    ],
  },
  {
    name: 'a clock that steps back',
    offers: [
      ['a', 5000, true],
      ['a', 4000, false],
      ['a', 7000, true],
    ],
  },
];

describe('PresentationGate', () => {
  for (const { name, options, offers } of cases) {
    it(`knows ${name}`, () => {
      const gate = new PresentationGate(options);
      expect(offers.map(([text, at]) => [text, at, gate.offer(text, at)])).to.deep.equal(offers);
    });
  }

  it('takes any text as new after a reset', () => {
    const gate = new PresentationGate();
    gate.offer('a', 0);
    gate.reset();
    expect(gate.offer('a', 1)).to.equal(true);
  });

  it('keeps nothing of texts that went away', () => {
    const gate = new PresentationGate({ sameHolder: (a, b) => compared.push([a, b]) < 0 });
    const compared: [string, string][] = [];
    for (let i = 0; i < 1000; i++) gate.offer(`text ${i}`, i * 1000);
    // Only the texts of the last three seconds are compared with a new one.
    expect(compared.length).to.be.below(3000);
  });
});
