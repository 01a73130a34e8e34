import { expect } from '@open-wc/testing';
import { registerServiceWorker } from '../../../src/ui/device/install.ts';

describe('a page whose browser gives no service worker', () => {
  const own = { register: ServiceWorkerContainer.prototype.register, setInterval: globalThis.setInterval };
  let timers: number;

  beforeEach(() => {
    timers = 0;
    globalThis.setInterval = (() => ++timers) as never;
  });
  afterEach(() => {
    ServiceWorkerContainer.prototype.register = own.register;
    globalThis.setInterval = own.setInterval;
  });

  const answers: [string, () => Promise<unknown>][] = [
    ['that refuses one', () => Promise.reject(new DOMException('No.', 'SecurityError'))],
    ['that is told to block them, and answers nothing', async () => undefined],
  ];
  for (const [which, answer] of answers)
    it(`works on without one: ${which}`, async () => {
      ServiceWorkerContainer.prototype.register = answer as never;
      await registerServiceWorker(() => true);
      expect(timers, 'looks for no new version').to.equal(0);
    });
});
