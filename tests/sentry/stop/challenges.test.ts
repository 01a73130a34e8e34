import { expect } from '@open-wc/testing';
import { decodeSentryCode } from '../../../src/domain/pass/challenge.ts';
import { Challenges } from '../../../src/sentry/stop/challenges.ts';

const audience = { site: 12, device: 3 };
let now: number;
let challenges: Challenges;
const shown = (): Uint8Array => decodeSentryCode(challenges.text()).challenge;

describe('the challenges of a strict sentry', () => {
  beforeEach(() => {
    now = 1000;
    challenges = new Challenges(audience, () => now);
  });

  it('name the sentry that asks', () => {
    expect(decodeSentryCode(challenges.text())).to.deep.include(audience);
  });

  it('stand for 30 seconds, then another takes their place', () => {
    const first = challenges.text();
    now += 29_999;
    expect(challenges.text()).to.equal(first);
    now += 1;
    expect(challenges.text()).to.not.equal(first);
  });

  it('are known for 90 seconds from when they were first shown', () => {
    const challenge = shown();
    now += 89_999;
    challenges.text();
    expect(challenges.knows(challenge)).to.equal(true);
    now += 1;
    expect(challenges.knows(challenge)).to.equal(false);
    challenges.text();
    expect(challenges.knows(challenge)).to.equal(false);
  });

  it('are answered once, and the next is shown at once', () => {
    const challenge = shown();
    challenges.spend(challenge);
    expect(challenges.knows(challenge)).to.equal(false);
    expect(shown()).to.not.deep.equal(challenge);
  });

  it('leave one that is on the screen where it is when an earlier one is answered', () => {
    const first = shown();
    now += 30_000;
    const second = challenges.text();
    challenges.spend(first);
    expect(challenges.text()).to.equal(second);
  });

  it('know nothing that this sentry never showed', () => {
    challenges.text();
    expect(challenges.knows(new Uint8Array(4))).to.equal(false);
    expect(challenges.knows(new Uint8Array(0))).to.equal(false);
  });
});
