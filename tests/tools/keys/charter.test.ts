import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { verifyBundle, type VerifiedBundle } from '../../../src/credentials/signed/bundle-verifier.ts';
import { base64url, fromHex } from '../../../src/domain/bytes/bytes.ts';
import type { SignedBundle } from '../../../src/domain/bundle/bundle.ts';
import type { PublicKey, SignedCharter } from '../../../src/domain/bundle/charter.ts';
import { standardPolicy } from '../../../src/domain/policy/standard-policy.ts';
import { emptyTrustList } from '../../../src/domain/credential/trust-list.ts';
import {
  foundDistrict,
  renewCharter,
  rootFolder,
  signBundle,
  type FoundingOfficial,
} from '../../../tools/keys/charter.ts';
import { projectFolder } from '../../../tools/places.ts';
import { newSigningKey, type Keyring } from '../../../tools/keys/secrets.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const day = 86_400_000;
const now = Date.UTC(2026, 4, 20, 4, 0);
const founding = { demo: false, name: { 'zh-CN': '测试区', en: 'Test district' } };
const nothing = { charter: 0, bundle: 0 };

interface CharterFile {
  root: PublicKey;
  signed: SignedCharter;
}

async function read<T>(...path: string[]): Promise<T> {
  return JSON.parse(await readFile(join(...path), 'utf8')) as T;
}

/** What a device makes of the district's files: its own verifier, on Web Crypto. */
async function asDevicesSee(data: string, at = now, held = nothing): Promise<VerifiedBundle> {
  const { root, signed } = await read<CharterFile>(data, 'secrets', 'charter.json');
  const first = await read<Omit<SignedBundle, 'charter'>>(data, 'secrets', 'first-bundle.json');
  return verifyBundle({ ...first, charter: signed }, root, held, at);
}

/** Every file of a folder with its text. */
async function contents(folder: string): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const name of (await readdir(folder, { recursive: true })).toSorted()) {
    const path = join(folder, name);
    if ((await stat(path)).isFile()) files[name] = await readFile(path, 'utf8');
  }
  return files;
}

async function modeOf(path: string): Promise<string> {
  return ((await stat(path)).mode & 0o777).toString(8);
}

function run(...words: string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync('node', ['tools/run.mjs', 'charter', ...words], {
    cwd: projectFolder,
    encoding: 'utf8',
  });
  return { status, output: stdout + stderr };
}

describe('founding a district', () => {
  it('makes a charter and a first bundle that devices take: the root’s and two officials’ signatures hold', async (test) => {
    const data = await temporaryFolder(test);
    assert.equal(await foundDistrict(data, founding, now), join(data, 'secrets', 'keyring.json'));
    const { charter, bundle } = await asDevicesSee(data);
    assert.deepEqual([charter.version, charter.issuedAt, charter.district], [1, now, founding]);
    assert.ok(charter.expiresAt > now + 365 * day);
    assert.equal(new Set(charter.officials.map(({ point }) => point)).size, 2);
    assert.deepEqual(bundle, {
      version: 1,
      issuedAt: now,
      expiresAt: now + 180 * day,
      policy: JSON.parse(JSON.stringify(standardPolicy(1))),
      trust: emptyTrustList,
    });
  });

  it('names the keyring’s keys, each for its purpose', async (test) => {
    const data = await temporaryFolder(test);
    const keyring = await read<Keyring>(await foundDistrict(data, founding, now));
    const { charter } = await asDevicesSee(data);
    const named = (keys: readonly PublicKey[]) => keys.map(({ id, point }) => ({ id, point }));
    const open = (keys: readonly { id: number; publicKey: string }[]) =>
      keys.map(({ id, publicKey }) => ({ id, point: base64url(fromHex(publicKey)) }));
    assert.deepEqual(named(charter.issuers), open(keyring.issuers));
    assert.deepEqual(named(charter.siteCodeKeys), open([keyring.siteCode]));
    assert.deepEqual(named(charter.wordKeys), open([keyring.word]));
    assert.deepEqual(named(charter.ingestKeys), open([keyring.ingest]));
  });

  it('keeps root and officials in a folder of their own, open to its owner alone', async (test) => {
    const data = await temporaryFolder(test);
    await foundDistrict(data, founding, now);
    const folder = rootFolder(data);
    assert.equal(folder, join(data, 'root'));
    assert.equal(await modeOf(folder), '700');
    assert.deepEqual((await readdir(folder)).toSorted(), [
      'custody.json',
      'escrow',
      'officials.json',
      'root.json',
    ]);
    assert.equal(await modeOf(join(folder, 'escrow')), '700');
    for (const name of ['custody.json', 'escrow/keeper-1.json', 'officials.json', 'root.json'])
      assert.equal(await modeOf(join(folder, name)), '600');
    assert.equal(await modeOf(join(data, 'secrets', 'charter.json')), '600');
  });

  it('leaves no private key of theirs with what the server reads', async (test) => {
    const data = await temporaryFolder(test);
    await foundDistrict(data, founding, now);
    const secret = [
      (await read<{ privateKey: string }>(data, 'root', 'root.json')).privateKey,
      ...(await read<FoundingOfficial[]>(data, 'root', 'officials.json')).map(({ privateKey }) => privateKey),
    ];
    assert.equal(new Set(secret).size, 3);
    const server = Object.values(await contents(join(data, 'secrets'))).join('\n');
    for (const key of secret) assert.ok(!server.includes(key));
  });

  it('twice changes nothing, also when the root has been taken away', async (test) => {
    const data = await temporaryFolder(test);
    await foundDistrict(data, founding, now);
    const before = await contents(data);
    await foundDistrict(data, { ...founding, demo: true }, now + day);
    assert.deepEqual(await contents(data), before);
    await rm(rootFolder(data), { recursive: true });
    await foundDistrict(data, founding, now + day);
    assert.deepEqual(await contents(join(data, 'secrets')), await secretsOf(before));
    await assert.rejects(stat(rootFolder(data)));
  });

  it('makes the demo when nothing else is said', async (test) => {
    const data = await temporaryFolder(test);
    await foundDistrict(data, undefined, now);
    const { charter } = await asDevicesSee(data);
    assert.equal(charter.district.demo, true);
    assert.match(charter.district.name['zh-CN'], /演示/);
  });

  it('that cannot write says so plainly', async (test) => {
    const file = join(await temporaryFolder(test), 'a-file');
    await writeFile(file, '');
    await assert.rejects(
      foundDistrict(file, founding, now),
      /a-file.* cannot be made: .*Give this user the right/,
    );
  });
});

