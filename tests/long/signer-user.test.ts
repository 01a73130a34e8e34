// The signer under a user of its own, as the shipped services run it: what the server's user can and cannot do. It needs root, which alone
// starts programs as others.
import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmod, chown, cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { ensureKeyring, signerFolder } from '../../tools/keys/secrets.ts';
import { places } from '../../tools/places.ts';
import { needBuilt } from '../../tools/testing/built.ts';

/** Users of nobody's. */
const [signerUser, serverUser] = [64_001, 64_002];

const as = (user: number, ...command: string[]): [string, string[]] => [
  'setpriv',
  [`--reuid=${user}`, `--regid=${user}`, '--clear-groups', '--no-new-privs', ...command],
];
function runAs(user: number, ...command: string[]) {
  const [program, words] = as(user, ...command);
  return spawnSync(program, words, { encoding: 'utf8' });
}

describe('a signer under a user of its own', () => {
  let base: string;
  let folder: string;
  let serverToken: string;
  let signer: ChildProcess;
  let url: string;

  before(async () => {
    assert.equal(process.getuid?.(), 0, 'Only root starts programs as other users: run this as root.');
    await needBuilt(['server']);
    base = await mkdtemp(join(tmpdir(), 'sitecode-signer-user-'));
    await chmod(base, 0o755);
    const data = join(base, 'sitecode');
    const made = signerFolder(await ensureKeyring(data));
    folder = join(base, 'sitecode-signer');
    // As docs/operations.md says: out of the server's folder, and to its own user.
    await cp(made, folder, { recursive: true });
    await rm(made, { recursive: true });
    for (const path of [
      folder,
      ...(await readdir(folder, { recursive: true })).map((name) => join(folder, name)),
    ])
      await chown(path, signerUser, signerUser);
    await chmod(folder, 0o700);
    serverToken = join(base, 'signer-token');
    await writeFile(serverToken, await readFile(join(folder, 'token'), 'utf8'), { mode: 0o600 });
    await chown(serverToken, serverUser, serverUser);
    const program = join(base, 'signer.mjs');
    await cp(places.signer, program);
    await chmod(program, 0o644);
    signer = spawn(...as(signerUser, process.execPath, program, folder, '0'), {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    for await (const line of createInterface(signer.stdout!)) {
      url = `http://${/127\.0\.0\.1:\d+/.exec(line)![0]}`;
      break;
    }
  });
  after(async () => {
    if (signer?.exitCode === null) {
      const gone = new Promise((resolve) => signer.once('close', resolve));
      signer.kill('SIGTERM');
      await gone;
    }
    if (base) await rm(base, { recursive: true, force: true });
  });

  it('has keys, token, log and memory that the server’s user cannot read', async () => {
    for (const name of ['keys.json', 'token', 'log']) {
      const { status, stdout } = runAs(serverUser, 'cat', join(folder, name));
      assert.notEqual(status, 0, name);
      assert.equal(stdout, '', name);
      assert.notEqual(runAs(signerUser, 'ls', join(folder, name)).status, null);
    }
    assert.equal(runAs(signerUser, 'cat', join(folder, 'keys.json')).status, 0, 'its own user can');
    assert.notEqual(runAs(serverUser, 'ls', folder).status, 0, 'nor are they listed');
    const memory = `/proc/${signer.pid}/mem`;
    for (const what of [memory, `/proc/${signer.pid}/environ`])
      assert.notEqual(runAs(serverUser, 'head', '-c', '1', what).status, 0, what);
    assert.notEqual(runAs(serverUser, 'kill', '-0', String(signer.pid)).status, 0, 'nor is it ended');
    for (const change of ['keys.json', 'limits.json'])
      assert.notEqual(runAs(serverUser, 'touch', join(folder, change)).status, 0, change);
  });

  it('works for the server’s user over the loopback with the token that is the server’s, and for nobody without it', () => {
    const ask = (token: string) =>
      runAs(
        serverUser,
        process.execPath,
        '-e',
        `const [url, token] = process.argv.slice(1);
         fetch(url + '/state', { headers: { authorization: 'Bearer ' + token } })
           .then(async (answer) => console.log(answer.status, await answer.text()));`,
        url,
        token,
      );
    const { stdout: own } = runAs(serverUser, 'cat', serverToken);
    const answer = ask(own.trim());
    assert.match(answer.stdout, /^200 \{/, answer.stderr);
    assert.ok(!answer.stdout.includes('privateKey'));
    assert.match(ask('another').stdout, /^401 /);
    assert.notEqual(
      runAs(signerUser, 'cat', serverToken).status,
      0,
      'the signer reads nothing of the server’s',
    );
  });
});
