// Every page of the five faces in every state that a person can meet, as a table. A journey is one person's browser; each of
// its steps goes on from the one before and leaves a state to be looked at.
import { authority } from './authority-journeys.ts';
import { me } from './me-journeys.ts';
import { sentry } from './sentry-journeys.ts';
import { site } from './site-journeys.ts';
import { goto, type Journey } from './step.ts';
import { venue } from './venue-journeys.ts';

const landing: Journey = {
  name: 'the first page',
  steps: [{ name: 'faces and the demo', go: goto('/'), shows: 'sc-demo-district summary' }],
};

/** Those that show codes to the one camera: one at a time. */
export const journeysAtTheGate: readonly Journey[] = sentry;
export const journeys: readonly Journey[] = [landing, ...site, ...me, ...venue, ...authority];
