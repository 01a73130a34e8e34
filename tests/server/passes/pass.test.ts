import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createHolderKey, holderPoint } from '../../../src/credentials/pass/holder.ts';
import { verifies, verifyingKey } from '../../../src/credentials/bytes/p256.ts';
import type { MeAnswer, PassAnswer } from '../../../src/domain/api/api.ts';
import { base64url, fromBase64url, fromHex } from '../../../src/domain/bytes/bytes.ts';
import {
  decodeIssuedPass,
  issuerMessage,
  passIdText,
  type PassBody,
} from '../../../src/domain/pass/health-pass.ts';
import { addDays, localDay } from '../../../src/domain/time/local-day.ts';
import { TestDistrict } from '../support/district.ts';
import type { PersonName } from '../support/fixtures.ts';

describe('passes', () => {
  let district: TestDistrict;
  before(async () => {
    district = await TestDistrict.open();
  });
  after(() => district.close());

  async function issue(
    person: PersonName,
  ): Promise<{ answer: PassAnswer; fields: PassBody; point: Uint8Array }> {
    const point = await holderPoint(await createHolderKey());
    const { status, body } = await district.post<PassAnswer>(
      'pass',
      { holderKey: base64url(point) },
      await district.citizen(person),
    );
    assert.equal(status, 200, JSON.stringify(body));
    return { answer: body, fields: decodeIssuedPass(fromBase64url(body.pass)).fields, point };
  }

  it('carry a signature of the issuer that Web Crypto verifies, and bind the holder’s key', async () => {
    const { answer, fields, point } = await issue('valid');
    const { pass } = decodeIssuedPass(fromBase64url(answer.pass));
    const issuer = await verifyingKey(fromHex(district.keyring.issuers.at(-1)!.publicKey));
    const message = issuerMessage(pass.body);
    assert.ok(await verifies(issuer, new Uint8Array(pass.signature), message));
    message[message.length - 1]! ^= 1;
    assert.equal(await verifies(issuer, new Uint8Array(pass.signature), message), false);
    assert.equal(fields.issuer, district.keyring.issuers.at(-1)!.id);
    assert.deepEqual(fields.holderX, point.slice(1, 33));
    assert.equal(fields.holderYOdd, (point[64]! & 1) === 1);
    assert.equal(fields.maskedName, '张*三');
  });

  it('begin with the minute of their issue and end when the answer says', async () => {
    const { answer, fields } = await issue('valid');
    assert.equal(fields.notBefore, Math.floor(answer.now / 60_000) * 60_000);
    assert.equal(answer.expiresAt, fields.notBefore + fields.lifetimeMinutes * 60_000);
    assert.ok(Math.abs(answer.now - Date.now()) < 10_000);
  });

  const statuses: [PersonName, Partial<PassBody>][] = [
    ['valid', { colour: 'green', lastResult: 'negative', doses: 2, lastDose: Date.UTC(2025, 3, 1) }],
    ['positive', { colour: 'red', lastResult: 'positive', doses: 0, lastDose: null }],
    ['yellow', { colour: 'yellow', lastResult: 'negative' }],
    ['old', { colour: 'green', lastResult: 'negative' }],
    ['untested', { colour: 'green', lastResult: 'none', sampleTime: null }],
    ['waiting', { colour: 'green', lastResult: 'pending', sampleTime: null }],
    ['retested', { colour: 'green', lastResult: 'negative' }],
  ];
  for (const [person, expected] of statuses) {
    it(`state what is known of the person "${person}"`, async () => {
      const { fields } = await issue(person);
      for (const [field, value] of Object.entries(expected)) {
        assert.equal(fields[field as keyof PassBody], value, field);
      }
      const me = await district.get<MeAnswer>('me', await district.citizen(person));
      const { colour, lastResult, sampleTime, doses, lastDose } = fields;
      assert.deepEqual(me.body.status, { colour, lastResult, sampleTime, doses, lastDose });
    });
  }

  it('take the time of the last result, not of a sample that has none yet', async () => {
    const { fields } = await issue('retested');
    const age = Date.now() - fields.sampleTime!;
    assert.ok(age > 29 * 3_600_000 && age < 31 * 3_600_000, `${age} ms`);
  });

  it('have an id of their own each, and are logged without naming anybody', async () => {
    const ids = [passIdText((await issue('valid')).fields), passIdText((await issue('valid')).fields)];
    assert.notEqual(ids[0], ids[1]);
    const person = await district.personId('valid');
    const day = localDay(Date.now());
    const [first, next] = [
      await district.personNumber(person, day),
      await district.personNumber(person, addDays(day, 1)),
    ];
    assert.notEqual(first, next);
    for (const [date, number] of [
      [day, first],
      [addDays(day, 1), next],
    ] as const) {
      const passes = await Promise.all(
        ids.map((pass) => district.door<number>('pass-number', { pass, day: date })),
      );
      const logged = await district.sql<{ pass: number; person: number }[]>(
        `select json_group_array(json_object('pass', pass, 'person', person, 'sealed', sealed, 'of',
           (select o.sealed from person_${date} o where o.person = p.person))) as found
         from pass_${date} p where pass in (${passes.join(', ')})`,
      );
      assert.deepEqual(logged.map(({ pass }) => pass).toSorted(), passes.toSorted());
      assert.deepEqual([logged[0]!.person, logged[1]!.person], [number, number]);
      for (const secret of [person, ...ids]) assert.ok(!JSON.stringify(logged).includes(secret));
    }
  });

  it('are refused for what is no point of P-256', async () => {
    const token = await district.citizen('valid');
    const good = await holderPoint(await createHolderKey());
    const off = new Uint8Array(good);
    off[64]! ^= 1;
    const zero = new Uint8Array(65);
    zero[0] = 4;
    for (const bad of [
      off,
      zero,
      good.slice(0, 64),
      Uint8Array.of(2, ...good.slice(1, 33)),
      new Uint8Array(1),
    ]) {
      const { status, code } = await district.post('pass', { holderKey: base64url(bad) }, token);
      assert.deepEqual([status, code], [400, 'key']);
    }
    assert.equal((await district.post('pass', { holderKey: '!!' }, token)).code, 'key');
    assert.equal((await district.post('pass', { holderKey: 7 }, token)).code, 'malformed');
    assert.equal((await district.post('pass', {}, token)).code, 'malformed');
  });

  it('are at most 30 a day for one person, also when asked for at once', async () => {
    const token = await district.citizen('yellow');
    const holderKey = base64url(await holderPoint(await createHolderKey()));
    const answers = await Promise.all(
      Array.from({ length: 34 }, () => district.post('pass', { holderKey }, token)),
    );
    const issued = answers.filter(({ status }) => status === 200).length;
    const before = 1; // of the table above
    assert.equal(issued, 30 - before);
    assert.ok(answers.filter(({ status }) => status !== 200).every(({ code }) => code === 'too-many'));
  });
});

describe('a citizen’s own page', () => {
  let district: TestDistrict;
  before(async () => {
    district = await TestDistrict.open();
  });
  after(() => district.close());

  it('shows tests and doses to the person alone, under the masked name: the full one is not there to be shown', async () => {
    const { body } = await district.get<MeAnswer>('me', await district.citizen('valid'));
    assert.ok(!JSON.stringify(body).includes('张小三'));
    assert.equal(body.maskedName, '张*三');
    assert.deepEqual(
      body.tests.map(({ result, lab }) => [result, lab]),
      [
        ['negative', 'Test lab'],
        ['negative', 'Test lab'],
      ],
    );
    assert.ok(body.tests[0]!.sampleTime > body.tests[1]!.sampleTime);
    assert.deepEqual(
      body.doses.map(({ day }) => day),
      [20250301, 20250401],
    );
    assert.deepEqual(body.visits, []);
  });

  it('keeps names, numbers and phones out of the database in clear', async () => {
    const stored = await district.sql<string>(
      `select json_quote(group_concat(sealedIdentity || sealedName || sealedIdNumber || idIndex, ' ')) as found from persons`,
    );
    assert.ok(stored.length > 100);
    assert.ok(!stored.includes('张小三') && !stored.includes('000000'));
  });
});
