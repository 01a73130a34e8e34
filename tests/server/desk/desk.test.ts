import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createHolderKey, holderPoint } from '../../../src/credentials/pass/holder.ts';
import type { MeAnswer, PaperBeginAnswer, PassAnswer } from '../../../src/domain/api/api.ts';
import type {
  DeskFindAnswer,
  DeskLostPhoneAnswer,
  DeskRegisterAnswer,
  DeskWithdrawAnswer,
  GuardiansAnswer,
} from '../../../src/domain/api/persons/desk-api.ts';
import { readIdentified } from '../../../src/domain/document/identified.ts';
import type { DenyListAnswer, IdentifyAnswer } from '../../../src/domain/api/gate/sentry-api.ts';
import { base64url, fromBase64url, hex } from '../../../src/domain/bytes/bytes.ts';
import { decodePassBody, passIdText } from '../../../src/domain/pass/health-pass.ts';
import { holdsPassId, readPassIds } from '../../../src/domain/pass/deny-list.ts';
import { decodePaperPass } from '../../../src/domain/pass/paper-pass.ts';
import { residentIdCheck } from '../../../src/domain/person/resident-id.ts';
import { openIdentity } from '../../../src/credentials/custody/sealed-identity.ts';
import { signIn, TestDistrict } from '../support/district.ts';
import { fixturePassword, idNumberOf, sites } from '../support/fixtures.ts';
import { paperBy, sealedPerson, tracingKeyOf } from '../support/sealed-persons.ts';

/** Nobody's: of an area that does not exist. */
function newNumber(serial: number): string {
  const digits = `00000019390405${String(serial).padStart(3, '0')}`;
  return digits + residentIdCheck(digits);
}

