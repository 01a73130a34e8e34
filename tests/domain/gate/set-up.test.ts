import { expect } from '@open-wc/testing';
import { healedText, readHealedText } from '../../../src/domain/gate/self-healing.ts';
import {
  readSetUpLetters,
  setUpLetters,
  setUpSteps,
  stepsThat,
  untouched,
} from '../../../src/domain/gate/set-up.ts';

describe('a sentry’s set-up as it travels', () => {
  it('comes back as it was, one letter a step', () => {
    const results = {
      ...untouched(),
      camera: 'done',
      ports: 'not-here',
      sound: 'failed',
      install: 'left-out',
    } as const;
    const letters = setUpLetters(results);
    expect(letters).to.equal('odnofolo');
    expect(readSetUpLetters(letters)).to.deep.equal(results);
    expect(stepsThat(results, 'failed', 'left-out')).to.deep.equal(['sound', 'install']);
  });

  it('takes nothing else for one', () => {
    for (const text of ['', 'ddd', 'd'.repeat(setUpSteps.length + 1), 'dddddddx', 'DDDDDDDD'])
      expect(readSetUpLetters(text), text).to.equal(null);
  });
});

describe('what a sentry mended itself, as it is kept', () => {
  it('comes back by its kinds', () => {
    expect(readHealedText(healedText([1, 0, 2, 0, 0, 3]))).to.deep.equal({
      camera: 1,
      ports: 0,
      worker: 2,
      storage: 0,
      clock: 0,
      restart: 3,
    });
  });

  it('takes nothing else for it', () => {
    for (const text of ['', '1', '1,2,3,4,5', '1,2,3,4,5,x', '1,2,3,4,5,1.5'])
      expect(readHealedText(text), text).to.equal(null);
  });
});
