import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { projectFolder } from '../../../tools/places.ts';
import {
  ensureKeyring,
  keyringPath,
  newKeyring,
  newSignerFile,
  newSigningKey,
  openHalf,
  readSignerFile,
  signerFolder,
  type Keyring,
  type SigningKey,
} from '../../../tools/keys/secrets.ts';
import { temporaryFolder } from '../temporary-folder.ts';

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
    [
      'lacks a key',
      JSON.stringify({ ...newKeyring(newSignerFile()), auditKey: undefined }),
      /lacks auditKey.*backup/,
    ],
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

describe('a keyring of a version without a signer', () => {
  /** As that version made it, in a folder of its own. */
  async function earlier(test: TestContext) {
    const signer = newSignerFile();
    const { hashKey: _new, recordKey, ...rest } = newKeyring(signer);
    const [issuer] = signer.issuers;
    const old = {
      ...rest,
      ...signer,
      personKey: recordKey,
      issuers: [{ ...issuer!, retiredAt: 5 }, newSigningKey(2)],
    };
    const data = await temporaryFolder(test);
    const path = keyringPath(data);
    await mkdir(dirname(path), { mode: 0o700 });
    await writeFile(path, JSON.stringify(old), { mode: 0o600 });
    return { data, path, old };
  }

  it('hands the keys that sign and the index key to the signer, and keeps everything else', async (test) => {
    const { data, path, old } = await earlier(test);
    await ensureKeyring(data);
    const held = await readSignerFile(path);
    assert.deepEqual(held.word, old.word);
    assert.deepEqual(held.siteCode, old.siteCode);
    assert.equal(held.indexKey, old.indexKey);
    assert.deepEqual(
      held.issuers.map(({ privateKey }) => privateKey),
      old.issuers.map(({ privateKey }) => privateKey),
    );
    const text = await readFile(path, 'utf8');
    const now = JSON.parse(text) as Keyring;
    for (const { privateKey } of [...old.issuers, old.word, old.siteCode])
      assert.ok(!text.includes(privateKey));
    assert.ok(!text.includes(old.indexKey));
    assert.deepEqual(now.issuers, old.issuers.map(openHalf));
    for (const name of ['ingest', 'uploadMaster', 'auditKey'] as const)
      assert.deepEqual(now[name], old[name]);
    assert.match(now.hashKey, /^[0-9a-f]{64}$/);
    assert.match(now.recordKey, /^[\w-]{32}$/);
    assert.notEqual(now.recordKey, old.personKey);
    assert.ok(!text.includes(old.personKey), 'the key of identities lies apart');
    const apart = join(dirname(path), 'identity-keys', '1.key');
    assert.equal(Buffer.from((await readFile(apart, 'utf8')).trim(), 'hex').toString(), old.personKey);
    assert.equal((await stat(apart)).mode & 0o777, 0o600);
    assert.equal(await readFile(await ensureKeyring(data), 'utf8'), text, 'once');
  });

  it('is handed over by the next run when one was broken off in the middle', async (test) => {
    const { data, path, old } = await earlier(test);
    const before = await readFile(path, 'utf8');
    await ensureKeyring(data);
    const held = await readSignerFile(path);
    // The signer has them already, the keyring still holds them.
    await writeFile(path, before);
    await ensureKeyring(data);
    assert.deepEqual(await readSignerFile(path), held);
    for (const key of [old.indexKey, old.personKey]) assert.ok(!(await readFile(path, 'utf8')).includes(key));
  });

  it('is left as it is beside a signer with other keys', async (test) => {
    const { data, path } = await earlier(test);
    const before = await readFile(path, 'utf8');
    await mkdir(signerFolder(path));
    await writeFile(join(signerFolder(path), 'keys.json'), JSON.stringify(newSignerFile()));
    await assert.rejects(ensureKeyring(data), /holds others. Put the one away/);
    assert.equal(await readFile(path, 'utf8'), before);
  });
});

describe('a keyring with a key of identities', () => {
  it('is left as it is beside another such key', async (test) => {
    const data = await temporaryFolder(test);
    const path = await ensureKeyring(data);
    const { recordKey, ...rest } = JSON.parse(await readFile(path, 'utf8')) as Keyring;
    const before = JSON.stringify({ ...rest, personKey: recordKey });
    await writeFile(path, before);
    await mkdir(join(dirname(path), 'identity-keys'));
    await writeFile(join(dirname(path), 'identity-keys', '1.key'), `${'0'.repeat(64)}\n`);
    await assert.rejects(ensureKeyring(data), /two keys of identities/);
    assert.equal(await readFile(path, 'utf8'), before);
  });
});

describe('a new keyring', () => {
  const signer = newSignerFile();
  const keyring = newKeyring(signer);

  const signing: [string, SigningKey][] = [
    ['its one issuer', signer.issuers[0]!],
    ['the key of its word', signer.word],
    ['the key of its site codes', signer.siteCode],
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
      'hashKey',
      'ingest',
      'issuers',
      'recordKey',
      'siteCode',
      'uploadMaster',
      'word',
    ]);
    assert.equal(keyring.issuers.length, 1);
  });

  it('has keys of the lengths that their users ask', () => {
    assert.match(keyring.recordKey, /^[\w-]{32}$/);
    for (const key of [signer.indexKey, keyring.hashKey, keyring.auditKey])
      assert.match(key, /^[0-9a-f]{64}$/);
  });

  it('shares no key with another, nor two purposes one', () => {
    const signers = [signer, newSignerFile()];
    const all = signers.flatMap((file) => {
      const ring = newKeyring(file);
      return [
        file.issuers[0]!.privateKey,
        file.word.privateKey,
        file.siteCode.privateKey,
        file.indexKey,
        ring.ingest.privateKey,
        ring.recordKey,
        ring.hashKey,
        ring.auditKey,
      ];
    });
    assert.equal(new Set(all).size, all.length);
  });
});

describe('a new key pair', () => {
  it('is made with its encoding wherever one is made: exported after that, Node may wait for itself for ever', async () => {
    const folders = ['src', 'tools', 'tests'].map((name) => join(projectFolder, name));
    let calls = 0;
    for (const folder of folders) {
      for (const name of (await readdir(folder, { recursive: true })).filter((one) => one.endsWith('.ts'))) {
        const text = await readFile(join(folder, name), 'utf8');
        for (const call of text.matchAll(/generateKeyPair(?:Sync)?\('[^]{0,200}/g)) {
          calls++;
          assert.match(call[0], /privateKeyEncoding/, name);
        }
      }
    }
    assert.ok(calls > 0);
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
