import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { ensureKeyring, keyringPath, newKeyring, type SigningKey } from '../../tools/secrets.ts';
import { temporaryFolder } from './temporary-folder.ts';

async function modeOf(path: string): Promise<string> {
  return ((await stat(path)).mode & 0o777).toString(8);
}

describe('the keyring file', () => {
  it('is open to its owner alone, and lies outside the database folder', async (test) => {
    const data = join(await temporaryFolder(test), 'district');
    const path = await ensureKeyring(data);
    assert.equal(path, join(data, 'secrets', 'keyring.json'));
    assert.equal(await modeOf(path), '600');
    assert.equal(await modeOf(dirname(path)), '700');
  });

  it('is kept as it is when it is there', async (test) => {
    const data = await temporaryFolder(test);
    const before = await readFile(await ensureKeyring(data), 'utf8');
    assert.equal(await readFile(await ensureKeyring(data), 'utf8'), before);
  });

  it('is closed again when others could read it', async (test) => {
    const data = await temporaryFolder(test);
    const path = await ensureKeyring(data);
    await chmod(path, 0o644);
    await chmod(dirname(path), 0o755);
    await ensureKeyring(data);
    assert.equal(await modeOf(path), '600');
    assert.equal(await modeOf(dirname(path)), '700');
  });

  const damaged: [string, string, RegExp][] = [
    ['is no JSON', '{"issuer"', /cannot be read.*backup/],
    ['lacks a key', JSON.stringify({ ...newKeyring(), auditKey: undefined }), /lacks auditKey.*backup/],
  ];
  for (const [what, content, message] of damaged) {
    it(`is never made anew over one that ${what}`, async (test) => {
      const path = keyringPath(await temporaryFolder(test));
      await mkdir(dirname(path));
      await writeFile(path, content);
      await assert.rejects(ensureKeyring(dirname(dirname(path))), message);
      assert.equal(await readFile(path, 'utf8'), content);
    });
  }

  it('that cannot be written is said plainly', async (test) => {
    const file = join(await temporaryFolder(test), 'a-file');
    await writeFile(file, '');
    await assert.rejects(
      ensureKeyring(file),
      /The keyring .*a-file.* cannot be made: .*Give this user the right/,
    );
  });
});

describe('a new keyring', () => {
  const keyring = newKeyring();

  const signing: [string, SigningKey][] = [
    ['its one issuer', keyring.issuers[0]!],
    ['the key of its word', keyring.word],
    ['the key of its site codes', keyring.siteCode],
  ];
  for (const [name, key] of signing) {
    it(`signs with ${name} what its public key verifies`, () => {
      const { id, privateKey, publicKey } = key;
      assert.equal(id, 1);
      assert.match(privateKey, /^[0-9a-f]{64}$/);
      assert.match(publicKey, /^04[0-9a-f]{128}$/);
      const text = Buffer.from('admit');
      const signature = sign('sha256', text, createPrivateKey({ key: { ...jwkOf(key) }, format: 'jwk' }));
      const { d: _secret, ...open } = jwkOf(key);
      assert.ok(verify('sha256', text, createPublicKey({ key: open, format: 'jwk' }), signature));
    });
  }

  it('holds no key of the root or of an official: those are not the server’s', () => {
    assert.deepEqual(Object.keys(keyring).toSorted(), [
      'auditKey',
      'indexKey',
      'ingest',
      'issuers',
      'personKey',
      'siteCode',
      'uploadMaster',
      'word',
    ]);
    assert.equal(keyring.issuers.length, 1);
  });

  it('has keys of the lengths that their users ask', () => {
    assert.match(keyring.personKey, /^[\w-]{32}$/);
    for (const key of [keyring.indexKey, keyring.auditKey]) assert.match(key, /^[0-9a-f]{64}$/);
  });

  it('shares no key with another, nor two purposes one', () => {
    const all = [keyring, newKeyring()].flatMap((ring) => [
      ring.issuers[0]!.privateKey,
      ring.word.privateKey,
      ring.siteCode.privateKey,
      ring.personKey,
      ring.indexKey,
      ring.auditKey,
    ]);
    assert.equal(new Set(all).size, all.length);
  });
});

function jwkOf({ privateKey, publicKey }: SigningKey) {
  const part = (hex: string) => Buffer.from(hex, 'hex').toString('base64url');
  return {
    kty: 'EC',
    crv: 'P-256',
    d: part(privateKey),
    x: part(publicKey.slice(2, 66)),
    y: part(publicKey.slice(66)),
  };
}
