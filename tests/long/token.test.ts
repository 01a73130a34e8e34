// The signer's keys in a token that speaks PKCS #11: SoftHSM of Debian, and pkcs11js built here.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { IndexAnswer, SignAnswer } from '../../src/domain/signing/signer-api.ts';
import { base64url, fromBase64url, fromHex } from '../../src/domain/bytes/bytes.ts';
import { SignerKeys, type SignerFile, type TokenFile, type TokenKey } from '../../src/signer/keys.ts';
import { openToken } from '../../src/signer/token.ts';
import { needBuilt } from '../../tools/testing/built.ts';
import { giveSignerIssuer } from '../../tools/keys/issuer-keys.ts';
import {
  ensureKeyring,
  keyringPath,
  openHalf,
  signerFolder,
  type IssuerKey,
} from '../../tools/keys/secrets.ts';
import { moveKeys } from '../../tools/keys/token-keys.ts';
import { startSigner, type RunningSigner } from '../../tools/signer/process.ts';
import { until } from '../../tools/chaos/wait.ts';
import { findSoftHsm } from '../../tools/signer/soft-hsm.ts';
import { issuerMessage } from '../../src/domain/pass/health-pass.ts';
import { messages, pass } from '../signer/messages.ts';

describe('a signer whose keys lie in a token', () => {
  let data: string;
  let folder: string;
  let file: SignerFile;
  let signer: RunningSigner;
  let text: string;
  before(async () => {
    await needBuilt(['server']);
    data = await mkdtemp(join(tmpdir(), 'sitecode-token-test-'));
    folder = signerFolder(await ensureKeyring(data));
    text = await readFile(join(folder, 'keys.json'), 'utf8');
    file = JSON.parse(text) as SignerFile;
    const { util, module } = await findSoftHsm();
    await mkdir(join(data, 'tokens'));
    await writeFile(join(data, 'softhsm.conf'), `directories.tokendir = ${join(data, 'tokens')}\n`);
    process.env['SOFTHSM2_CONF'] = join(data, 'softhsm.conf');
    const pin = join(folder, 'pin');
    await writeFile(pin, '1234\n');
    await chmod(pin, 0o600);
    const init = ['--init-token', '--free', '--label', 'district', '--pin', '1234', '--so-pin', '5678'];
    const made = spawnSync(util, init, { encoding: 'utf8' });
    assert.equal(made.status, 0, made.stderr);
    const npm = spawnSync('npm', ['install', '--prefix', folder, '--no-save', 'pkcs11js@2.1.7'], {
      encoding: 'utf8',
    });
    assert.equal(npm.status, 0, npm.stderr);
    await moveKeys(folder, { module, token: 'district', pinFile: pin });
    signer = await startSigner(folder);
  });
  after(async () => {
    await signer?.stop();
    await rm(data, { recursive: true, force: true });
  });

  async function send(path: string, body: string): Promise<Response> {
    const token = (await readFile(join(folder, 'token'), 'utf8')).trim();
    const headers = { authorization: `Bearer ${token}` };
    return fetch(`${signer.url}/${path}`, { method: 'POST', body, headers });
  }

  async function ask<Answer>(path: string, body: string): Promise<Answer> {
    const answer = await send(path, body);
    assert.equal(answer.status, 200, path);
    return (await answer.json()) as Answer;
  }

  it('has none in its file, nor anywhere in its folder', async () => {
    const now = await readFile(join(folder, 'keys.json'), 'utf8');
    for (const key of [
      file.word.privateKey,
      file.issuers[0]!.privateKey,
      file.siteCode.privateKey,
      file.indexKey,
    ])
      assert.ok(!now.includes(key));
  });

  it('signs with the same keys as before', async () => {
    const key = { key: publicKeyOf(file.issuers[0]!.publicKey), dsaEncoding: 'ieee-p1363' } as const;
    const [body, message] = messages(Date.now()).pass;
    for (let round = 0; round < 20; round++) {
      const { signature } = await ask<SignAnswer>('sign/pass/1', body);
      assert.ok(verify('sha256', message, key, fromBase64url(signature)));
    }
  });

  it('finds people by the index that it made before', async () => {
    const { indexes } = await ask<IndexAnswer>('index/phone', '13800000000');
    assert.deepEqual(indexes, [new SignerKeys(text).index('phone', '13800000000')]);
  });

  it('signs with a new issuer’s key that was made in the token, and destroys one whose passes have ended', async () => {
    const keyring = keyringPath(data);
    const named: IssuerKey[] = [openHalf(file.issuers[0]!)];
    const now = Date.now();
    const year = 365 * 86_400_000;
    const second = await giveSignerIssuer(keyring, named, now, now);
    const keys = await readFile(join(folder, 'keys.json'), 'utf8');
    assert.ok(!keys.includes('privateKey'));
    const [, made] = second.issuers;
    assert.equal(second.id, made!.id);
    // The running signer reads its file again for a key that it does not know, seconds after it last did so at the soonest.
    const fresh = base64url(pass(now, { issuer: second.id }));
    const signs = async (): Promise<boolean> => (await send(`sign/pass/${second.id}`, fresh)).ok;
    assert.ok(await until(signs, 60_000, 200), 'the new key signs');
    for (const { id, publicKey } of second.issuers) {
      const fields = pass(now, { issuer: id });
      const [body, message] = [base64url(fields), issuerMessage(fields)];
      const { signature } = await ask<SignAnswer>(`sign/pass/${id}`, body);
      const key = { key: publicKeyOf(publicKey), dsaEncoding: 'ieee-p1363' } as const;
      assert.ok(verify('sha256', message, key, fromBase64url(signature)), `issuer ${id}`);
    }
    const third = await giveSignerIssuer(keyring, second.issuers, now + year, now + year);
    const names = (await readFile(join(folder, 'keys.json'), 'utf8')).matchAll(/sitecode issuer \d+[^"]*/g);
    assert.deepEqual(
      [...names].map(([label]) => Number(label.split(' ')[2])),
      third.issuers.map(({ id }) => id),
    );
    const { issuers } = JSON.parse(keys) as TokenFile;
    const place = (JSON.parse(keys) as TokenFile).pkcs11;
    const token = openToken(folder, place);
    const gone = issuers.find(({ id }) => !third.issuers.some((kept) => kept.id === id)) as TokenKey;
    assert.throws(() => token.sign(gone.label, new Uint8Array(1)), /has no key with the label/);
    token.close();
  });

  it('does not start without its token, and says what is missing', async () => {
    await signer.stop();
    await writeFile(join(folder, 'pin'), 'wrong\n');
    await assert.rejects(startSigner(folder), /PIN/i);
    await writeFile(join(folder, 'pin'), '1234\n');
    signer = await startSigner(folder);
  });
});

/** @param publicKey 65 bytes uncompressed, hexadecimal */
function publicKeyOf(publicKey: string): KeyObject {
  const point = fromHex(publicKey);
  const jwk = { kty: 'EC', crv: 'P-256', x: base64url(point.slice(1, 33)), y: base64url(point.slice(33)) };
  return createPublicKey({ key: jwk, format: 'jwk' });
}
