// `node tools/run.mjs keep-district FOLDER`: makes a demo district of this version, small, and keeps it for the test that
// upgrades it: FOLDER/data.db.gz and FOLDER/secrets. The secrets are this district's alone, and it is nobody's.
import { copyFile, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from '../../build/build.ts';
import { foundDistrict } from '../../keys/charter.ts';
import { places } from '../../places.ts';
import { PlainError, runCommand } from '../../plain-error.ts';
import { findPocketBase } from '../../pocketbase/pocketbase.ts';
import { runConsoleCommand } from '../../pocketbase/server.ts';

/** Makes one. @param target a folder that is not there yet */
async function keepDistrict(target: string): Promise<void> {
  await build(['server']);
  const folder = await mkdtemp(join(tmpdir(), 'sitecode-keep-'));
  try {
    const hooksFolder = join(folder, 'hooks');
    await cp(places.demoHooks, hooksFolder, { recursive: true });
    await copyFile(new URL('keep-small.pb.js', import.meta.url), join(hooksFolder, 'keep-small.pb.js'));
    const databaseFolder = join(folder, 'pb_data');
    const executable = await findPocketBase();
    const folders = { executable, databaseFolder, hooksFolder, keyring: await foundDistrict(folder) };
    for (const command of ['migrate up', 'seed-demo', 'keep-small'])
      await runConsoleCommand(folders, 8090, command.split(' '));
    await mkdir(target, { recursive: true });
    const database = await readFile(join(databaseFolder, 'data.db'));
    await writeFile(join(target, 'data.db.gz'), gzipSync(database, { level: 9 }));
    await cp(join(folder, 'secrets'), join(target, 'secrets'), { recursive: true });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

await runCommand(async () => {
  const [target] = process.argv.slice(2);
  if (!target) throw new PlainError('Where to? node tools/run.mjs keep-district FOLDER');
  await keepDistrict(target);
});
