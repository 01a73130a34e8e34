import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { findCircles } from '../../../tools/lint/circles.ts';
import { arrowsOf, floorFaults, structureFaults, type Arrow } from '../../../tools/lint/floors.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const importing = (path: string, from: string): Arrow[] =>
  arrowsOf(path, `import { thing } from '${from}';\nexport const other = thing;\n`);

describe('the floors', () => {
  const broken: [string, string, RegExp][] = [
    ['src/domain/scan/scan.ts', '../../ui/theme.ts', /domain stands on nothing: .*move this code up/],
    ['src/credentials/verifier.ts', '../store/queue.ts', /credentials stands on domain alone/],
    [
      'src/camera/frames.ts',
      '../credentials/verifier.ts',
      /camera stands on domain alone: .*belongs in a face/,
    ],
    ['src/serial/emulators/port.ts', '../../voice/announcer.ts', /serial stands on domain alone/],
    ['src/voice/announcer.ts', '../camera/frames.ts', /voice stands on domain alone/],
    ['src/store/records/queue.ts', '../../sync/upload-loop.ts', /store may not know sync/],
    ['src/sync/upload-loop.ts', '../ui/theme.ts', /sync may not know ui or a face/],
    ['src/ui/language/clock.ts', '../../me/main.ts', /ui may not know a face/],
    ['src/s/page.ts', '../me/main.ts', /faces never stand on one another.*ui or below/],
    ['src/sentry/demo/panel.ts', '../../authority/board/board.ts', /faces never stand on one another/],
    ['src/venue/page.ts', '../server/board/board.ts', /faces never stand on one another or on the server/],
    ['src/server/board/board.ts', '../../store/records/queue.ts', /server stands on domain and credentials/],
    ['src/service-worker/keep.ts', '../store/records/queue.ts', /service worker stands on domain alone/],
    ['src/server/vm/sql.ts', '../keys/keyring.ts', /vm may import no other room of the server/],
    ['src/server/scans/ingest.ts', '../board/board.ts', /scans may import vm, .*: hand it what it needs/],
    ['src/server/new-room/thing.ts', '../vm/sql.ts', /no room "new-room" in src\/server/],
  ];
  for (const [path, from, message] of broken) {
    it(`stop ${path} importing ${from}, and say where the code goes`, () => {
      const faults = floorFaults(importing(path, from));
      assert.equal(faults.length, 1);
      assert.match(faults[0]!, message);
    });
  }

  const fine: [string, string][] = [
    ['src/credentials/verifier.ts', '../domain/scan/scan.ts'],
    ['src/store/records/queue.ts', '../../credentials/verifier.ts'],
    ['src/sync/upload-loop.ts', '../store/records/queue.ts'],
    ['src/sentry/app/page.ts', '../../ui/theme.ts'],
    ['src/server/board/board.ts', '../../credentials/verifier.ts'],
    ['src/server/board/board.ts', '../fleet/fleet.ts'],
    ['src/ui/language/clock.ts', './languages.ts'],
  ];
  for (const [path, from] of fine) {
    it(`let ${path} import ${from}`, () => {
      assert.deepEqual(floorFaults(importing(path, from)), []);
    });
  }

  const ways: [string, string][] = [
    ['a type', "import type { Thing } from '../ui/theme.ts';"],
    ['several lines', "import {\n  one,\n  two,\n} from '../ui/theme.ts';"],
    ['what is passed on', "export { one } from '../ui/theme.ts';"],
    ['a page loaded when it is opened', "const page = () => import('../ui/theme.ts');"],
    ['an element alone', "import '../ui/theme.ts';"],
    ['a worker', "new Worker(new URL('../ui/theme.ts', import.meta.url));"],
    ['what the build marks', "import worker from '../ui/theme.ts?worker&url';"],
  ];
  for (const [what, code] of ways) {
    it(`see ${what}`, () => {
      assert.equal(floorFaults(arrowsOf('src/domain/scan.ts', code)).length, 1);
    });
  }
});

describe('circles', () => {
  const arrow = (text: string): Arrow => {
    const [from, to] = text.split('>');
    return { from: from!, to: to! };
  };
  const cases: [string, string[], string[][]][] = [
    ['none in a tree', ['a>b', 'a>c', 'b>d', 'c>d'], []],
    ['two that import one another', ['a>b', 'b>a'], [['a', 'b']]],
    ['the shortest of several', ['a>b', 'b>c', 'c>a', 'b>a'], [['a', 'b']]],
    [
      'each by itself',
      ['a>b', 'b>a', 'c>d', 'd>c'],
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['a file that imports itself', ['a>a'], [['a']]],
  ];
  for (const [name, arrows, expected] of cases) {
    it(`are found: ${name}`, () => {
      assert.deepEqual(findCircles(arrows.map(arrow)), expected);
    });
  }

  it('and wrong floors are told of a folder of files', async (test) => {
    const folder = await temporaryFolder(test);
    const files = {
      'src/domain/a.ts': "import '../ui/b.ts';\nimport './c.ts';",
      'src/domain/c.ts': "import './a.ts';",
      'src/ui/b.ts': '',
    };
    for (const [path, code] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), code);
    }
    const faults = await structureFaults(folder);
    assert.equal(faults.length, 2, faults.join('\n'));
    assert.match(faults[0]!, /^src\/domain\/a\.ts imports src\/ui\/b\.ts: domain stands on nothing/);
    assert.match(faults[1]!, /circle: src\/domain\/a\.ts -> src\/domain\/c\.ts -> src\/domain\/a\.ts/);
  });
});
