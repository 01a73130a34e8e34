import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { projectFolder } from '../../tools/places.ts';
import { findProxy } from '../../tools/proxy/programs.ts';
import { freePort } from '../../tools/pocketbase/server.ts';
import { temporaryFolder } from '../tools/temporary-folder.ts';

const run = promisify(execFile);
const shipped = (name: string) => join(projectFolder, 'docs', 'proxy', name);

describe('the configurations that ship, with TLS', () => {
  it('nginx takes its own, whole', async (test) => {
    const folder = await temporaryFolder(test);
    const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
    const subject = ['-subj', '/CN=code.example', '-addext', 'subjectAltName=DNS:code.example'];
    await run('openssl', [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      ...subject,
      '-keyout',
      key,
      '-out',
      certificate,
    ]);
    const text = (await readFile(shipped('nginx.conf'), 'utf8'))
      // Its ports and folders are the system's: here loopback and a folder of the test's.
      .replaceAll(/^ *listen \[::\]:.*\n/gm, '')
      .replaceAll(/listen 443/g, `listen 127.0.0.1:${await freePort()}`)
      .replaceAll(/listen 80/g, `listen 127.0.0.1:${await freePort()}`)
      .replaceAll(/\/etc\/letsencrypt\/live\/code\.example\/fullchain\.pem/g, certificate)
      .replaceAll(/\/etc\/letsencrypt\/live\/code\.example\/privkey\.pem/g, key)
      .replaceAll(/^(pid|error_log) .*\n/gm, '')
      .replace(/^user .*\n/m, '')
      .replace(
        'http {',
        `http {\n${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${join(folder, kind)};`).join('\n')}`,
      );
    assert.ok(!/letsencrypt|listen (443|80)/.test(text));
    const file = join(folder, 'nginx.conf');
    await writeFile(file, `pid ${join(folder, 'pid')};\n${text}`);
    const { stderr } = await run(await findProxy('nginx'), ['-t', '-e', 'stderr', '-p', folder, '-c', file]);
    assert.match(stderr, /test is successful/);
    assert.doesNotMatch(stderr, /\[(warn|emerg|error)\]/);
  });

  it('Caddy takes its own, whole', async (test) => {
    const folder = await temporaryFolder(test);
    const env = { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
    const { stdout, stderr } = await run(
      await findProxy('caddy'),
      ['validate', '--adapter', 'caddyfile', '--config', shipped('Caddyfile')],
      { env },
    );
    assert.match(stdout + stderr, /Valid configuration/);
  });
});
