import assert from 'node:assert/strict';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { Route } from '../../../src/domain/api/route.ts';
import { routes } from '../../../src/domain/api/routes.ts';
import { facesWithBudget, firstViewBudgets } from '../../../tools/build/first-view-budgets.ts';
import { firstView } from '../../../tools/build/first-view.ts';
import { places } from '../../../tools/places.ts';
import { temporaryFolder } from '../temporary-folder.ts';

describe("a face's first view", () => {
  it('is its page, its styles and scripts and what those import, without what is imported later', async (test) => {
    const folder = await temporaryFolder(test);
    const files = {
      'me/index.html': `<link rel="stylesheet" crossorigin href="/assets/me.css">
        <script type="module" crossorigin src="/assets/me.js"></script>`,
      'assets/me.css': 'body { color: black }',
      'assets/me.js': `import './shared.js'; void import('./later.js');`,
      'assets/shared.js': 'document.title = "shared";',
      'assets/later.js': 'document.title = "later";',
    };
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), text);
    }
    const view = await firstView(folder, 'me');
    const counted = ['assets/me.css', 'assets/me.js', 'assets/shared.js', 'me/index.html'] as const;
    assert.deepEqual(view.files.map(({ name }) => name).toSorted(), counted);
    const sum = counted.reduce((bytes, name) => bytes + gzipSync(files[name]).length, 0);
    assert.equal(view.gzipBytes, sum);
  });

  for (const face of facesWithBudget)
    it(`of ${face}/ is within its budget`, async () => {
      const { gzipBytes, files } = await firstView(places.publicFiles, face);
      const largest = files.toSorted((a, b) => b.gzipBytes - a.gzipBytes).slice(0, 5);
      assert.ok(
        gzipBytes <= firstViewBudgets[face],
        `${gzipBytes} bytes of ${firstViewBudgets[face]}: ${largest.map((file) => `${file.name} ${file.gzipBytes}`).join(', ')}`,
      );
    });

  it('knows of each route what it collects for, or no notice would be said to have been shown', async () => {
    const folder = join(places.publicFiles, 'assets');
    const scripts = (await readdir(folder)).filter((name) => name.endsWith('.js'));
    const built = (await Promise.all(scripts.map((name) => readFile(join(folder, name), 'utf8')))).join('\n');
    for (const { path, collects } of Object.values<Route>(routes))
      if (collects !== undefined)
        assert.match(built, new RegExp(`path:.${path}.,collects:.${collects}.`), path);
  });
});
