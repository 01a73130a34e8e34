import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createHolderKey, holderPoint } from '../../../src/credentials/pass/holder.ts';
import type { AgreementsAnswer, DistrictAnswer } from '../../../src/domain/api/persons/consent-api.ts';
import type { PassAnswer } from '../../../src/domain/api/api.ts';
import type { DenyListAnswer } from '../../../src/domain/api/gate/sentry-api.ts';
import { base64url, fromBase64url } from '../../../src/domain/bytes/bytes.ts';
import { holdsPassId, readPassIds } from '../../../src/domain/pass/deny-list.ts';
import { decodePassBody, passIdText } from '../../../src/domain/pass/health-pass.ts';
import { noticeVersions } from '../../../src/domain/privacy/notices.ts';
import { dayStart, localDay } from '../../../src/domain/time/local-day.ts';
import { TestDistrict } from '../support/district.ts';
import { idNumberOf, sites } from '../support/fixtures.ts';
import { paperBy } from '../support/sealed-persons.ts';

describe('what a person was told and agreed to', () => {
  let district: TestDistrict;
  let token: string;
  let gate: string;
  before(async () => {
    district = await TestDistrict.open();
    token = await district.citizen('valid');
    gate = (await district.gate({ site: sites.mall })).pairing.token;
  });
  after(() => district.close());

  const agreements = async (): Promise<AgreementsAnswer> =>
    (await district.get<AgreementsAnswer>('me/agreements', token)).body;
  async function pass(more: object = {}) {
    const key = await createHolderKey();
    return district.post<PassAnswer>(
      'pass',
      { holderKey: base64url(await holderPoint(key)), ...more },
      token,
    );
  }
  function idOf({ pass: text }: PassAnswer): string {
    return passIdText(decodePassBody(fromBase64url(text)).fields);
  }
  async function isDenied(passId: string): Promise<boolean> {
    const { body } = await district.get<DenyListAnswer>('sentry/deny-list?have=0', gate);
    return holdsPassId(readPassIds((JSON.parse(body.list!.body) as { ids: string }).ids), passId);
  }

  it('names the district to anybody', async () => {
    const { status, body } = await district.get<DistrictAnswer>('district');
    assert.equal(status, 200);
    assert.ok(body.name['zh-CN'].length > 0 && body.name.en.length > 0 && body.phone.length > 0);
  });

  it('keeps nothing of a page that showed no notice, and refuses a version that does not exist', async () => {
    assert.equal((await pass()).status, 200);
    assert.deepEqual((await agreements()).rows, []);
    for (const notice of [noticeVersions.pass + 1, -1, 1.5, '1', null, {}])
      assert.equal((await pass({ notice })).code, 'malformed', JSON.stringify(notice));
  });

  it('keeps the version that was shown, once, and of passes the day alone', async () => {
    for (let i = 0; i < 2; i++) assert.equal((await pass({ notice: noticeVersions.pass })).status, 200);
    const { rows, withdrawable } = await agreements();
    assert.deepEqual(
      rows.map(({ at, ...row }) => [row, at === dayStart(localDay(at))]),
      [[{ purpose: 'pass', version: noticeVersions.pass, act: 'agreed', via: 'own' }, true]],
    );
    assert.ok(withdrawable.includes('pass'));
    await assert.rejects(district.sql(`delete from consents returning json_quote(1) as found`));
  });

  it('ends what rests on a consent that is withdrawn, until it is given again', async () => {
    const id = idOf((await pass()).body);
    assert.equal(await isDenied(id), false);
    const { status, body } = await district.post<{ passes: number }>(
      'me/withdraw',
      { purpose: 'pass' },
      token,
    );
    assert.equal(status, 200);
    assert.ok(body.passes > 0);
    assert.equal(await isDenied(id), true);
    assert.equal((await pass({ notice: noticeVersions.pass })).code, 'withdrawn');
    assert.equal((await district.post('me/withdraw', { purpose: 'pass' }, token)).code, 'overtaken');
    const after_ = await agreements();
    assert.equal(after_.passWithdrawn, true);
    assert.deepEqual(
      after_.rows.map(({ act }) => act),
      ['withdrawn', 'agreed'],
    );
    assert.equal((await district.post('me/agree', {}, token)).code, 'malformed', 'no notice was shown');
    assert.equal((await district.post('me/agree', { notice: noticeVersions.pass }, token)).status, 200);
    assert.equal((await pass()).status, 200);
    assert.equal(await isDenied(id), true, 'what was withdrawn stays refused');
  });

  it('withdraws every pass on paper for good', async () => {
    const made = await paperBy(district, 'pass', {}, idNumberOf('valid'), token, {
      notice: noticeVersions.paper,
    });
    assert.equal(made.status, 200, JSON.stringify(made.body));
    assert.equal((await agreements()).papers, 1);
    const { body } = await district.post<{ passes: number }>('me/withdraw', { purpose: 'paper' }, token);
    assert.equal(body.passes, 1);
    assert.equal((await district.post('me/withdraw', { purpose: 'visit' }, token)).code, 'malformed');
  });

  it('is told at a desk as well, and says through whom', async () => {
    const { rows } = await agreements();
    assert.deepEqual(
      rows.filter(({ purpose }) => purpose === 'paper').map(({ act, via }) => `${act} ${via}`),
      ['withdrawn own', 'agreed own'],
    );
    const entries = await district.sql<string[]>(
      `select json_group_array(actor || ' ' || subject) as found from audit where action = 'consent.withdraw'`,
    );
    for (const entry of entries) assert.match(entry, /^person:\d+:\d+ (pass|paper) passes:\d+$/);
  });
});
