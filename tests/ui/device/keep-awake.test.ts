import { expect } from '@open-wc/testing';
import { KeepAwake } from '../../../src/ui/device/keep-awake.ts';
import { waitUntil } from '../../support/wait-until.ts';

/** A lock that the test takes away, as a browser with an empty battery does. */
class FakeLock extends EventTarget {
  released = false;
  async release(): Promise<void> {
    if (this.released) return;
    this.released = true;
    this.dispatchEvent(new Event('release'));
  }
}

let locks: FakeLock[];
let refuses: boolean;
let awake: KeepAwake;
const held = (): number => locks.filter((lock) => !lock.released).length;

describe('KeepAwake', () => {
  beforeEach(() => {
    locks = [];
    refuses = false;
    awake = new KeepAwake();
    Object.defineProperty(navigator, 'wakeLock', {
      configurable: true,
      value: {
        request: async () => {
          if (refuses) throw new DOMException('Not now.', 'NotAllowedError');
          const lock = new FakeLock();
          locks.push(lock);
          return lock;
        },
      },
    });
  });
  afterEach(() => {
    awake.stop();
    Reflect.deleteProperty(navigator, 'wakeLock');
  });

  it('asks for the lock, once however often it is started, and gives it back', async () => {
    awake.start();
    awake.start();
    await waitUntil(() => held() === 1);
    awake.stop();
    await waitUntil(() => held() === 0);
    expect(locks).to.have.length(1);
  });

  it('asks again when the browser took the lock back', async () => {
    awake.start();
    await waitUntil(() => held() === 1);
    await locks[0]!.release();
    await waitUntil(() => held() === 1);
    expect(locks).to.have.length(2);
  });

  it('asks again when the page is shown after a refusal', async () => {
    refuses = true;
    awake.start();
    await new Promise((resolve) => setTimeout(resolve));
    expect(held()).to.equal(0);
    refuses = false;
    document.dispatchEvent(new Event('visibilitychange'));
    await waitUntil(() => held() === 1);
  });

  it('keeps no lock that comes after it was stopped', async () => {
    awake.start();
    awake.stop();
    await waitUntil(() => locks.length === 1);
    await waitUntil(() => held() === 0);
    document.dispatchEvent(new Event('visibilitychange'));
    await new Promise((resolve) => setTimeout(resolve));
    expect(locks).to.have.length(1);
  });
});
