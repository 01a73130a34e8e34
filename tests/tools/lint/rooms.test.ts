import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { untoldRooms } from '../../../tools/lint/rooms.ts';
import { projectFolder } from '../../../tools/places.ts';
import { temporaryFolder } from '../temporary-folder.ts';

describe('the map of the rooms', () => {
  it('names all of them here', async () => {
    assert.deepEqual(await untoldRooms(projectFolder), []);
  });

  it('lacks a room that is new', async (test) => {
    const folder = await temporaryFolder(test);
    for (const room of ['src/server/told', 'src/ui/new-room', 'tools/told', 'docs'])
      await mkdir(join(folder, room), { recursive: true });
    await writeFile(join(folder, 'README.md'), '| `src/server/ ui/` | a new-room |');
    await writeFile(join(folder, 'docs', 'architecture.md'), '| `told` | much |');
    const [fault, ...more] = await untoldRooms(folder);
    assert.match(fault!, /^src\/ui\/new-room is named neither/);
    assert.deepEqual(more, []);
  });
});
