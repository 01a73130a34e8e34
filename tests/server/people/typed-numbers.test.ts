// Numbers as people type them, asked of a real server: found however they are written, refused before anything is looked
// for, counted or put on record when they cannot be such a number.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { base64url } from '../../../src/domain/bytes/bytes.ts';
import { createHolderKey, holderPoint } from '../../../src/credentials/pass/holder.ts';
import type { PersonFindAnswer } from '../../../src/domain/api/official-api.ts';
import { TestDistrict } from '../support/district.ts';
import { idNumberOf, sites } from '../support/fixtures.ts';

const wide = (text: string) =>
  [...text].map((each) => String.fromCharCode(each.charCodeAt(0) + 0xfee0)).join('');

describe('numbers as people type them', () => {
  let district: TestDistrict;
  let health: string;
  let key: string;
  before(async () => {
    district = await TestDistrict.open();
    health = await district.staff('health');
    key = base64url(await holderPoint(await createHolderKey()));
    // Phones that were stored without an index are given theirs.
    await district.hourly(Date.now());
  });
  after(() => district.close());

  const find = (number: { idNumber: string } | { phone: string }) =>
    district.post<PersonFindAnswer>('person/find', { ...number, purpose: '核对密接者身份' }, health);
  const onRecord = () => district.sql<number>(`select json_quote(count(*)) as found from audit`);

  const own = idNumberOf('valid');
  const ids: [how: string, typed: string][] = [
    ['as it is', own],
    ['full-width', wide(own)],
    ['grouped with blanks', `${own.slice(0, 6)} ${own.slice(6, 14)} ${own.slice(14)}`],
    ['grouped with dashes', `${own.slice(0, 6)}—${own.slice(6, 14)}－${own.slice(14)}`],
    ['in small letters', own.toLowerCase()],
    ['pasted with what nobody sees', `\u200b ${own}\n`],
  ];
  for (const [how, typed] of ids) {
    it(`find one person by an ID number ${how}`, async () => {
      const { status, body } = await find({ idNumber: typed });
      assert.equal(status, 200, JSON.stringify(body));
      assert.equal(body.people.length, 1);
    });
  }

  for (const typed of [
    '19900000001',
    '199 0000 0001',
    '+86 199-0000-0001',
    '0086 19900000001',
    '8619900000001',
    '＋８６１９９００００－０００１',
  ]) {
    it(`find by phone with ${typed}`, async () => {
      const { status, body } = await find({ phone: typed });
      assert.equal(status, 200, JSON.stringify(body));
      assert.equal(body.people.length, 5);
    });
  }

  const wrong: ({ idNumber: string } | { phone: string })[] = [
    { idNumber: own.slice(0, 17) + (own.endsWith('1') ? '2' : '1') },
    { idNumber: '1101051949123100' },
    { idNumber: '张小三' },
    { idNumber: '13912345678' },
    { idNumber: '------------------' },
    { idNumber: 'ﷺ'.repeat(60) },
    { idNumber: ' '.repeat(80) + own },
    { phone: '12345678901' },
    { phone: '139123456' },
    { phone: own },
    { phone: '张小三' },
  ];
  for (const number of wrong) {
    it(`refuse ${JSON.stringify(number).slice(0, 50)} as malformed, and nothing is on record`, async () => {
      const before = await onRecord();
      const { status, code, body } = await find(number);
      assert.deepEqual([status, code], [400, 'malformed']);
      assert.ok(!JSON.stringify(body).includes(Object.values(number)[0]!.trim()), 'it is not repeated');
      assert.equal(await onRecord(), before);
    });
  }

  it('pair a tablet by a code however it is typed', async () => {
    for (const typed of [
      wide,
      (code: string) => code.toLowerCase().replace('-', '—'),
      (code: string) => [...code].join(' '),
    ]) {
      const code = await district.pairingCode({ site: sites.mall });
      assert.equal((await district.post('sentry/pair', { code: typed(code), key })).status, 200, typed(code));
    }
  });

  it('refuse what can be no pairing code without counting it as a guess', async () => {
    await district.sql(
      `update _params set value = json_set(value, '$.rateLimits.enabled', json('false')) where id = 'settings'`,
    );
    await district.server.stop();
    await district.restart();
    const code = await district.pairingCode({ site: sites.mall });
    for (let tries = 0; tries < 310; tries++) {
      const { code: fault } = await district.post('sentry/pair', { code: `ABCD-EF${tries}0`, key });
      assert.equal(fault, 'malformed');
    }
    assert.equal((await district.post('sentry/pair', { code, key })).status, 200);
  });
});