/** What lies in `secrets`, of all that lies in a data folder. */
async function secretsOf(all: Record<string, string>): Promise<Record<string, string>> {
  const own = Object.entries(all).filter(([name]) => name.startsWith('secrets/'));
  return Object.fromEntries(own.map(([name, text]) => [name.slice('secrets/'.length), text]));
}

describe('signing as an official', () => {
  it('takes both: a device refuses what one of them signs alone', async (test) => {
    const data = await temporaryFolder(test);
    await foundDistrict(data, founding, now);
    const { root, signed } = await read<CharterFile>(data, 'secrets', 'charter.json');
    const officials = await read<FoundingOfficial[]>(data, 'root', 'officials.json');
    const { bundle } = await asDevicesSee(data);
    const next = { ...bundle, version: 2 };
    const fate = async (by: FoundingOfficial[]): Promise<number> => {
      const made = { ...signBundle(next, by), charter: signed };
      return (await verifyBundle(made, root, nothing, now)).bundle.version;
    };
    assert.equal(await fate(officials), 2);
    await assert.rejects(fate(officials.slice(0, 1)), { reason: 'signature' });
    await assert.rejects(fate([officials[1]!, officials[1]!]), { reason: 'signature' });
  });
});

describe('renewing a charter', () => {
  it('raises its version, under the same root, and keeps the district and the officials', async (test) => {
    const data = await temporaryFolder(test);
    await foundDistrict(data, founding, now);
    const before = await asDevicesSee(data);
    const { root } = await read<CharterFile>(data, 'secrets', 'charter.json');
    assert.equal(await renewCharter(data, now + 30 * day), 2);
    assert.deepEqual((await read<CharterFile>(data, 'secrets', 'charter.json')).root, root);
    const after = await asDevicesSee(data, now + 30 * day, { charter: 2, bundle: 1 });
    assert.equal(after.charter.version, 2);
    assert.equal(after.charter.expiresAt, before.charter.expiresAt + 30 * day);
    assert.deepEqual(after.charter.district, founding);
    assert.deepEqual(
      after.charter.officials.map(({ id, point, name }) => [id, point, name]),
      before.charter.officials.map(({ id, point, name }) => [id, point, name]),
    );
    assert.equal(await renewCharter(data, now + 31 * day), 3);
  });

  it('names the keys that the keyring has now: two issuers at once while they are changed over', async (test) => {
    const data = await temporaryFolder(test);
    const path = await foundDistrict(data, founding, now);
    const keyring = await read<Keyring>(path);
    keyring.issuers.push(newSigningKey(2));
    await writeFile(path, JSON.stringify(keyring));
    await renewCharter(data, now);
    const { charter } = await asDevicesSee(data);
    assert.deepEqual(
      charter.issuers.map(({ id }) => id),
      [1, 2],
    );
  });

  it('names the officials that the root’s folder has now, and no others', async (test) => {
    const data = await temporaryFolder(test);
    await foundDistrict(data, founding, now);
    const officials = await read<FoundingOfficial[]>(data, 'root', 'officials.json');
    const next = [officials[0]!, { ...newSigningKey(3), name: 'New' }];
    await writeFile(join(data, 'root', 'officials.json'), JSON.stringify(next));
    await renewCharter(data, now);
    await assert.rejects(asDevicesSee(data), { reason: 'signature' });
  });

  it('without the root changes nothing and says what to bring', async (test) => {
    const data = await temporaryFolder(test);
    await foundDistrict(data, founding, now);
    await rename(rootFolder(data), join(data, 'elsewhere'));
    const before = await contents(data);
    await assert.rejects(
      renewCharter(data, now),
      /root\.json cannot be read: .*Bring it back from where it is kept/,
    );
    assert.deepEqual(await contents(data), before);
  });
});

describe('the charter command', () => {
  it('founds a real district, says what to take away, and renews', async (test) => {
    const data = await temporaryFolder(test);
    const found = ['found', data, '--name-zh', '测试区', '--name-en', 'Test district'];
    const first = run(...found);
    assert.equal(first.status, 0, first.output);
    assert.match(first.output, /Take .*root off this machine/);
    assert.deepEqual((await asDevicesSee(data, Date.now())).charter.district, founding);
    const again = run(...found);
    assert.notEqual(again.status, 0);
    assert.match(again.output, /already founded: nothing was changed/);
    const renewed = run('renew', data);
    assert.equal(renewed.status, 0, renewed.output);
    assert.match(renewed.output, /Charter 2 is signed/);
  });

  it('says how it is used', () => {
    for (const words of [[], ['found'], ['found', '/nowhere'], ['other', '/nowhere']]) {
      const { status, output } = run(...words);
      assert.notEqual(status, 0);
      assert.match(output, /charter found FOLDER/);
    }
  });
});
