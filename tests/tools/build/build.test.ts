import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { buildApp } from '../../../tools/build/app.ts';
import { buildServerHooks } from '../../../tools/build/server-hooks.ts';
import { isStampedAs, stampOf, writeStamp } from '../../../tools/build/stamp.ts';
import { projectFolder } from '../../../tools/places.ts';
import { temporaryFolder } from '../temporary-folder.ts';

async function write(folder: string, files: Record<string, string>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

/** A folder with these files that can import the project's packages. */
async function sources(test: TestContext, files: Record<string, string>): Promise<string> {
  const folder = await temporaryFolder(test);
  await symlink(join(projectFolder, 'node_modules'), join(folder, 'node_modules'));
  await write(folder, files);
  return folder;
}

const serverFiles = {
  'server/app/app.ts': `import { sha256 } from '@noble/hashes/sha2.js';
    export class Counter { #n = 0; next(): number { return ++this.#n; } }
    export const length = (): number => sha256(new Uint8Array(1)).length;`,
  'server/app/door.ts': 'export const through = 1;',
  'server/app/gate.ts': 'export const handlers = {};',
  'server/accounts/common-passwords.ts': 'export const passwords = [];',
  'server/places/pinyin.ts': 'export const nameKey = 1;',
  'server/app/main.pb.js': '// registers routes\n',
  'server/demo/demo.ts': 'export const demo = true;',
  'server/demo/demo.pb.js': '// registers demo routes\n',
  'server/demo/places/outlines.geojson': '{}',
};

describe("the server's hooks", () => {
  it('are CommonJS files and their registering file; the demo has all and its own', async (test) => {
    const folder = await sources(test, serverFiles);
    await buildServerHooks({ source: join(folder, 'server'), output: join(folder, 'dist') });
    assert.deepEqual((await readdir(join(folder, 'dist', 'pb_hooks'))).toSorted(), [
      'app.js',
      'door.js',
      'gate.js',
      'main.pb.js',
      'passwords.js',
      'pinyin.js',
    ]);
    assert.deepEqual((await readdir(join(folder, 'dist', 'demo_hooks'))).toSorted(), [
      'app.js',
      'demo.js',
      'demo.pb.js',
      'door.js',
      'gate.js',
      'main.pb.js',
      'outlines.geojson',
      'passwords.js',
      'pinyin.js',
    ]);
    const built = await readFile(join(folder, 'dist', 'pb_hooks', 'app.js'), 'utf8');
    assert.doesNotMatch(built, /^(import|export)\b|\brequire\(|#n\b/m, 'ES2020 and nothing to load');
    const app = createRequire(import.meta.url)(join(folder, 'dist', 'pb_hooks', 'app.js')) as {
      length(): number;
      Counter: new () => { next(): number };
    };
    assert.equal(app.length(), 32);
    assert.equal(new app.Counter().next(), 1);
  });

  it('with a file missing are not built, and the file is named', async (test) => {
    const { 'server/demo/demo.ts': _one, 'server/app/main.pb.js': _two, ...rest } = serverFiles;
    const folder = await sources(test, rest);
    const building = buildServerHooks({ source: join(folder, 'server'), output: join(folder, 'dist') });
    await assert.rejects(building, /server\/app\/main\.pb\.js, .*server\/demo\/demo\.ts missing/);
  });

  it('that do not compile leave the last build in place, and say where', async (test) => {
    const folder = await sources(test, serverFiles);
    const places = { source: join(folder, 'server'), output: join(folder, 'dist') };
    await buildServerHooks(places);
    const before = await readFile(join(folder, 'dist', 'pb_hooks', 'app.js'), 'utf8');
    await write(folder, { 'server/app/app.ts': 'export const = 1;' });
    await assert.rejects(
      buildServerHooks(places),
      /app\.ts does not compile for the server:[^]*app\.ts:1:13/,
    );
    assert.equal(await readFile(join(folder, 'dist', 'pb_hooks', 'app.js'), 'utf8'), before);
    assert.deepEqual((await readdir(join(folder, 'dist'))).toSorted(), ['demo_hooks', 'pb_hooks']);
  });
});

describe("PocketBase's VM", () => {
  for (const strange of ['/\\p{L}/u', '/(?<year>\\d+)/', '/(?<=a)b/', '/\\P{Script=Han}/u']) {
    it(`gets no hooks with ${strange}, which its regular expressions do not know`, async (test) => {
      const folder = await sources(test, {
        ...serverFiles,
        'server/demo/demo.ts': `export const found = (text: string) => ${strange}.test(text);`,
      });
      const building = buildServerHooks({ source: join(folder, 'server'), output: join(folder, 'dist') });
      await assert.rejects(building, /demo\.ts brings a regular expression that PocketBase's VM cannot read/);
    });
  }

  it('can run all of src/domain: the same policy, charter and facts hold there', async (test) => {
    const domain = join(projectFolder, 'src', 'domain');
    const files = (await readdir(domain, { recursive: true })).filter((name) => name.endsWith('.ts'));
    assert.ok(files.length > 30);
    const exports = files.map((name, at) => `export * as part${at} from '${join(domain, name)}';`);
    const folder = await sources(test, { ...serverFiles, 'server/app/app.ts': exports.join('\n') });
    await buildServerHooks({ source: join(folder, 'server'), output: join(folder, 'dist') });
  });
});

const page = (name: string) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${name}</title></head>` +
  `<body><script type="module" src="./main.ts"></script></body></html>`;
const element = `import { LitElement, html } from 'lit';
  import { customElement, property } from 'lit/decorators.js';
  @customElement('test-element')
  export class TestElement extends LitElement {
    @property() word = 'hello';
    override render() { return html\`\${this.word}\`; }
  }
  document.body.append(new TestElement());\n`;
const appFiles = {
  'src/index.html': page('start'),
  'src/main.ts': `import './shared.ts';`,
  'src/shared.ts': element,
  'src/me/index.html': page('me'),
  'src/me/main.ts': `import '../shared.ts';\nnew Worker(new URL('./work.ts', import.meta.url), { type: 'module' });`,
  'src/me/work.ts': `postMessage('worker here');`,
  'src/s/index.html': page('s'),
  'src/s/main.ts': `import '../shared.ts';\nvoid import('./later.ts');`,
  'src/s/later.ts': `console.log('later');`,
  'src/service-worker/service-worker.ts': `declare const self: { __WB_MANIFEST: { url: string }[]; kept: unknown };
    self.kept = self.__WB_MANIFEST;`,
  'public/manifest.webmanifest': '{}',
  'public/voice/zh/admit.ogg': 'sound',
};

describe('the app', () => {
  it('is built: faces share chunks, the site code page is one script, the shell is listed', async (test) => {
    const folder = await sources(test, appFiles);
    const output = join(folder, 'public-built');
    await buildApp({ source: join(folder, 'src'), publicFolder: join(folder, 'public'), output });
    const files = (await readdir(output, { recursive: true })).map((name) => name.replaceAll('\\', '/'));
    const scripts = files.filter((name) => name.endsWith('.js'));
    assert.deepEqual(
      files.filter((name) => name.endsWith('.map')),
      [],
    );

    const ofSiteCode = scripts.filter((name) => name.startsWith('assets/s/'));
    assert.equal(ofSiteCode.length, 1);
    const siteCodePage = await readFile(join(output, 's', 'index.html'), 'utf8');
    assert.deepEqual(
      [...siteCodePage.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1]),
      [`/${ofSiteCode[0]}`],
    );
    assert.match(await readFile(join(output, ofSiteCode[0]!), 'utf8'), /test-element[^]*later/);

    const worker = await readFile(join(output, 'service-worker.js'), 'utf8');
    const kept = [...worker.matchAll(/"?url"?:"([^"]+)"/g)].map((match) => match[1]!).toSorted();
    const shell = files.filter(
      (name) => /\.(html|js|webmanifest)$/.test(name) && !/^(s|assets\/s)\/|^service-worker/.test(name),
    );
    assert.deepEqual(kept, shell.toSorted());
    assert.ok(kept.includes('me/index.html') && !kept.includes('voice/zh/admit.ogg'), 'phones need no voice');
    assert.ok(
      kept.some((name) => /^assets\/work-.*\.js$/.test(name)),
      'workers are kept too',
    );
  });

  it('with a file missing is not built, and the file is named', async (test) => {
    const folder = await sources(test, { 'src/me/index.html': page('me') });
    const places = {
      source: join(folder, 'src'),
      publicFolder: join(folder, 'public'),
      output: join(folder, 'out'),
    };
    await assert.rejects(
      buildApp(places),
      /cannot be built: .*src\/index\.html, .*service-worker\.ts missing/,
    );
    assert.ok(!existsSync(places.output));
  });
});

describe('the stamp of a build', () => {
  it('changes with a name and a content, not with a time', async (test) => {
    const folder = await temporaryFolder(test);
    await write(folder, { 'src/a.ts': '1', 'src/deep/b.ts': '2', 'lock.json': '{}' });
    const inputs = [join(folder, 'src'), join(folder, 'lock.json'), join(folder, 'not-there')];
    const first = await stampOf(inputs);
    await write(folder, { 'src/a.ts': '1' });
    assert.equal(await stampOf(inputs), first);
    await write(folder, { 'src/deep/b.ts': '3' });
    const second = await stampOf(inputs);
    await write(folder, { 'src/deep/b.ts': '2', 'src/deep/c.ts': '' });
    const third = await stampOf(inputs);
    await write(folder, { 'not-there': '' });
    assert.equal(new Set([first, second, third, await stampOf(inputs)]).size, 4);
  });

  it('counts only while what was built is there', async (test) => {
    const folder = await temporaryFolder(test);
    const file = join(folder, 'dist', '.stamp');
    const output = join(folder, 'dist', 'app.js');
    assert.equal(await isStampedAs(file, 'abc', []), false);
    await writeStamp(file, 'abc');
    assert.equal(await isStampedAs(file, 'abc', [output]), false);
    await write(folder, { 'dist/app.js': '' });
    assert.equal(await isStampedAs(file, 'abc', [output]), true);
    assert.equal(await isStampedAs(file, 'abd', [output]), false);
  });
});
