import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { TestDistrict } from '../support/district.ts';

interface Raw {
  status: number;
  headers: { [name: string]: string | string[] | undefined };
  body: Buffer;
}

describe('the app’s files', () => {
  let folder: string;
  let district: TestDistrict;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sitecode-public-test-'));
    for (const inside of ['assets', 'voice/zh-CN', 'sentry', 'empty']) {
      await mkdir(join(folder, inside), { recursive: true });
    }
    const files: [string, string | Buffer][] = [
      ['index.html', '<!doctype html><title>Start</title>'],
      ['sentry/index.html', '<!doctype html><title>Sentry</title>'],
      ['assets/main-abc123.js', `console.log(${JSON.stringify('x'.repeat(5000))});`],
      ['assets/reader-abc123.wasm', Buffer.from([0, 97, 115, 109, 1, 0, 0, 0])],
      ['manifest.webmanifest', '{"name":"Sitecode"}'],
      ['service-worker.js', 'self.addEventListener("fetch", () => undefined);'],
      ['voice/zh-CN/admit.opus', Buffer.alloc(4000, 7)],
      ['icon.png', Buffer.alloc(100, 1)],
      ['.secret', 'not for the world'],
      ['assets/main-abc123.js.map', 'not for the world'],
    ];
    for (const [name, content] of files) await writeFile(join(folder, name), content);
    await writeFile(join(tmpdir(), 'sitecode-outside-test'), 'not for the world');
    district = await TestDistrict.open({ publicFolder: folder });
  });
  after(async () => {
    await district.close();
    await rm(folder, { recursive: true, force: true });
    await rm(join(tmpdir(), 'sitecode-outside-test'), { force: true });
  });

  /** Not fetch: it unpacks, and it tidies paths. */
  function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Raw> {
    return new Promise((resolve, reject) => {
      const asked = request({ port: district.port, host: '127.0.0.1', path, headers, method }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () =>
          resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(parts) }),
        );
      });
      asked.on('error', reject);
      asked.end();
    });
  }

  it('a folder answers with its page', async () => {
    assert.match((await get('/')).body.toString(), /Start/);
    const sentry = await get('/sentry/');
    assert.equal(sentry.status, 200);
    assert.match(sentry.body.toString(), /Sentry/);
    assert.match(String(sentry.headers['content-type']), /^text\/html/);
    const bare = await get('/sentry');
    assert.deepEqual([bare.status, bare.headers['location']], [301, '/sentry/']);
    assert.match((await get('/sentry/?demo')).body.toString(), /Sentry/);
  });

  const spellings: [path: string, page: string][] = [
    ['/sentry?demo', '/sentry/?demo'],
    ['/me?from=timeline&isappinstalled=0', '/me/?from=timeline&isappinstalled=0'],
    ['/Me', '/me/'],
    ['//me/', '/me/'],
    ['/me//', '/me/'],
    ['/me/index.html', '/me/'],
    ['/index.html?utm_source=x', '/?utm_source=x'],
    ['/me%E3%80%82', '/me/'],
    ['/me/%20', '/me/'],
    ['/s', '/s/'],
  ];
  for (const [path, page] of spellings) {
    it(`${path} leads to ${page}`, async () => {
      const { status, headers } = await get(path);
      // Doubled slashes are put right before any route is asked.
      assert.deepEqual([status, headers['location']], [path.includes('//') ? 307 : 301, page]);
    });
  }

  for (const query of [
    '?demo',
    '?from=singlemessage&isappinstalled=0',
    '?utm_source=x&fbclid=y',
    '?',
    '?%E0%A4%A',
    '?demo=%E3%80%82',
  ]) {
    it(`a page opens with ${query}`, async () => {
      const { status, body } = await get(`/sentry/${query}`);
      assert.equal(status, 200);
      assert.match(body.toString(), /Sentry/);
    });
  }

  it('every file comes with what a page may do', async () => {
    for (const path of ['/', '/sentry/', '/assets/main-abc123.js', '/service-worker.js', '/no-such-page']) {
      const { headers } = await get(path);
      const policy = String(headers['content-security-policy']);
      for (const part of [
        "default-src 'self'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "connect-src 'self'",
      ]) {
        assert.ok(policy.includes(part), `${path}: ${part}`);
      }
      assert.ok(
        !/script-src[^;]*unsafe-(inline|eval)'(?! )/.test(policy.replace('wasm-unsafe-eval', '')),
        path,
      );
      assert.equal(headers['x-content-type-options'], 'nosniff');
      assert.equal(headers['referrer-policy'], 'no-referrer');
      assert.match(String(headers['permissions-policy']), /camera=\(self\), serial=\(self\)/);
    }
  });

  const cached: [string, string, string][] = [
    ['/', 'no-cache', 'text/html; charset=utf-8'],
    ['/sentry/', 'no-cache', 'text/html; charset=utf-8'],
    ['/service-worker.js', 'no-cache', 'text/javascript; charset=utf-8'],
    ['/manifest.webmanifest', 'no-cache', 'application/manifest+json'],
    ['/assets/main-abc123.js', 'public, max-age=31536000, immutable', 'text/javascript; charset=utf-8'],
    ['/assets/reader-abc123.wasm', 'public, max-age=31536000, immutable', 'application/wasm'],
    ['/voice/zh-CN/admit.opus', 'public, max-age=86400', 'audio/ogg'],
    ['/icon.png', 'public, max-age=3600', 'image/png'],
  ];
  for (const [path, caching, type] of cached) {
    it(`${path} is kept "${caching}" and called ${type}`, async () => {
      const { status, headers } = await get(path);
      assert.equal(status, 200);
      assert.equal(headers['cache-control'], caching);
      assert.equal(headers['content-type'], type);
    });
  }

  it('text is compressed, sound keeps its byte ranges', async () => {
    const script = await get('/assets/main-abc123.js', { 'Accept-Encoding': 'gzip' });
    assert.equal(script.headers['content-encoding'], 'gzip');
    assert.ok(script.body.length < 1000);
    assert.match(gunzipSync(script.body).toString(), /^console\.log/);
    const sound = await get('/voice/zh-CN/admit.opus', { 'Accept-Encoding': 'gzip', Range: 'bytes=10-19' });
    assert.equal(sound.status, 206);
    assert.equal(sound.headers['content-encoding'], undefined);
    assert.equal(sound.headers['content-range'], 'bytes 10-19/4000');
    assert.equal(sound.body.length, 10);
  });

  it('what did not change is not sent again', async () => {
    const first = await get('/');
    const again = await get('/', { 'If-Modified-Since': String(first.headers['last-modified']) });
    assert.equal(again.status, 304);
    assert.equal(again.body.length, 0);
  });

  it('what is not there is a 404: a page for people, a line for programs', async () => {
    const person = await get('/nowhere/', { Accept: 'text/html,*/*' });
    assert.equal(person.status, 404);
    assert.match(String(person.headers['content-type']), /^text\/html/);
    assert.match(person.body.toString(), /No such page/);
    assert.match(person.body.toString(), /没有这个页面/);
    const program = await get('/assets/old-111111.js', { Accept: '*/*' });
    assert.equal(program.status, 404);
    assert.match(String(program.headers['content-type']), /^text\/plain/);
    assert.equal(program.headers['cache-control'], 'no-store');
    assert.equal((await get('/empty/')).status, 404);
    const packed = await get('/nowhere/', { Accept: 'text/html', 'Accept-Encoding': 'gzip' });
    assert.equal(packed.status, 404);
    assert.match(gunzipSync(packed.body).toString(), /No such page/);
  });

  it('nothing outside the folder is served', async () => {
    for (const path of [
      '/../sitecode-outside-test',
      '/%2e%2e/sitecode-outside-test',
      '/..%2fsitecode-outside-test',
      '/assets/../../sitecode-outside-test',
      '/assets/%2e%2e%2f%2e%2e%2fsitecode-outside-test',
      '/%00',
      '/..%5csitecode-outside-test',
      '/.secret',
      '/assets/main-abc123.js.map',
      '/assets/../.secret',
    ]) {
      const { status, body } = await get(path);
      assert.ok(status >= 300 && status < 500, `${path}: ${status}`);
      assert.ok(!body.toString().includes('not for the world'), path);
    }
  });

  it('HEAD is answered without a body, and nothing but GET and HEAD is', async () => {
    const head = await get('/sentry/', {}, 'HEAD');
    assert.deepEqual([head.status, head.body.length], [200, 0]);
    for (const method of ['POST', 'PUT', 'DELETE']) {
      const { status } = await get('/sentry/', {}, method);
      assert.ok(status === 404 || status === 405, `${method}: ${status}`);
    }
  });
});
