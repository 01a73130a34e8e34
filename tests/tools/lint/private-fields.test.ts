import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { privateFaults } from '../../../tools/lint/private-fields.ts';
import { projectFolder } from '../../../tools/places.ts';
import { temporaryFolder } from '../temporary-folder.ts';

describe('fields of a class alone', () => {
  it('are called # here', async () => {
    assert.deepEqual(await privateFaults(projectFolder), []);
  });

  it('may be private where a # cannot stand', async (test) => {
    const folder = await temporaryFolder(test);
    await mkdir(join(folder, 'src', 'room'), { recursive: true });
    const lines = [
      'class One {',
      '  @state() private shown = false;',
      '  @provide({ context })',
      '  @state()',
      '  private given = 1;',
      '  #own = 2;',
      '  private constructor(readonly seen: string) {}',
      '  // A private half stays.',
      '  private other = 3;',
      '  constructor(private readonly taken: string) {}',
      '    private readonly alone: string,',
      '}',
    ];
    await writeFile(join(folder, 'src', 'room', 'one.ts'), lines.join('\n'));
    assert.deepEqual(
      await privateFaults(folder),
      [9, 10, 11].map((line) => `src/room/one.ts:${line}: call it #…, not private.`),
    );
  });
});
