import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { build } from '../../tools/build.ts';
import { places } from '../../tools/places.ts';
import { findPocketBase } from '../../tools/pocketbase.ts';
import { newKeyring } from '../../tools/secrets.ts';
import { startServer } from '../../tools/server.ts';

describe('a server’s start', () => {
  let folder: string;
  let executable: string;
  before(async () => {
    executable = await findPocketBase();
    await build(['server']);
    folder = await mkdtemp(join(tmpdir(), 'sitecode-start-test-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  async function startWith(keyring: unknown): Promise<void> {
    const path = join(folder, 'keyring.json');
    await writeFile(path, typeof keyring === 'string' ? keyring : JSON.stringify(keyring));
    const server = await startServer({
      executable,
      databaseFolder: join(folder, 'pb_data'),
      hooksFolder: places.hooks,
      publicFolder: folder,
      keyring: path,
    });
    await server.stop();
  }

  const wrong: [string, () => unknown, RegExp][] = [
    ['is no JSON', () => '{', /cannot be read/],
    ['lacks a signing key', () => ({ ...newKeyring(), issuer: undefined }), /signing key lacks/],
    ['has a person key of another length', () => ({ ...newKeyring(), personKey: 'short' }), /personKey/],
    ['lacks the key of the audit log', () => ({ ...newKeyring(), auditKey: '' }), /auditKey is missing/],
    [
      'has halves of two keys',
      () => {
        const keyring = newKeyring();
        return { ...keyring, issuer: { ...keyring.issuer, publicKey: newKeyring().issuer.publicKey } };
      },
      /issuer key: its public half is of another private half/,
    ],
  ];
  for (const [what, keyring, message] of wrong) {
    it(`fails, and says why, when the keyring ${what}`, async () => {
      await assert.rejects(startWith(keyring()), message);
    });
  }

  it('succeeds with a sound keyring', async () => {
    await startWith(newKeyring());
  });
});
