import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openIdentity } from '../../../src/credentials/custody/sealed-identity.ts';
import type { CustodyAnswer } from '../../../src/domain/custody/custody-api.ts';
import type { DeletionCertificatesAnswer } from '../../../src/domain/scan/deletion-certificate.ts';
import { readDeletion } from '../../../src/domain/scan/deletion-certificate.ts';
import { residentIdCheck } from '../../../src/domain/person/resident-id.ts';
import { sealer } from '../../../tools/keys/ciphers.ts';
import { TestDistrict } from '../support/district.ts';
import { sealedPerson, tracingKeyOf } from '../support/sealed-persons.ts';

const oldKey = 'an-old-key-of-32-ascii-characters'.slice(0, 32);
const many = 2000;
const nameOf = (serial: number): string => `旧人${serial}`;
const numberOf = (serial: number): string => `0000001950${String(serial).padStart(8, '0')}`;
const phoneOf = (serial: number): string => `1391${String(serial).padStart(7, '0')}`;

describe('identities that a version before sealed', () => {
  let district: TestDistrict;
  let clerk: string;
  let charter: string;
  /** A person as a clerk's browser sends them, whose identity is sealed to the tracing key that the charter names in the end. */
  let newcomer: Awaited<ReturnType<typeof sealedPerson>> & { idNumber: string };
  const charterFile = () => join(district.folder, 'secrets', 'charter.json');
  const keyFile = () => join(district.folder, 'secrets', 'identity-keys', '1.key');
  const unsealed = () =>
    district.sql<number>(`select json_quote(count(*)) as found from persons where sealedIdentity = ''`);
  const state = async () =>
    (await district.get<CustodyAnswer>('custody', await district.staff('data-officer'))).body.sealing;

  before(async () => {
    district = await TestDistrict.open();
    clerk = await district.staff('desk-clerk');
    charter = await readFile(charterFile(), 'utf8');
    const digits = '00000019390909001';
    const idNumber = digits + residentIdCheck(digits);
    newcomer = { ...(await sealedPerson(district.folder, { name: '新来的人', idNumber })), idNumber };
    // As an upgrade leaves it: the key lies apart, and persons are as the earlier version stored them.
    const seal = sealer(oldKey);
    const rows = Array.from({ length: many }, (_, serial) => [
      `old${String(serial).padStart(12, '0')}`,
      seal(nameOf(serial)),
      seal(numberOf(serial)),
      serial % 2 === 0 ? seal(phoneOf(serial)) : '',
      `index-${serial}`,
    ]);
    // A request of the tests' holds 16 kB.
    for (let at = 0; at < many; at += 50)
      await district.sql(
        `insert into persons (id, maskedName, sealedName, sealedIdNumber, sealedPhone, idIndex, phoneIndex, source,
           sealedIdentity, keyGeneration)
         select value->>0, '旧*', value->>1, value->>2, value->>3, value->>4, '', 'before', '', 0
         from json_each('${JSON.stringify(rows.slice(at, at + 50))}')`,
      );
    // After them: a key of which nobody is left would be destroyed by the server's own minute.
    await mkdir(join(district.folder, 'secrets', 'identity-keys'), { mode: 0o700 });
    await writeFile(keyFile(), `${Buffer.from(oldKey).toString('hex')}\n`, { mode: 0o600 });
    // A charter of before there was a tracing key. The server passes charters on: it verifies none.
    const before = JSON.parse(charter) as { signed: { body: string } };
    const { tracingKeys: _none, ...rest } = JSON.parse(before.signed.body) as { tracingKeys: unknown };
    before.signed.body = JSON.stringify(rest);
    await writeFile(charterFile(), JSON.stringify(before));
    await district.kill();
    await district.restart();
  });
  after(() => district.close());

  it('stay as they are, and nobody new is taken, until the charter names the tracing key', async () => {
    await district.minutely(Date.now());
    assert.equal(await unsealed(), many);
    const asked = { ...newcomer, proof: 'id-card' };
    assert.equal((await district.post('desk/register', asked, clerk)).code, 'key');
    assert.ok(existsSync(keyFile()));
    assert.equal((await state()).oldKeyDestroyed, null);
    // Last: with it, the server's own minute would begin to seal.
    await writeFile(charterFile(), charter);
  });

  it('are sealed to it some at a time, and go on after the server was killed in the middle', async () => {
    await district.kill();
    await district.restart();
    const before = await unsealed();
    assert.equal(before, many);
    const turn = { isOver: false };
    const running = district
      .minutely(Date.now())
      .catch(() => undefined)
      .finally(() => (turn.isOver = true));
    let left = before;
    while (left === before && !turn.isOver) left = await unsealed();
    await district.kill();
    await running;
    await district.restart();
    const after = await unsealed();
    assert.ok(after > 0 && after < before, `killed in the middle: ${after} of ${before} are left`);
    assert.ok(existsSync(keyFile()), 'the old key is there as long as somebody is of it');
    // Those that are done are done: who and how many is the same afterwards.
    while ((await unsealed()) > 0) await district.minutely(Date.now());
    const key = await tracingKeyOf(district.folder);
    const stored = await district.sql<[string, string, string][]>(
      `select json_group_array(json_array(id, sealedIdentity, phoneIndex)) as found from persons where id like 'old%'`,
    );
    assert.equal(stored.length, many);
    for (const [id, sealed, phoneIndex] of stored.filter((_, index) => index % 97 === 0)) {
      const serial = Number(id.slice(3));
      const phone = serial % 2 === 0 ? phoneOf(serial) : '';
      const identity = { name: nameOf(serial), idNumber: numberOf(serial), phone, address: '' };
      assert.deepEqual(await openIdentity(key, id, sealed), identity);
      assert.equal(phoneIndex.length > 0, phone !== '', 'a phone is found by its index');
    }
    assert.equal(
      await district.sql<number>(
        `select json_quote(count(*)) as found from persons where sealedName || sealedIdNumber || sealedPhone <> ''`,
      ),
      0,
    );
  });

  it('end with the old key, which is destroyed with a certificate, once', async () => {
    await district.minutely(Date.now());
    await district.minutely(Date.now());
    assert.ok(!existsSync(keyFile()));
    const listed = await readFile(join(district.folder, 'secrets', 'destroyed-keys.json'), 'utf8');
    assert.ok(listed.includes('identity-keys/1.key'), 'the keys’ backup lets go of it');
    const token = await district.staff('data-officer');
    const { body } = await district.get<DeletionCertificatesAnswer>('deletion-certificates', token);
    const ends = body.certificates.map((one) => readDeletion(one.body)).filter(({ what }) => what);
    assert.deepEqual(
      ends.map(({ what, tables }) => [what, tables]),
      [['identity-key', [{ name: 'persons', rows: many }]]],
    );
    const { oldKeyDestroyed, oldBackupsUntil, unsealed: left, sealed } = await state();
    assert.ok(oldKeyDestroyed! <= Date.now());
    assert.equal(oldBackupsUntil! - oldKeyDestroyed!, 90 * 86_400_000, 'backups of before are named');
    assert.equal(left, 0);
    assert.equal(sealed.length, 1);
    const marks = await district.sql<string[]>(
      `select json_group_array(subject) as found from audit where action = 'custody.migrate'`,
    );
    assert.deepEqual(marks, [`persons:${many}`]);
  });
});
