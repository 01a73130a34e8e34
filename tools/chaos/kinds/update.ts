import { cp, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '../../build/build.ts';
import { buildApp } from '../../build/app.ts';
import { places } from '../../places.ts';
import type { Chaos } from '../chaos.ts';
import { sleep, until } from '../wait.ts';
import { withTablet } from '../tablet/with-tablet.ts';

/** Fetched, taken over when the gate is idle (asked every five seconds), started and heard by the server: on a busy machine, ms. */
const updateMs = 120_000;
const mostPeople = 3;

/**
 * Another version of the app is put in the place of the one that is served, and the tablet finds it while people go through
 * the gate and some of their records wait. It may take over only while nobody is checked or shown a verdict, and must upload what
 * the old one recorded.
 */
export const update: Chaos = async (options) => {
  const { random, tell } = options;
  const folder = await mkdtemp(join(tmpdir(), 'sitecode-update-'));
  try {
    tell('Building the two versions ...');
    await build(['server', 'app']);
    const versions = ['chaos-1', 'chaos-2'];
    await cp(places.publicFiles, join(folder, 'served'), { recursive: true });
    for (const version of versions) await buildApp({ output: join(folder, version), version });
    const publicFolder = join(folder, 'served');
    return await withTablet({
      ...options,
      publicFolder,
      once: async ({ district, server, tablet, run, say, pass }) => {
        const version = versions[run % versions.length]!;
        await deploy(join(folder, version), publicFolder);
        // An open page asks by itself every half hour.
        const found = tablet.page.evaluate(async () => {
          const registration = await navigator.serviceWorker.getRegistration();
          await registration?.update();
        });
        found.catch(() => undefined);
        const people = 1 + random.below(mostPeople);
        for (let person = 0; person < people; person++) {
          await pass();
          await sleep(random.below(1000));
        }
        await found.catch(() => undefined);
        if (random.oneIn(2)) {
          await sleep(random.below(4000));
          await server.turn(false);
          await pass();
          await sleep(random.below(8000));
          await server.turn(true);
        }
        const isNew = (): Promise<boolean> =>
          district
            .sql<string[]>('select json_group_array(app_version) as found from fleet')
            .then((running) => running.every((one) => one === version));
        if (!(await until(isNew, updateMs, 500))) {
          say(`version ${version} does not run. The screen says: ${await tablet.words()}`);
          return false;
        }
        return tablet.drained();
      },
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** Puts a copy of a version in the place of what is served. */
async function deploy(version: string, served: string): Promise<void> {
  await cp(version, `${served}.new`, { recursive: true });
  await rename(served, `${served}.old`);
  await rename(`${served}.new`, served);
  await rm(`${served}.old`, { recursive: true });
}
