import type { rareWork } from './rare-work.ts';
import { hooksFolder, load } from './vm.ts';

/**
 * What the routes of the gate need seldom. It stands on the big libraries, which lie in app.js alone: each VM that PocketBase
 * makes in a rush would else read them for nothing (4 of its 6 ms).
 */
export function rare(): typeof rareWork {
  return (load(`${hooksFolder}/app.js`) as { rareWork: typeof rareWork }).rareWork;
}