describe('the desk', () => {
  let district: TestDistrict;
  let clerk: string;
  let token: string;
  before(async () => {
    district = await TestDistrict.open();
    clerk = await district.staff('desk-clerk');
    token = (await district.gate({ site: sites.mall })).pairing.token;
  });
  after(() => district.close());

  const find = (idNumber: string, as = clerk) => district.post<DeskFindAnswer>('desk/find', { idNumber }, as);
  /** As the clerk's browser does: the name is masked and sealed there. */
  async function register(
    given: { name?: string; idNumber?: string; phone?: string } = {},
    change: object = {},
  ) {
    const { name = '欧阳修远', idNumber = newNumber(1), phone } = given;
    const person = { name, idNumber, ...(phone !== undefined && { phone }) };
    const sealed = await sealedPerson(district.folder, person);
    const { name: _never, ...numbers } = person;
    return district.post<DeskRegisterAnswer>(
      'desk/register',
      { ...sealed, ...numbers, proof: 'id-card', ...change },
      clerk,
    );
  }
  async function handleOf(idNumber: string): Promise<string> {
    return (await find(idNumber)).body.person!.handle;
  }
  async function paper(handle: string, idNumber = idNumberOf('valid')): Promise<string> {
    const { status, body } = await paperBy(district, 'desk', { handle }, idNumber, clerk);
    assert.equal(status, 200, JSON.stringify(body));
    return hex(decodePaperPass(body.text)!.fields.passId);
  }
  async function isDenied(passId: string): Promise<boolean> {
    const { body } = await district.get<DenyListAnswer>('sentry/deny-list?have=0', token);
    return holdsPassId(readPassIds((JSON.parse(body.list!.body) as { ids: string }).ids), passId);
  }
  const marks = (action: string) =>
    district.sql<string[]>(`select json_group_array(subject) as found from audit where action = '${action}'`);

  it('registers a person with no phone, who is found from then on', async () => {
    assert.equal((await find(newNumber(1))).body.person, null);
    const { status, body } = await register();
    assert.equal(status, 200);
    assert.deepEqual(
      { ...body.person, handle: '', record: '' },
      {
        handle: '',
        record: '',
        maskedName: '欧*远',
        papers: 0,
        hasAccount: false,
        guardians: [],
        isMinor: false,
        consented: false,
      },
    );
    assert.equal(body.isNew, true);
    assert.equal((await find(newNumber(1))).body.person!.maskedName, '欧*远');
    assert.match((await marks('desk.register')).at(-1)!, /^person:\w{15} id-card$/);
    const health = await district.staff('health');
    const found = await district.post<{ people: unknown[] }>(
      'person/find',
      { idNumber: newNumber(1), purpose: 'A test' },
      health,
    );
    assert.equal(found.body.people.length, 1);
  });

  it('changes nothing of who is known already, and says so', async () => {
    const stored = () =>
      district.sql<string[]>(`select json_group_array(sealedIdentity) as found from persons`);
    const before = await stored();
    const { body } = await register({ name: '另外的人', idNumber: idNumberOf('valid') });
    assert.equal(body.isNew, false);
    assert.equal(body.person.maskedName, '张*三');
    assert.equal(body.person.hasAccount, true);
    assert.deepEqual(await stored(), before);
  });

  it('keeps name and numbers in no clear text, and opens for who has the tracing key', async () => {
    const { body } = await register({ name: '慕容雪岭', idNumber: newNumber(2), phone: '13900001111' });
    assert.equal(body.isNew, true);
    const [id, sealed] = await district.sql<[string, string]>(
      `select json_array(id, sealedIdentity) as found from persons where maskedName = '慕*岭'`,
    );
    assert.deepEqual(await openIdentity(await tracingKeyOf(district.folder), id, sealed), {
      name: '慕容雪岭',
      idNumber: newNumber(2),
      phone: '13900001111',
      address: '',
    });
    const rows = JSON.stringify(
      await district.sql<unknown>(
        `select json_group_array(json_array(maskedName, sealedIdentity, sealedName, sealedIdNumber, sealedPhone, idIndex, phoneIndex))
         as found from persons`,
      ),
    );
    for (const told of ['慕容雪岭', newNumber(2), '13900001111']) assert.ok(!rows.includes(told), told);
    const log = JSON.stringify(
      await district.sql<unknown>('select json_group_array(subject) as found from audit'),
    );
    for (const told of ['慕容', newNumber(2), '13900001111']) assert.ok(!log.includes(told), told);
  });

  describe('with a document that has no number of 18 characters', () => {
    const passport = { number: 'UTO.L898902C3', birth: 19740812 };
    const findWith = (idNumber: string, birth?: number) =>
      district.post<DeskFindAnswer>('desk/find', { idNumber, ...(birth !== undefined && { birth }) }, clerk);
    const identify = (number: string) =>
      district.post<IdentifyAnswer>(
        'sentry/identify',
        { kind: 'travel-document', number, nonce: '0123456789abcdef' },
        token,
      );

    it('registers somebody, who is found by it and known at a gate', async () => {
      assert.equal((await findWith(passport.number, passport.birth)).body.person, null);
      const { status, body } = await register(
        { name: 'ANNA MARIA ERIKSSON', idNumber: 'uto L898902C3' },
        { birth: passport.birth, proof: 'travel-document' },
      );
      assert.equal(status, 200, JSON.stringify(body));
      assert.deepEqual([body.isNew, body.person.isMinor], [true, false]);
      assert.equal((await findWith(passport.number, passport.birth)).body.person!.record, body.person.record);
      const statement = readIdentified((await identify(passport.number)).body.statement)!;
      assert.equal(statement.person!.maskedName, body.person.maskedName);
    });

    it('takes the permit of a foreigner of 2017 as well', async () => {
      const { body } = await register(
        { name: 'LI SI', idNumber: 'UTO000000000002' },
        { birth: 19900101, proof: 'id-card' },
      );
      assert.equal(body.isNew, true);
      assert.ok((await findWith('UTO000000000002', 19900101)).body.person);
    });

    it('asks when they were born, and knows a child by that', async () => {
      const { status, body } = await findWith(passport.number);
      assert.equal(status, 400);
      assert.match(JSON.stringify(body), /birth/);
      const born = (
        await register(
          { name: 'PAT ROE', idNumber: 'UTO.X12345678' },
          { birth: Number(`${new Date().getUTCFullYear() - 5}0101`), proof: 'travel-document' },
        )
      ).body.person;
      assert.equal(born.isMinor, true);
    });
  });

  const wrong: [string, object, RegExp][] = [
    ['a number with a wrong check character', { idNumber: '000000193904050011' }, /idNumber/],
    ['no masked name', { maskedName: ' ' }, /maskedName/],
    ['a name that is not masked', { maskedName: '玥玥' }, /maskedName/],
    ['a masked name longer than a pass holds', { maskedName: '玥玥*玥' }, /maskedName/],
    ['an identity that is not sealed', { sealed: 'AAAA' }, /sealed/],
    ['a record’s id of another form', { person: 'x' }, /person/],
    ['a phone that is none', { phone: '12' }, /phone/],
    ['no document', { proof: 'my word' }, /proof/],
  ];
  for (const [what, change, message] of wrong) {
    it(`registers nobody with ${what}, and repeats nothing of it`, async () => {
      const count = () => district.sql<number>('select json_quote(count(*)) as found from persons');
      const before = await count();
      const answer = await register({ idNumber: newNumber(3) }, change);
      assert.equal(answer.code, 'malformed');
      assert.match(JSON.stringify(answer.body), message);
      assert.ok(!JSON.stringify(answer.body).includes('玥'));
      assert.equal(await count(), before);
    });
  }

  it('prints a pass on paper for who stands there, on record with the clerk’s name', async () => {
    await paper(await handleOf(newNumber(1)), newNumber(1));
    assert.match((await marks('desk.paper')).at(-1)!, /^person:\w{15}$/);
    assert.equal((await find(newNumber(1))).body.person!.papers, 1);
  });

  it('makes a paper of what was begun here alone, and once', async () => {
    const handle = await handleOf(newNumber(1));
    const begin = () => district.post<PaperBeginAnswer>('desk/paper/begin', { handle }, clerk);
    const { begun } = (await begin()).body;
    const make = (of: string, idHash = 'a1b2') => district.post('desk/paper', { begun: of, idHash }, clerk);
    for (const hash of ['', 'A1B2', 'a1b', 'zzzz']) assert.equal((await make(begun, hash)).code, 'malformed');
    assert.equal((await make('nothing')).code, 'not-found');
    assert.equal((await make(begun)).status, 200);
    assert.equal((await make(begun)).code, 'not-found', 'once');
  });

  it('withdraws papers for good: a status that betters gives none of them back', async () => {
    const id = await district.personId('valid');
    const lost = await paper(await handleOf(idNumberOf('valid')));
    const handle = await handleOf(idNumberOf('valid'));
    const { body } = await district.post<DeskWithdrawAnswer>(
      'desk/withdraw',
      { handle, reason: 'lost' },
      clerk,
    );
    assert.equal(body.withdrawn, 1);
    assert.equal(await isDenied(lost), true);
    const fresh = await paper(await handleOf(idNumberOf('valid')));
    assert.equal(await isDenied(fresh), false);
    const test = (result: string, hoursAgo: number) =>
      district.saveRecord('tests', {
        person: id,
        lab: 'Lab',
        result,
        sampleTime: Date.now() - hoursAgo * 3_600_000,
      });
    await test('positive', 2);
    assert.equal(await isDenied(fresh), true);
    await test('negative', 1);
    assert.equal(await isDenied(fresh), false, 'the other one is good again');
    assert.equal(await isDenied(lost), true);
    const none = await district.post('desk/withdraw', { handle, reason: 'none' }, clerk);
    assert.equal(none.code, 'malformed');
    assert.match((await marks('desk.withdraw')).at(-1)!, / lost$/);
  });

  it('helps with a lost phone: its sign-in ends, its passes are refused, those on paper stay', async () => {
    const signedIn = await district.citizen('valid');
    const holderKey = base64url(await holderPoint(await createHolderKey()));
    const { body: held } = await district.post<PassAnswer>('pass', { holderKey }, signedIn);
    const onPhone = passIdText(decodePassBody(fromBase64url(held.pass)).fields);
    const onPaper = await paper(await handleOf(idNumberOf('valid')));
    const handle = await handleOf(idNumberOf('valid'));
    const { body } = await district.post<DeskLostPhoneAnswer>('desk/lost-phone', { handle }, clerk);
    assert.equal(body.passes, 1);
    assert.equal(await isDenied(onPhone), true);
    assert.equal(await isDenied(onPaper), false);
    assert.equal((await district.get<MeAnswer>('me', signedIn)).code, 'sign-in');
  });

  describe('guardians', () => {
    /** Nobody's: of somebody who is ten. */
    function childsNumber(serial: number): string {
      const year = new Date().getUTCFullYear() - 10;
      const digits = `000000${year}0101${String(serial).padStart(3, '0')}`;
      return digits + residentIdCheck(digits);
    }
    const guardian = (handle: string, more: object = {}) =>
      district.post<GuardiansAnswer>(
        'desk/guardian',
        { handle, idNumber: idNumberOf('valid'), relation: 'child', basis: 'birth', notice: 1, ...more },
        clerk,
      );
    const child = childsNumber(1);

    it('are asked before a pass on paper is printed for who is under 14', async () => {
      const { body } = await register({ name: '欧阳小满', idNumber: child });
      const { handle, isMinor, consented } = body.person!;
      assert.deepEqual([isMinor, consented], [true, false]);
      const begun = await district.post('desk/paper/begin', { handle }, clerk);
      assert.equal(begun.code, 'withdrawn');
      const asked = { handle, about: 'test', words: '检测日期有误', notice: 1 };
      assert.equal((await district.post('desk/correction', asked, clerk)).code, 'withdrawn');
    });

    it('are of age, registered, and another person', async () => {
      const handle = await handleOf(child);
      const young = await guardian(handle, { idNumber: childsNumber(2) });
      assert.equal(young.code, 'malformed');
      assert.match(JSON.stringify(young.body), /young/);
      assert.equal((await guardian(handle, { idNumber: newNumber(77) })).code, 'not-found');
      assert.equal((await guardian(handle, { notice: undefined })).code, 'malformed', 'no notice was shown');
      assert.equal((await guardian(handle, { basis: 'before' })).code, 'malformed');
    });

    it('stand for the person on their phone until a clerk ends it, on record and in the person’s own log', async () => {
      const handle = await handleOf(child);
      const { status, body } = await guardian(handle);
      assert.equal(status, 200);
      assert.deepEqual([body.onPhone, body.consented, body.guardians.length], [true, true, 1]);
      assert.equal((await guardian(handle)).body.guardians.length, 1, 'once');
      await paper(handle, child);
      const phone = await district.citizen('valid');
      const wards = async () =>
        (await district.get<MeAnswer>('me', phone)).body.persons!.filter(
          ({ maskedName }) => maskedName === '欧*满',
        );
      const [ward] = await wards();
      assert.equal(ward!.relation, 'child');
      const log = await district.get<{ rows: { kind: string }[] }>(`me/access?person=${ward!.id}`, phone);
      assert.ok(log.body.rows.some(({ kind }) => kind === 'guardian'));
      const { id } = body.guardians[0]!;
      assert.equal((await district.post('desk/guardian/end', { handle, id: 'x' }, clerk)).code, 'overtaken');
      const ended = await district.post<GuardiansAnswer>('desk/guardian/end', { handle, id }, clerk);
      assert.deepEqual([ended.body.guardians, ended.body.consented], [[], false]);
      assert.deepEqual(await wards(), []);
      assert.equal((await district.post('desk/paper/begin', { handle }, clerk)).code, 'withdrawn');
      assert.match((await marks('guardian.add'))[0]!, /^person:\w{15} guardian:\w{15} child birth$/);
      assert.match((await marks('guardian.end')).at(-1)!, /^person:\w{15} guardian:\w{15}$/);
    });
  });

  it('takes a handle of another clerk’s, or an old one, for none', async () => {
    const handle = await handleOf(newNumber(1));
    const email = 'second-clerk@test.example';
    await district.saveRecord('staff', {
      name: 'Second clerk',
      roles: ['desk-clerk'],
      email,
      password: fixturePassword,
    });
    const other = await signIn(district.server.url, 'staff', email);
    for (const [path, body] of [
      ['desk/paper/begin', { handle }],
      ['desk/withdraw', { handle, reason: 'lost' }],
      ['desk/lost-phone', { handle }],
    ] as const)
      assert.equal((await district.post(path, body, other)).code, 'not-found', path);
    assert.equal((await district.post('desk/paper/begin', { handle: 'x' }, clerk)).code, 'not-found');
  });

  it('finds no more persons than a day allows', async () => {
    let left = (await find(newNumber(1))).body.left;
    while (left > 0) left = (await find(newNumber(1))).body.left;
    assert.equal((await find(newNumber(1))).code, 'too-many');
    assert.equal((await register({ idNumber: newNumber(4) })).code, 'too-many');
    assert.ok((await marks('person.find-limit')).length > 0);
  });
});
