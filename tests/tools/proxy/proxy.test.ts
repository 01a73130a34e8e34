import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { places, projectFolder } from '../../../tools/places.ts';
import { caddyConfig } from '../../../tools/proxy/caddy.ts';
import { longerBodies, ordinaryBody } from '../../../tools/proxy/limits.ts';
import { nginxConfig } from '../../../tools/proxy/nginx.ts';

const run = promisify(execFile);

describe('the proxies’ configurations', () => {
  it('in docs/proxy are those that the tool makes from the server’s limits', async () => {
    const kept = (name: string) => readFile(join(projectFolder, 'docs', 'proxy', name), 'utf8');
    assert.equal(
      await kept('nginx.conf'),
      nginxConfig(),
      'node tools/run.mjs proxy nginx > docs/proxy/nginx.conf',
    );
    assert.equal(
      await kept('Caddyfile'),
      caddyConfig(),
      'node tools/run.mjs proxy caddy > docs/proxy/Caddyfile',
    );
  });

  it('let through what the server takes, and name every limit', () => {
    for (const [path, bytes] of longerBodies) {
      assert.ok(
        nginxConfig().includes(`location = ${path} {\n            client_max_body_size ${bytes / 1024}k;`),
        path,
      );
      assert.ok(caddyConfig().includes(`handle ${path} {`), path);
      assert.equal(bytes % 1024, 0, path);
    }
    assert.equal(ordinaryBody % 1024, 0);
    assert.match(nginxConfig(), /client_max_body_size 64k;/);
  });

  it('are written for a name, and for a server on loopback alone', async () => {
    const tool = (...args: string[]) =>
      run(process.execPath, ['--import=tsx', join(projectFolder, 'tools', 'proxy', 'proxy.ts'), ...args], {
        cwd: places.source,
      });
    const { stdout } = await tool('nginx', '--name', 'sites.district.example');
    assert.match(stdout, /server_name sites\.district\.example;/);
    assert.ok(!stdout.includes('code.example'));
    await assert.rejects(
      tool('caddy', '--upstream', '0.0.0.0:8090'),
      /others would reach the server past the proxy/,
    );
    await assert.rejects(tool('caddy', '--name', 'x; include /etc/passwd'), /no name of a host/);
    await assert.rejects(tool('apache'), /nginx\|caddy/);
    // A word that no command knows is told plainly, in whatever command.
    await assert.rejects(tool('nginx', '--nmae', 'x'), ({ stderr }) => {
      assert.match(stderr as string, /^\nUnknown option '--nmae'/);
      assert.ok(!(stderr as string).includes('    at '));
      return true;
    });
  });
});
