import assert from 'node:assert/strict';
import { createDecipheriv } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { residentIdCheck } from '../../../src/domain/person/resident-id.ts';
import { unzip } from '../../../tools/backup/unzip.ts';
import { ask, TestDistrict } from '../support/district.ts';
import { familyPhone, fixtureName, idNumberOf } from '../support/fixtures.ts';
import { paperBy, sealedPerson } from '../support/sealed-persons.ts';

const digits = '00000019411207007';
const idNumber = digits + residentIdCheck(digits);
const person = { name: '独孤求败', idNumber, phone: '13977778888' };

const backupName = 'sitecode_20261101_000000.zip';

async function filesBelow(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  const paths = names.map((name) => join(folder, name));
  const kinds = await Promise.all(paths.map((path) => stat(path)));
  return paths.filter((_, index) => kinds[index]!.isFile());
}

describe('a stolen database with its backup and keyring', () => {
  let district: TestDistrict;
  let sealed: string[];
  before(async () => {
    district = await TestDistrict.open();
    const clerk = await district.staff('desk-clerk');
    const given = await sealedPerson(district.folder, person);
    const { name: _never, ...numbers } = person;
    const registered = await district.post<{ person: { handle: string } }>(
      'desk/register',
      { ...given, ...numbers, proof: 'id-card' },
      clerk,
    );
    assert.equal(registered.status, 200);
    const { handle } = registered.body.person;
    assert.equal((await paperBy(district, 'desk', { handle }, idNumber, clerk)).status, 200);
    const citizen = await district.citizen('valid');
    await district.post('me/identity', { name: fixtureName, idNumber: idNumberOf('valid') }, citizen);
    await paperBy(district, 'pass', {}, idNumberOf('valid'), citizen);
    const health = await district.staff('health');
    await district.post('person/find', { phone: person.phone, purpose: 'Outbreak 7' }, health);
    sealed = await district.sql<string[]>(
      `select json_group_array(sealedIdentity) as found from persons where sealedIdentity <> ''`,
    );
    assert.equal(sealed.length, 8);
    // PocketBase's own zip, unsealed, as it lies beside the data for a moment of each backup.
    const { status } = await ask(`${district.server.url}/api/backups`, {
      method: 'POST',
      headers: { Authorization: await district.superuser(), 'Content-Type': 'application/json' },
      body: JSON.stringify({ name: backupName }),
    });
    assert.equal(status, 204);
    await district.sql(`vacuum into '${join(district.folder, 'pb_data', 'backup.db')}'`);
    await district.server.stop();
  });
  after(() => district.close());

  it('holds no name, number or phone in any file', async () => {
    const told = [person.name, idNumber, person.phone, fixtureName, idNumberOf('valid'), familyPhone].flatMap(
      (text) => [text, Buffer.from(text).toString('base64').replace(/=+$/, '')],
    );
    const zip = join(district.folder, 'pb_data', 'backups', backupName);
    const held = await unzip(zip, join(district.folder, 'pb_data', 'unzipped'));
    assert.ok(held.includes('data.db'), held.join(' '));
    const files = [
      ...(await filesBelow(join(district.folder, 'pb_data'))),
      ...(await filesBelow(join(district.folder, 'secrets'))),
    ];
    assert.ok(
      files.some((path) => path.endsWith('backup.db')) && files.some((path) => path.endsWith('data.db')),
    );
    for (const path of files) {
      const content = await readFile(path);
      for (const text of told) assert.equal(content.indexOf(text), -1, `${path} holds ${text}`);
    }
  });

  it('has no key that opens what is sealed', async () => {
    const texts = await Promise.all(
      (await filesBelow(join(district.folder, 'secrets'))).map((path) => readFile(path, 'utf8')),
    );
    // Whatever could be a key: texts of 32 characters, and hexadecimal ones of 64.
    const keys = new Set(
      texts
        .flatMap((text) => text.match(/[\w-]{32,64}/g) ?? [])
        .flatMap((found) => [
          Buffer.from(found.slice(0, 32)),
          ...(/^[0-9a-f]{64}$/.test(found) ? [Buffer.from(found, 'hex')] : []),
        ]),
    );
    assert.ok(keys.size > 10);
    for (const text of sealed.slice(0, 3)) {
      const box = Buffer.from(text, 'base64url');
      for (const key of keys)
        assert.throws(() => {
          const opened = createDecipheriv('aes-256-gcm', key, box.subarray(67, 79));
          opened.setAuthTag(box.subarray(-16));
          opened.update(box.subarray(79, -16));
          opened.final();
        });
    }
  });
});
