import { expect } from '@open-wc/testing';
import { SplitCard } from '../../../src/sentry/shown/split-card.ts';
import { noon, second } from '../../support/district.ts';

const [one, two, three] = ['shc:/1/3/5676', 'shc:/2/3/2909', 'shc:/3/3/0605'];

describe('SplitCard', () => {
  it('gathers the codes of one card in any order, each counted once', () => {
    const card = new SplitCard();
    expect(card.take(three, noon)).to.deep.equal({ have: 1, total: 3 });
    expect(card.take(three, noon + second)).to.deep.equal({ have: 1, total: 3 });
    expect(card.take(one, noon + 2 * second)).to.deep.equal({ have: 2, total: 3 });
    const whole = card.take(two, noon + 3 * second) as { codes: string[] };
    expect(whole.codes.toSorted()).to.deep.equal([one, two, three]);
    expect(card.take(two, noon + 4 * second), 'the next card begins anew').to.deep.equal({
      have: 1,
      total: 3,
    });
  });

  it('hands on at once what is whole, or no card at all', () => {
    const card = new SplitCard();
    for (const text of ['H1:ABC', 'HC1:ABC', 'shc:/5676', 'shc:/rubbish', 'shc:/4/3/00', ''])
      expect(card.take(text, noon)).to.deep.equal({ codes: [text] });
  });

  const forgetting: [what: string, forget: (card: SplitCard) => void, at: number][] = [
    ['after a pause', () => undefined, noon + 21 * second],
    ['when the person has gone', (card) => card.clear(), noon + second],
    ['when a pass is shown', (card) => card.take('H1:ABC', noon), noon + second],
    [
      'after a minute',
      (card) => {
        for (let at = 15; at <= 60; at += 15) card.take(one, noon + at * second);
      },
      noon + 62 * second,
    ],
  ];
  for (const [what, forget, at] of forgetting) {
    it(`begins anew ${what}`, () => {
      const card = new SplitCard();
      card.take(one, noon);
      forget(card);
      expect(card.take(two, at)).to.deep.equal({ have: 1, total: 3 });
    });
  }

  it('does not join the cards of two persons', () => {
    const card = new SplitCard();
    card.take(one, noon);
    expect(card.take('shc:/2/4/2909', noon)).to.deep.equal({ have: 1, total: 4 });
    expect(card.take('shc:/2/4/2910', noon)).to.deep.equal({ have: 1, total: 4 });
  });
});
