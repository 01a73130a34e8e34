import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { base64url, fromHex } from '../../src/domain/bytes.ts';
import { readCharter, type SignedCharter } from '../../src/domain/charter.ts';
import { addOfficial, foundDistrict, removeOfficial } from '../../tools/charter.ts';
import { newSigningKey } from '../../tools/secrets.ts';

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

  it('are certified by the public key alone, in a charter of the next version', async () => {
    const point = newPoint();
    assert.equal(await addOfficial(folder, 'Third', point), 2);
    const { version, officials } = await charter();
    assert.equal(version, 2);
    assert.deepEqual(
      officials.map(({ id }) => id),
      [1, 2, 3],
    );
    assert.deepEqual([officials[2]!.name, officials[2]!.point], ['Third', point]);
    await assert.rejects(async () => addOfficial(folder, 'Again', point), /certified already/);
  });

  it('are no officials with what is no key', async () => {
    for (const point of ['', '!', 'AAAA', base64url(new Uint8Array(65).fill(4))]) {
      await assert.rejects(async () => addOfficial(folder, 'Nobody', point), /no public key/, point);
    }
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
