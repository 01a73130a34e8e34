import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { base64url, fromHex } from '../../../src/domain/bytes/bytes.ts';
import { readCharter, type SignedCharter } from '../../../src/domain/bundle/charter.ts';
import { addOfficial, bindOfficial, foundDistrict, removeOfficial } from '../../../tools/keys/charter.ts';
import { newSigningKey } from '../../../tools/keys/secrets.ts';

describe('officials in the charter', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sitecode-officials-'));
    await foundDistrict(folder);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const charter = async () => {
    const text = await readFile(join(folder, 'secrets', 'charter.json'), 'utf8');
    return readCharter((JSON.parse(text) as { signed: SignedCharter }).signed.body);
  };
  const newPoint = () => base64url(fromHex(newSigningKey(1).publicKey));

  const account = 'abcdefghij01234';

  it('are certified by the public key alone, in a charter of the next version', async () => {
    const point = newPoint();
    assert.equal(await addOfficial(folder, 'Third', point, account), 2);
    const { version, officials } = await charter();
    assert.equal(version, 2);
    assert.deepEqual(
      officials.map(({ id }) => id),
      [1, 2, 3],
    );
    const { name, point: found, account: bound } = officials[2]!;
    assert.deepEqual([name, found, bound], ['Third', point, account]);
    await assert.rejects(async () => addOfficial(folder, 'Again', point, account), /certified already/);
  });

  it('are no officials with what is no key', async () => {
    for (const point of ['', '!', 'AAAA', base64url(new Uint8Array(65).fill(4))]) {
      await assert.rejects(async () => addOfficial(folder, 'Nobody', point, account), /no public key/, point);
    }
  });

  it('are bound to an account, and to another one later', async () => {
    const other = 'zyxwvutsrq98765';
    assert.equal(await bindOfficial(folder, 2, account), 3);
    assert.equal(await bindOfficial(folder, 2, other), 4);
    assert.equal((await charter()).officials.find(({ id }) => id === 2)!.account, other);
    await assert.rejects(async () => bindOfficial(folder, 77, other), /no official 77/);
    for (const wrong of ['', 'short', 'ABCDEFGHIJ01234', 'name@test.example'])
      await assert.rejects(async () => bindOfficial(folder, 2, wrong), /no account/, wrong);
  });

  it('are removed, but two remain', async () => {
    await removeOfficial(folder, 1);
    assert.deepEqual(
      (await charter()).officials.map(({ id }) => id),
      [2, 3],
    );
    await assert.rejects(async () => removeOfficial(folder, 1), /no official 1/);
    await assert.rejects(async () => removeOfficial(folder, 2), /Two officials must remain/);
  });
});
