import { Identifier } from '../../src/sentry/shown/identifier.ts';

/** There is no network: about no document anybody is asked. */
export const nobodyAsked = new Identifier({
  ask: () => Promise.reject(new Error('There is no network.')),
  uploadKey: () => '',
});
