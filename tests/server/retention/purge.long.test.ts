import assert from 'node:assert/strict';
import { createDecipheriv, createHash, createHmac } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createHolderKey, holderPoint } from '../../../src/credentials/pass/holder.ts';
import type { PassAnswer } from '../../../src/domain/api/api.ts';
import { base64url, fromBase64url } from '../../../src/domain/bytes/bytes.ts';
import {
  readDeletion,
  type DeletionCertificatesAnswer,
  type SignedDeletion,
} from '../../../src/domain/scan/deletion-certificate.ts';
import { decodeIssuedPass, passIdText } from '../../../src/domain/pass/health-pass.ts';
import { addDays, localDay } from '../../../src/domain/time/local-day.ts';
import { verifyFile } from '../../../tools/keys/certificates.ts';
import { TestDistrict } from '../support/district.ts';
import { momentOf, storeScan } from '../support/stored-scans.ts';

const day = 86_400_000;
const today = () => localDay(Date.now());

function keyFile({ folder }: TestDistrict, of: number): string {
  return join(folder, 'secrets', 'day-keys', `${of}.key`);
}

async function certificates(district: TestDistrict): Promise<SignedDeletion[]> {
  const answer = await district.get<DeletionCertificatesAnswer>(
    'deletion-certificates',
    await district.staff('auditor'),
  );
  assert.equal(answer.status, 200);
  return answer.body.certificates;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe('the key of a day', () => {
  let district: TestDistrict;
  before(async () => {
    district = await TestDistrict.open();
  });
  after(() => district.close());

  it('is made ahead, for today and two days, closed to others, and not in the database', async () => {
    for (const ahead of [0, 1, 2]) {
      const path = keyFile(district, addDays(today(), ahead));
      assert.match(await readFile(path, 'utf8'), /^[0-9a-f]{64}\n$/);
      assert.equal((await stat(path)).mode & 0o777, 0o600);
      const noted = await district.sql(
        `select json_quote(fingerprint) as found from day_keys where day = ${addDays(today(), ahead)}`,
      );
      assert.equal(noted, sha256((await readFile(path, 'utf8')).trim()));
    }
    assert.equal((await stat(join(district.folder, 'secrets', 'day-keys'))).mode & 0o777, 0o700);
  });

  it('is made once, however many need it first at the same time', async () => {
    const fresh = addDays(today(), 20);
    const numbers = await Promise.all(
      Array.from({ length: 120 }, () => district.door<number>('person', { person: 'somebody', day: fresh })),
    );
    assert.equal(new Set(numbers).size, 1);
    const there = await readdir(join(district.folder, 'secrets', 'day-keys'));
    assert.deepEqual(
      there.filter((name) => !/^\d{8}\.key$/.test(name)),
      [],
      'no half-written file is left',
    );
  });

  it('that was lost is not made anew in silence: the server does not start, and says what to do', async () => {
    const path = keyFile(district, today());
    await district.server.stop();
    await rename(path, `${path}.away`);
    await assert.rejects(
      district.restart(),
      new RegExp(`keys of the days ${today()} are missing.*SITECODE_LOST_DAY_KEYS=accept`, 's'),
    );
    await writeFile(path, `${'0'.repeat(64)}\n`, { mode: 0o600 });
    await assert.rejects(district.restart(), /are missing beside the keyring, or are others/);
    await rename(`${path}.away`, path);
    await district.restart();
  });

  it('that is lost for good is made anew when that is accepted, on record', async () => {
    const path = keyFile(district, today());
    const before = await readFile(path, 'utf8');
    await district.server.stop();
    await rm(path);
    process.env['SITECODE_LOST_DAY_KEYS'] = 'accept';
    try {
      await district.restart();
    } finally {
      delete process.env['SITECODE_LOST_DAY_KEYS'];
    }
    assert.notEqual(await readFile(path, 'utf8'), before);
    const marks = await district.sql<string[]>(
      `select json_group_array(subject) as found from audit where action = 'day-keys.lost'`,
    );
    assert.deepEqual(marks, [String(today())]);
  });
});

describe('a day that is deleted', () => {
  let district: TestDistrict;
  before(async () => {
    district = await TestDistrict.open();
  });
  after(() => district.close());

  async function issue(): Promise<string> {
    const holderKey = base64url(await holderPoint(await createHolderKey()));
    const { body } = await district.post<PassAnswer>('pass', { holderKey }, await district.citizen('valid'));
    return passIdText(decodeIssuedPass(fromBase64url(body.pass)).fields);
  }

  it('cannot be told from an old copy of the database and every key of today', async () => {
    const pass = await issue();
    const now = Date.now();
    const [first, second] = [today(), addDays(today(), 1)];
    await district.post(
      'visit',
      { id: '00000000000000aa', code: district.codes.mall },
      await district.citizen('valid'),
    );
    await storeScan(district, { t: now, pass: await district.door('pass-number', { pass, day: first }) });
    const person = await district.personId('valid');
    const number = await district.personNumber(person, first);
    const copy = await district.sql<{ sealed: string[]; numbers: number[]; audit: string }>(
      `select json_object(
         'sealed', (select json_group_array(sealed) from
           (select sealed from pass_${first} union all select sealed from person_${first})),
         'numbers', (select json_group_array(n) from (select pass as n from scan_${first} union select person from visit_${first}
           union select person from pass_${first})),
         'audit', (select group_concat(actor || ' ' || subject) from audit)) as found`,
    );
    assert.ok(copy.numbers.includes(number) && copy.sealed.length >= 2);
    const oldKey = (await readFile(keyFile(district, first), 'utf8')).trim();
    // With the day's key the copy opens: the test below looks at the right things.
    assert.ok(copy.sealed.some((sealed) => opens(sealed, [oldKey])?.includes(person)));

    await district.hourly(now + 15 * day);
    assert.ok(!existsSync(keyFile(district, first)));
    assert.ok(existsSync(keyFile(district, second)), 'the next day is still kept');

    const secrets = await allSecrets();
    assert.ok(!secrets.some((text) => text.includes(oldKey)));
    for (const sealed of copy.sealed) assert.equal(opens(sealed, secrets), null);
    for (const secret of secrets) {
      for (const text of [`person:${person}`, `pass:${pass}`, person, pass]) {
        for (const key of [secret, hmac('numbers', secret)])
          assert.ok(!copy.numbers.includes(parseInt(hmac(text, key).slice(0, 13), 16)));
      }
    }
    assert.ok(!copy.audit.includes(pass), 'no pass is in the audit log by its id');
  });

  /** Every key that is left on the server's disk. */
  async function allSecrets(): Promise<string[]> {
    const folder = join(district.folder, 'secrets');
    const names = await readdir(folder, { recursive: true, withFileTypes: true });
    const texts = await Promise.all(
      names
        .filter((name) => name.isFile())
        .map((name) => readFile(join(name.parentPath ?? name.path, name.name), 'utf8')),
    );
    return texts.flatMap((text) => [text.trim(), ...(text.match(/[\w-]{32,}/g) ?? [])]);
  }

  const hmac = (text: string, key: string) => createHmac('sha256', key).update(text).digest('hex');

  /** What a sealed text says under one of these keys or what the server derives from them; null when none fits. */
  function opens(sealed: string, secrets: readonly string[]): string | null {
    for (const secret of secrets) {
      const derived = Buffer.from(hmac('sealing', secret), 'hex').subarray(0, 24).toString('base64url');
      for (const key of [derived, secret.slice(0, 32)]) {
        if (key.length !== 32) continue;
        const bytes = Buffer.from(sealed, 'base64');
        const cipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
        cipher.setAuthTag(bytes.subarray(-16));
        try {
          return cipher.update(bytes.subarray(12, -16)).toString() + cipher.final().toString();
        } catch {
          // Another key's.
        }
      }
    }
    return null;
  }

  it('has a certificate that anybody with the charter can verify, and no other', async () => {
    const old = addDays(today(), -20);
    await district.door('open-day', { day: old });
    for (let count = 0; count < 3; count++) await storeScan(district, { t: momentOf(old) });
    const key = (await readFile(keyFile(district, old), 'utf8')).trim();
    await district.hourly(Date.now());
    const list = await certificates(district);
    const certificate = readDeletion(list.at(-1)!.body);
    const counts = Object.fromEntries(certificate.tables.map(({ name, rows }) => [name, rows]));
    assert.deepEqual(counts, {
      [`scan_${old}`]: 3,
      [`visit_${old}`]: 0,
      [`pass_${old}`]: 0,
      [`person_${old}`]: 0,
      notices: 0,
    });
    assert.equal(certificate.day, old);
    assert.equal(certificate.key, sha256(key));
    assert.equal(certificate.retentionDays, 14);
    assert.deepEqual(certificate.kept, []);
    assert.ok(!JSON.stringify(list).includes(key));

    const file = join(district.folder, 'certificates.json');
    const charter = join(district.folder, 'secrets', 'charter.json');
    await writeFile(file, JSON.stringify({ certificates: list }));
    const proved = await verifyFile(file, [charter]);
    assert.equal(proved.certificates.length, list.length);
    const last = list.at(-1)!;
    const changed: [SignedDeletion[], RegExp][] = [
      [[...list.slice(0, -1), { ...last, body: last.body.replace(':3}', ':4}') }], /not signed by a key/],
      [[...list.slice(0, -1), { ...last, signature: list[0]!.signature }], /not signed by a key/],
      [[last], /does not follow/],
      [list.toReversed(), /is missing|does not follow/],
      [[...list, last], /is missing|does not follow/],
    ];
    for (const [wrong, message] of changed) {
      await writeFile(file, JSON.stringify(wrong));
      await assert.rejects(verifyFile(file, [charter]), message);
    }
  });

  it('shows its certificates to auditors alone, and the database changes none', async () => {
    for (const role of ['administrator', 'tracer'] as const)
      assert.equal(
        (await district.get('deletion-certificates', await district.staff(role))).code,
        'not-allowed',
      );
    assert.equal((await district.get('deletion-certificates')).code, 'sign-in');
    const auditor = await district.staff('auditor');
    assert.equal((await district.get('deletion-certificates?after=x', auditor)).code, 'malformed');
    const after1 = await district.get<DeletionCertificatesAnswer>('deletion-certificates?after=1', auditor);
    assert.equal(after1.body.certificates.length, (await certificates(district)).length - 1);
    await assert.rejects(district.sql('delete from deletion_certificates'));
    await assert.rejects(district.sql(`update deletion_certificates set body = ''`));
  });

  it('is finished by the next start when the server was killed between its tables and its key', async () => {
    const old = addDays(today(), -30);
    await district.door('open-day', { day: old });
    await storeScan(district, { t: momentOf(old) });
    const before = (await certificates(district)).length;
    await district.door('drop-day', { day: old });
    await district.kill();
    assert.ok(existsSync(keyFile(district, old)));
    await district.restart();
    assert.ok(!existsSync(keyFile(district, old)));
    const list = await certificates(district);
    assert.equal(list.length, before + 1);
    assert.equal(readDeletion(list.at(-1)!.body).tables[0]!.rows, 1);
    await district.hourly(Date.now());
    assert.equal((await certificates(district)).length, before + 1, 'and certified once');
  });

  it('is finished too when the key was gone before the certificate was written', async () => {
    const old = addDays(today(), -31);
    await district.door('open-day', { day: old });
    const before = (await certificates(district)).length;
    await district.door('drop-day', { day: old });
    await rm(keyFile(district, old));
    await district.hourly(Date.now());
    assert.equal((await certificates(district)).length, before + 1);
  });

  it('has no certificate, and keeps its key, while its tables are there again', async () => {
    const again = addDays(today(), -3);
    await district.door('open-day', { day: again });
    const before = (await certificates(district)).length;
    await district.door('drop-day', { day: again });
    await district.door('open-day', { day: again });
    await district.hourly(Date.now());
    assert.equal((await certificates(district)).length, before);
    assert.ok(existsSync(keyFile(district, again)));
  });

  it(
    'survives a SIGKILL at any moment of a purge: whole or not at all, certified once',
    { timeout: 120_000 },
    async () => {
      for (let round = 0; round < 6; round++) {
        const old = addDays(today(), -40 - round);
        await district.door('open-day', { day: old });
        await storeScan(district, { t: momentOf(old) });
        const purging = district.hourly(Date.now()).catch(() => undefined);
        await new Promise((resolve) => setTimeout(resolve, round * 6));
        await district.kill();
        await purging;
        await district.restart();
        await district.hourly(Date.now());
        const of = (await certificates(district))
          .map(({ body }) => readDeletion(body))
          .filter((one) => one.day === old);
        assert.equal(of.length, 1, `round ${round}`);
        assert.ok(!existsSync(keyFile(district, old)));
      }
    },
  );
});

describe('how long days are kept', () => {
  it('is a setting', async () => {
    const district = await TestDistrict.open({ env: { SITECODE_RETENTION_DAYS: '2' } });
    try {
      for (const ago of [2, 3]) await district.door('open-day', { day: addDays(today(), -ago) });
      await district.hourly(Date.now());
      const list = (await certificates(district)).map(({ body }) => readDeletion(body));
      assert.deepEqual(
        list.map((one) => [one.day, one.retentionDays]),
        [[addDays(today(), -3), 2]],
      );
    } finally {
      await district.close();
    }
  });

  it('refuses to start with what is no number of days', async () => {
    for (const wrong of ['0', '61', 'x'])
      await assert.rejects(
        TestDistrict.open({ env: { SITECODE_RETENTION_DAYS: wrong } }),
        /SITECODE_RETENTION_DAYS is ".*whole number from 1 to 60/,
      );
  });
});
