import { expect } from '@open-wc/testing';
import {
  hasFailedSteps,
  healedWords,
  restartText,
  setUpText,
} from '../../../src/authority/fleet/fleet-set-up.ts';
import { setLanguage } from '../../../src/ui/language/languages.ts';

const time = () => '2 days ago';

describe('the fleet page’s words on a sentry’s set-up', () => {
  before(() => setLanguage('en'));
  after(() => setLanguage('zh-CN'));

  const cases: [what: string, at: number | null, steps: string, says: string][] = [
    ['an older app', null, '', 'unknown'],
    ['one never set up', 0, '', 'never'],
    ['one set up whole', 1, 'ddddddnd', '2 days ago'],
    ['one with steps left out', 1, 'dddlddld', '2 days ago · left out: Temperature check, Installation'],
    [
      'one left in the middle',
      0,
      'ddfooooo',
      'not finished · failed: Ports · not done: Temperature check, Sound, Network, Installation, Storage',
    ],
  ];
  for (const [what, setUpAt, setUpSteps, says] of cases)
    it(`says of ${what}: ${says}`, () => {
      expect(setUpText({ setUpAt, setUpSteps }, time).toLowerCase()).to.equal(says.toLowerCase());
    });

  it('marks a failed step, and none that was left out', () => {
    expect(hasFailedSteps({ setUpSteps: 'ddfddddd' })).to.equal(true);
    expect(hasFailedSteps({ setUpSteps: 'ddlooooo' })).to.equal(false);
    expect(hasFailedSteps({ setUpSteps: '' })).to.equal(false);
  });

  it('says what it mended and what it restarted for', () => {
    expect(healedWords({ healed: '1,0,0,0,2,1' }, String)).to.equal('camera 1× · clock 2× · restarts 1×');
    expect(healedWords({ healed: '0,0,0,0,0,0' }, String)).to.equal('nothing');
    expect(healedWords({ healed: '' }, String).toLowerCase()).to.equal('unknown');
    expect(restartText({ restartedFor: 'worker' }, 'an hour ago')).to.equal('an hour ago, for code reading');
    expect(restartText({ restartedFor: '' }, 'an hour ago')).to.equal('an hour ago');
  });
});
