import { hooksFolder, load } from './vm.ts';

/**
 * Something that the routes of the gate need seldom, by its name in app/rare-work.ts. It stands on the big libraries, which lie in
 * app.js alone: each VM that PocketBase makes in a rush would else read them for nothing (4 of its 6 ms).
 */
export function rare<Work>(name: string): Work {
  return (load(`${hooksFolder}/app.js`) as { rareWork: { [name: string]: Work } }).rareWork[name]!;
}
