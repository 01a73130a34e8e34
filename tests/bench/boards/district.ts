// The kept district of real size that boards are measured against.
import { foundDistrict } from '../../../tools/keys/charter.ts';
import { places } from '../../../tools/places.ts';
import { findPocketBase } from '../../../tools/pocketbase/pocketbase.ts';
import { build } from '../../../tools/build/build.ts';
import { startServer, type RunningServer } from '../../../tools/pocketbase/server.ts';
import { DemoFolder } from '../../../tools/start/demo-folder.ts';
import { fillDemo } from '../../../tools/start/fill-demo.ts';
import { lockFolder } from '../../../tools/start/folder-lock.ts';

export interface KeptDistrict {
  server: RunningServer;
  stop(): Promise<void>;
}

/** Opens the district in a folder, brought up to today; makes it where there is none. @param scale see src/server/demo/scale.ts */
export async function openKeptDistrict(
  path = places.districtData,
  scale = 'district',
): Promise<KeptDistrict> {
  const unlock = await lockFolder(path);
  try {
    const folder = new DemoFolder(path);
    folder.refuseForeign();
    const executable = await findPocketBase();
    await build(['server', 'app']);
    if (folder.isUnfinished || folder.isOfOtherForm) await folder.clear();
    folder.refuseOtherScale(scale);
    const isNew = !folder.isSeeded;
    if (isNew) await folder.beginSeeding(scale);
    const folders = { executable, databaseFolder: folder.database, keyring: await foundDistrict(path) };
    await folder.close();
    await fillDemo(folders, { scale, port: 8090, isNew, tell: (line) => console.error(`  ${line}`) });
    if (isNew) await folder.endSeeding();
    const env = { SITECODE_PERSON_SEARCHES: '10000' };
    const server = await startServer({ ...folders, env, hooksPool: 20, patience: 60_000 });
    return {
      server,
      stop: async () => {
        await server.stop();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}
