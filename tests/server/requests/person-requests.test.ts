import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { MeAnswer } from '../../../src/domain/api/api.ts';
import type { DeskFindAnswer } from '../../../src/domain/api/persons/desk-api.ts';
import type {
  OwnRequestsAnswer,
  PersonRequestsAnswer,
  RequestMade,
} from '../../../src/domain/api/persons/request-api.ts';
import type { TraysAnswer } from '../../../src/domain/access/approval.ts';
import { openIdentity } from '../../../src/credentials/custody/sealed-identity.ts';
import { IdentitySealer } from '../../../src/credentials/custody/sealed-identity.ts';
import { residentIdCheck } from '../../../src/domain/person/resident-id.ts';
import { TestDistrict } from '../support/district.ts';
import { idNumberOf } from '../support/fixtures.ts';
import { sealingKey, tracingKeyOf } from '../support/sealed-persons.ts';

const hour = 3_600_000;

describe('what people ask of the district about themselves', () => {
  let district: TestDistrict;
  let red: string;
  let clerk: string;
  let health: string;
  let lead: string;
  let data: string;
  before(async () => {
    district = await TestDistrict.open();
    red = await district.citizen('positive');
    [clerk, health, lead, data] = (await Promise.all(
      (['desk-clerk', 'health', 'health-lead', 'data-officer'] as const).map((role) => district.staff(role)),
    )) as [string, string, string, string];
  });
  after(() => district.close());

  const own = async (token = red) => (await district.get<OwnRequestsAnswer>('me/requests', token)).body;
  const listed = async (token = health) =>
    (await district.get<PersonRequestsAnswer>('requests', token)).body.requests;
  const review = (more: object = {}, token = red) =>
    district.post<RequestMade>('me/review', { words: '采样时间写错了', notice: 1, ...more }, token);
  const decide = (sent: object, token = health) => district.post('request/decide', sent, token);

  it('takes a review of a red code with a promised time, one at a time, and none of a green one', async () => {
    assert.equal((await own()).reviewable, true);
    assert.equal((await review({ notice: undefined })).code, 'malformed', 'the notice was not shown');
    assert.equal((await review({ words: '短' })).code, 'malformed');
    const { status, body } = await review();
    assert.equal(status, 200);
    assert.equal(body.due - body.now, 24 * hour);
    assert.equal((await review()).code, 'too-many');
    assert.equal((await own()).reviewable, false);
    assert.equal((await review({}, await district.citizen('valid'))).code, 'not-allowed');
    const words = await district.sql<string>(
      `select json_quote(sealed || about || answer) as found from person_requests limit 1`,
    );
    assert.ok(!words.includes('采样'), 'the words lie sealed');
  });

  it('shows it to health officers by its time, counts it in their header, and tells the person who saw it', async () => {
    const [first] = await listed();
    assert.deepEqual(
      [first!.kind, first!.about, first!.words, first!.state, first!.mine],
      ['review', 'red', '采样时间写错了', 'waiting', true],
    );
    assert.equal((await listed(lead))[0]!.mine, false);
    assert.deepEqual(await listed(data), [], 'a data officer sees no health data');
    const trays = async (token: string) => (await district.get<TraysAnswer>('trays', token)).body.requests;
    assert.deepEqual(await trays(health), { waiting: 1, overdue: 0 });
    assert.equal(await trays(lead), undefined);
    await district.sql(
      `update person_requests set due = at where kind = 'review' returning json_quote(1) as found`,
    );
    assert.deepEqual(await trays(health), { waiting: 1, overdue: 1 });
    const log = await district.get<{ rows: { kind: string }[] }>('me/access', red);
    assert.ok(log.body.rows.some(({ kind }) => kind === 'requests'));
  });

  it('changes a colour by two officials alone, and a declined one waits again', async () => {
    const { id } = (await listed())[0]!;
    const change = {
      id,
      outcome: 'change',
      colour: 'green',
      reason: 'data-error',
      days: 3,
      answer: '样本登记有误',
    };
    assert.equal((await decide({ ...change, answer: '' })).code, 'malformed');
    assert.equal((await decide({ id, outcome: 'accepted', answer: '样本登记有误' })).code, 'malformed');
    assert.equal((await decide(change, lead)).code, 'not-found', 'who does not decide is told of none');
    assert.equal((await decide(change)).status, 200);
    assert.equal((await own()).rows[0]!.state, 'second');
    assert.equal((await decide(change)).code, 'overtaken');
    const approval = async (confirm: boolean) => {
      const waiting = await district.sql<string>(
        `select json_quote(id) as found from overrides where state = 'requested'`,
      );
      const sent = { kind: 'override', id: waiting, confirm };
      assert.equal((await district.post('approval/decide', sent, lead)).status, 200);
    };
    await approval(false);
    assert.equal((await own()).rows[0]!.state, 'waiting');
    assert.equal((await decide(change)).status, 200);
    await approval(true);
    const [row] = (await own()).rows;
    assert.deepEqual([row!.state, row!.answer], ['changed', '样本登记有误']);
    assert.ok(row!.decidedAt > 0);
    assert.equal((await district.get<MeAnswer>('me', red)).body.status.colour, 'green');
  });

  it('takes corrections from the person, who can take them back', async () => {
    const asked = { about: 'test', words: '检测日期应为十一月二十八日', notice: 1 };
    assert.equal(
      (await district.post('me/correction', { ...asked, about: 'identity' }, red)).code,
      'malformed',
    );
    assert.equal((await district.post('me/correction', asked, red)).status, 200);
    const { id } = (await own()).rows[0]!;
    const valid = await district.citizen('valid');
    assert.equal((await district.post('me/request/withdraw', { id }, valid)).code, 'not-found', 'another’s');
    assert.equal((await district.post('me/request/withdraw', { id }, red)).status, 200);
    assert.equal((await decide({ id, outcome: 'accepted', answer: '已经更正了' })).code, 'overtaken');
    assert.equal((await district.post('me/correction', asked, red)).status, 200);
    const { id: second } = (await own()).rows[0]!;
    assert.equal(
      (await decide({ id: second, outcome: 'refused', answer: '与检测机构核对无误' })).status,
      200,
    );
    assert.equal((await own()).rows[0]!.state, 'refused');
  });

  it('corrects who somebody is from what a clerk compared, sealed, and a data officer decides', async () => {
    const { body: found } = await district.post<DeskFindAnswer>(
      'desk/find',
      { idNumber: idNumberOf('valid') },
      clerk,
    );
    const { handle, record } = found.person!;
    const digits = '00000019390405777';
    const idNumber = digits + residentIdCheck(digits);
    const sealer = await IdentitySealer.begin(await sealingKey(district.folder));
    const identity = { name: '张贰叁', idNumber, phone: '', address: '' };
    const sent = {
      handle,
      maskedName: '张*叁',
      sealed: await sealer.seal(record, identity),
      idNumber,
      proof: 'id-card',
      notice: 1,
    };
    assert.equal(
      (await district.post('desk/identity', { ...sent, maskedName: '张贰叁' }, clerk)).code,
      'malformed',
    );
    assert.equal((await district.post('desk/identity', sent, clerk)).status, 200);
    const [row] = await listed(data);
    assert.deepEqual(row!.identity, {
      maskedName: '张*叁',
      proof: 'id-card',
      changesNumber: true,
      changesPhone: true,
    });
    assert.equal(
      (await decide({ id: row!.id, outcome: 'accepted', answer: '证件核对无误' })).code,
      'not-found',
    );
    assert.equal(
      (await decide({ id: row!.id, outcome: 'accepted', answer: '证件核对无误' }, data)).status,
      200,
    );
    const after_ = await district.post<DeskFindAnswer>('desk/find', { idNumber }, clerk);
    assert.equal(after_.body.person!.maskedName, '张*叁');
    const sealed = await district.sql<string>(
      `select json_quote(sealedIdentity) as found from persons where id = '${record}'`,
    );
    assert.deepEqual(await openIdentity(await tracingKeyOf(district.folder), record, sealed), identity);
    const log = await district.sql<string[]>('select json_group_array(subject) as found from audit');
    assert.ok(!log.join().includes(idNumber));
  });

  it('is asked at a desk for who has no phone', async () => {
    const { body } = await district.post<DeskFindAnswer>(
      'desk/find',
      { idNumber: idNumberOf('positive') },
      clerk,
    );
    const handle = body.person?.handle ?? '';
    const asked = { handle, about: 'dose', words: '第三剂未登记', notice: 1 };
    assert.equal(
      (await district.post('desk/correction', { ...asked, handle: 'x' }, clerk)).code,
      'not-found',
    );
    assert.equal((await district.post('desk/correction', asked, clerk)).status, 200);
    assert.ok((await listed()).some(({ via, about }) => via === 'desk' && about === 'dose'));
  });
});
