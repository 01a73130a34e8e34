import { expect } from '@open-wc/testing';
import { atTheGate, handChoices, rememberHand } from '../../../src/sentry/device/hand-choices.ts';

describe('how staff use a sentry', () => {
  afterEach(() => localStorage.removeItem('sitecode.hand'));

  it('is kept until they choose again', () => {
    expect(handChoices()).to.deep.equal(atTheGate);
    rememberHand({ handHeld: true, direction: 'out' });
    expect(handChoices()).to.deep.equal({ handHeld: true, direction: 'out' });
  });

  for (const text of ['', 'null', '[]', '{"handHeld":"yes","direction":"up"}', '{'])
    it(`is at the gate where ${text || 'nothing'} is kept`, () => {
      localStorage.setItem('sitecode.hand', text);
      expect(handChoices()).to.deep.equal(atTheGate);
    });
});
