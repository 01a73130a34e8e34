import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { PersonFindAnswer } from '../../../src/domain/api/official-api.ts';
import { TestDistrict } from '../support/district.ts';
import { paperBy } from '../support/sealed-persons.ts';
import { familyPhone, idNumberOf } from '../support/fixtures.ts';

/** The address a person signs in with, and their phone, as anything that is told would hold them. */
const contacts = ['valid@test', 'yellow@test', familyPhone, '19900000001'];

describe('an e-mail address and a phone number', () => {
  let district: TestDistrict;
  before(async () => {
    district = await TestDistrict.open();
  });
  after(() => district.close());

  const tells = (body: unknown): string[] => contacts.filter((one) => JSON.stringify(body).includes(one));

  it('are in no answer to an official or a clerk who deals with the person', async () => {
    const [health, lead, clerk] = [
      await district.staff('health'),
      await district.staff('health-lead'),
      await district.staff('desk-clerk'),
    ];
    await district.hourly(Date.now());
    const find = async (asked: object) =>
      (await district.post<PersonFindAnswer>('person/find', { ...asked, purpose: '核对联系方式' }, health))
        .body;
    const byPhone = await find({ phone: '19900000001' });
    assert.ok(byPhone.people.length > 1);
    const [one] = (await find({ idNumber: idNumberOf('valid') })).people;
    const [other] = (await find({ idNumber: idNumberOf('yellow') })).people;
    const { handle } = one!;
    const desk = await district.post<{ person: { handle: string } }>(
      'desk/find',
      { idNumber: idNumberOf('valid') },
      clerk,
    );
    const answers = [
      byPhone,
      one,
      desk.body,
      (await district.post('override', { handle, colour: 'red', reason: 'symptoms', days: 3 }, health)).body,
      (await district.post('merge', { person: handle, other: other!.handle, reason: '重复登记' }, health))
        .body,
      (await paperBy(district, 'desk', { handle: desk.body.person.handle }, idNumberOf('valid'), clerk)).body,
      (await district.get('overrides', health)).body,
      (await district.get('merges', health)).body,
      (await district.get('approvals', lead)).body,
      (await district.post('audit', {}, await district.staff('auditor'))).body,
    ];
    for (const answer of answers) {
      assert.equal((answer as { code?: string }).code, undefined, JSON.stringify(answer));
      assert.deepEqual(tells(answer), []);
    }
  });

  it('are in no log and no table but the account’s own', async () => {
    await district.post('desk/register', { name: '慕容雪岭' }, await district.staff('desk-clerk'));
    const logged = await district.sql<unknown[]>(
      `select json_group_array(json_array(actor, action, subject)) as found from audit`,
    );
    assert.ok(logged.length > 5);
    assert.deepEqual(tells(logged), []);
    assert.deepEqual(
      tells(
        await district.sql('select json_group_array(json_array(person, purpose)) as found from access_log'),
      ),
      [],
    );
    const persons = await district.sql<unknown[]>(
      `select json_group_array(json_array(maskedName, sealedIdentity, idIndex, phoneIndex)) as found
       from persons`,
    );
    assert.ok(persons.length >= 7);
    assert.deepEqual(tells(persons), []);
    const links = await district.sql(
      'select json_group_array(json_array(account, person, basis)) as found from account_persons',
    );
    assert.deepEqual(tells(links), []);
  });
});
