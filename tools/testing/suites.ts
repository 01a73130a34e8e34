// The suites of `npm test`, in the order they run, what each needs to be there first, and which files are in it.
import { readdir } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { projectFolder } from '../places.ts';

export type Need = 'chromium' | 'pocketbase' | 'build' | 'proxies';

export interface Suite {
  name: string;
  what: string;
  needs: Need[];
  /** Who runs its files: one browser runner all of them, or a node process each. */
  runner: 'browser' | 'node';
  /** Part of `npm run test:all` alone: it needs more than `npm test` may ask of a machine. */
  onlyInAll?: true;
  /** How many of its files run at a time. */
  atOnce: number;
  /** Suites of one lane run one after another, lanes beside each other: who drives a browser by hand mostly waits for it. */
  lane: (typeof lanes)[number];
}

export const lanes = ['computing', 'driving'] as const;

export const suites: Suite[] = [
  {
    name: 'unit',
    what: 'unit tests in Chromium',
    needs: ['chromium'],
    runner: 'browser',
    atOnce: 2,
    lane: 'computing',
  },
  {
    name: 'tools',
    what: 'tests of the tools',
    needs: ['pocketbase', 'build'],
    runner: 'node',
    atOnce: 2,
    lane: 'computing',
  },
  {
    name: 'signer',
    what: 'tests of the signer',
    needs: [],
    runner: 'node',
    atOnce: 2,
    lane: 'computing',
  },
  {
    name: 'conformance',
    what: 'the runner of public test sets',
    needs: [],
    runner: 'node',
    atOnce: 2,
    lane: 'computing',
  },
  {
    name: 'server',
    what: 'tests against a real PocketBase',
    needs: ['pocketbase', 'build'],
    runner: 'node',
    // They wait for the disk and for time limits of the server, and the other lane for its browser.
    atOnce: 4,
    lane: 'computing',
  },
  {
    name: 'e2e',
    what: 'the built app in Chromium',
    needs: ['chromium', 'pocketbase', 'build'],
    runner: 'node',
    // One at a time: two whole browsers, each with a camera, share two cores badly.
    atOnce: 1,
    lane: 'driving',
  },
  {
    name: 'chaos',
    what: 'short runs of harm, and the counting after them',
    needs: ['chromium', 'pocketbase', 'build'],
    runner: 'node',
    atOnce: 1,
    lane: 'driving',
  },
  {
    name: 'proxy',
    what: 'the reverse proxies’ configurations in a real nginx and Caddy, and a crowd behind them',
    needs: ['pocketbase', 'build', 'proxies'],
    runner: 'node',
    onlyInAll: true,
    atOnce: 1,
    lane: 'driving',
  },
  {
    name: 'long',
    what: 'what takes minutes: archives of more than 4 GiB read to the end, every page at every size, every element of the kit',
    needs: ['chromium', 'pocketbase', 'build'],
    runner: 'node',
    atOnce: 1,
    lane: 'driving',
    onlyInAll: true,
  },
];

export interface Chosen {
  /** What the path must hold, at least one of them; every file when there are none. */
  words?: string[];
  /** Also the long ones, where there are no words. */
  all?: boolean;
}

/**
 * A suite's test files, from the project's folder, in the order of their names. A suite of node's has the folder of its
 * name in tests/; the unit tests are in all the others. What is called `.long.test.ts` takes tens of seconds of two cores: it
 * belongs to `npm run test:all`, and to who names it.
 */
export async function filesOf(
  suite: Suite,
  { words = [], all = false }: Chosen = {},
  tests = join(projectFolder, 'tests'),
) {
  const others = suites.filter((one) => one.runner === 'node').map((one) => one.name);
  const files = (await readdir(tests, { recursive: true })).map((name) => name.split(sep).join('/'));
  const isIn = (file: string): boolean => {
    const folder = file.slice(0, file.indexOf('/'));
    return suite.runner === 'node' ? folder === suite.name : !others.includes(folder);
  };
  return files
    .filter((file) => file.endsWith('.test.ts') && isIn(file))
    .filter((file) =>
      words.length === 0
        ? all || suite.onlyInAll || !file.endsWith('.long.test.ts')
        : words.some((word) => `tests/${file}`.includes(word)),
    )
    .toSorted()
    .map((file) => `tests/${file}`);
}
