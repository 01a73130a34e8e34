import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createHolderKey, holderPoint } from '../../../src/credentials/pass/holder.ts';
import type { AccessAnswer } from '../../../src/domain/access/access-log.ts';
import type { ApprovalsAnswer } from '../../../src/domain/access/approval.ts';
import type { MeAnswer, PaperPassAnswer, PassAnswer } from '../../../src/domain/api/api.ts';
import type { MergeAnswer, MergesAnswer } from '../../../src/domain/api/persons/merge-api.ts';
import type { OverrideAnswer, PersonFindAnswer } from '../../../src/domain/api/official-api.ts';
import { base64url, fromBase64url } from '../../../src/domain/bytes/bytes.ts';
import { decodeIssuedPass, passIdText } from '../../../src/domain/pass/health-pass.ts';
import { openRoster } from '../../../src/credentials/signed/roster-opener.ts';
import type {
  RosterInviteAnswer,
  SentryRosterAnswer,
  ShiftAnswer,
} from '../../../src/domain/api/gate/roster-api.ts';
import { readRoster } from '../../../src/domain/roster/roster.ts';
import { readShiftCode } from '../../../src/domain/roster/shift-code.ts';
import { localDay } from '../../../src/domain/time/local-day.ts';
import { TestDistrict, type Answer } from '../support/district.ts';
import { idNumberOf, sites, type PersonName } from '../support/fixtures.ts';
import { paperBy } from '../support/sealed-persons.ts';

const reason = '同一人登记两次';

/** A district and what two officials and the persons do in it. */
class Bench {
  private constructor(
    readonly district: TestDistrict,
    readonly health: string,
    readonly lead: string,
  ) {}

  static async open(): Promise<Bench> {
    const district = await TestDistrict.open();
    return new Bench(district, await district.staff('health'), await district.staff('health-lead'));
  }

  async handle(person: PersonName, official = this.health): Promise<string> {
    const asked = { idNumber: idNumberOf(person), purpose: '核对重复登记' };
    const { body } = await this.district.post<PersonFindAnswer>('person/find', asked, official);
    assert.equal(body.people.length, 1, JSON.stringify(body));
    return body.people[0]!.handle;
  }

  async ask(person: PersonName, other: PersonName, official = this.health): Promise<Answer<MergeAnswer>> {
    const asked = {
      person: await this.handle(person, official),
      other: await this.handle(other, official),
      reason,
    };
    return this.district.post<MergeAnswer>('merge', asked, official);
  }

  decide(kind: 'person-merge' | 'person-unmerge', approval: number, confirm = true, official = this.lead) {
    return this.district.post('approval/decide', { kind, id: String(approval), confirm }, official);
  }

  async merge(person: PersonName, other: PersonName): Promise<string> {
    const { body } = await this.ask(person, other);
    const decided = await this.decide('person-merge', body.approval);
    assert.equal(decided.status, 200, JSON.stringify(decided.body));
    return (await this.merges()).merges[0]!.id;
  }

  askParting(id: string): Promise<Answer<MergeAnswer>> {
    return this.district.post<MergeAnswer>('merge/undo', { id, reason: '是两个人' }, this.health);
  }

  async part(id: string): Promise<void> {
    const { body } = await this.askParting(id);
    const decided = await this.decide('person-unmerge', body.approval);
    assert.equal(decided.status, 200, JSON.stringify(decided.body));
  }

  async merges(): Promise<MergesAnswer> {
    return (await this.district.get<MergesAnswer>('merges', this.lead)).body;
  }

  async me(person: PersonName): Promise<MeAnswer> {
    return (await this.district.get<MeAnswer>('me', await this.district.citizen(person))).body;
  }

  async pass(person: PersonName): Promise<string> {
    const holderKey = base64url(await holderPoint(await createHolderKey()));
    const answer = await this.district.post<PassAnswer>(
      'pass',
      { holderKey },
      await this.district.citizen(person),
    );
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return passIdText(decodeIssuedPass(fromBase64url(answer.body.pass)).fields);
  }

  async override(person: PersonName, colour: string): Promise<void> {
    const asked = { handle: await this.handle(person), colour, reason: 'close-contact', days: 7 };
    const { body } = await this.district.post<OverrideAnswer>('override', asked, this.health);
    const decision = { kind: 'override', id: body.override.id, confirm: true };
    const decided = await this.district.post('approval/decide', decision, this.lead);
    assert.equal(decided.status, 200, JSON.stringify(decided.body));
  }

  /** @param number whose ID number is given */
  async paper(person: PersonName, number = person): Promise<Answer<PaperPassAnswer>> {
    return paperBy(this.district, 'pass', {}, idNumberOf(number), await this.district.citizen(person));
  }

  isDenied(pass: string): Promise<boolean> {
    return this.district.sql<boolean>(
      `select json(iif(count(*) > 0, 'true', 'false')) as found from denied
       where pass_id = '${pass}' and removed_version is null`,
    );
  }

  /** All that is kept of persons, as it lies in the database. */
  kept(): Promise<unknown> {
    const all = (table: string, columns: string) =>
      `(select json_group_array(json_array(${columns})) from (select * from ${table} order by id))`;
    return this.district.sql(
      `select json_array(${all('persons', 'id, maskedName, sealedIdentity, keyGeneration, idIndex, phoneIndex, colour')},
         ${all('tests', 'id, person, sampleTime, result')}, ${all('doses', 'id, person, day, number')},
         ${all('overrides', 'id, person, colour, state, decidedAt, liftedAt')},
         ${all('account_persons', 'id, account, person, relation, since, basis')},
         (select json_group_array(json_array(pass_id, owner)) from (select * from papers order by pass_id))) as found`,
    );
  }

  actions(...names: string[]): Promise<[string, string][]> {
    return this.district.sql(
      `select json_group_array(json_array(action, subject)) as found from
       (select * from audit where action in ('${names.join("','")}') order by seq)`,
    );
  }
}

describe('two records of one person', () => {
  let bench: Bench;
  let district: TestDistrict;
  before(async () => {
    bench = await Bench.open();
    ({ district } = bench);
  });
  after(() => district.close());

  it('are not merged where they are one, where one is nobody’s, or without a reason', async () => {
    assert.equal((await bench.ask('valid', 'valid')).code, 'not-allowed');
    const person = await bench.handle('valid');
    for (const other of ['', 'nobody', person.slice(0, -3)]) {
      const { code } = await district.post('merge', { person, other, reason }, bench.health);
      assert.match(code!, /^(malformed|not-found)$/, other);
    }
    const short = { person, other: await bench.handle('yellow'), reason: 'x' };
    assert.equal((await district.post('merge', short, bench.health)).code, 'malformed');
    assert.deepEqual((await bench.merges()).merges, []);
  });

  it('are not merged by a handle of another official', async () => {
    await district.sql(
      `update staff set roles = '["auditor","health"]' where email = 'auditor@test.example'`,
    );
    const stranger = await district.staff('auditor');
    const asked = { person: await bench.handle('valid'), other: await bench.handle('yellow'), reason };
    assert.equal((await district.post('merge', asked, stranger)).code, 'not-found');
  });

  it('wait for another official: who asked cannot decide, whatever their roles, and declined they stay two', async () => {
    await district.sql(
      `update staff set roles = '["health","data-officer"]' where email = 'health@test.example'`,
    );
    const { body } = await bench.ask('valid', 'yellow');
    assert.equal((await bench.ask('valid', 'yellow')).code, 'not-allowed', 'the same waits already');
    for (const confirm of [true, false])
      assert.equal(
        (await bench.decide('person-merge', body.approval, confirm, bench.health)).code,
        'not-allowed',
      );
    const { approvals } = (await district.get<ApprovalsAnswer>('approvals', bench.lead)).body;
    assert.deepEqual(
      approvals.map(({ subject, state, mine }) => [subject, state, mine]),
      [[{ kind: 'person-merge', maskedName: '张*三', otherName: '张*三' }, 'waiting', false]],
    );
    assert.equal((await bench.decide('person-merge', body.approval, false)).status, 200);
    assert.equal((await bench.me('valid')).status.colour, 'green');
    assert.deepEqual((await bench.merges()).merges, []);
    await district.sql(`update staff set roles = '["health"]' where email = 'health@test.example'`);
    assert.equal((await bench.decide('person-merge', body.approval)).code, 'overtaken');
  });

  let merged: string;
  let passes: { valid: string; yellow: string };
  let paper: string;
  let before_: unknown;
  let stale: string;
  it('show as one, by either account and either number, and the worse status counts', async () => {
    paper = (await bench.paper('yellow')).body.text;
    passes = { valid: await bench.pass('valid'), yellow: await bench.pass('yellow') };
    before_ = await bench.kept();
    stale = await bench.handle('yellow');
    const [well, ill] = [await bench.me('valid'), await bench.me('yellow')];
    merged = await bench.merge('valid', 'yellow');
    const [one, other] = [await bench.me('valid'), await bench.me('yellow')];
    for (const me of [one, other]) {
      assert.equal(me.status.colour, 'yellow');
      assert.equal(me.status.doses, 2);
      assert.equal(me.tests.length, well.tests.length + ill.tests.length);
      assert.deepEqual(
        me.persons!.map(({ relation }) => relation),
        ['self'],
      );
    }
    assert.deepEqual(one.tests, other.tests);
    const found = async (name: PersonName) => {
      const asked = { idNumber: idNumberOf(name), purpose: '核对重复登记' };
      return (await district.post<PersonFindAnswer>('person/find', asked, bench.health)).body.people;
    };
    assert.equal((await found('yellow')).length, 1);
    assert.equal((await found('yellow'))[0]!.status.colour, 'yellow');
    assert.equal((await found('valid'))[0]!.status.colour, 'yellow');
  });

  it('have their passes denied that state better, in the same transaction, and no others', async () => {
    assert.equal(await bench.isDenied(passes.valid), true);
    assert.equal(await bench.isDenied(passes.yellow), false, 'yellow it was and is');
    const id = await district.personId('valid');
    const alias = await district.personId('yellow');
    const said = await bench.actions('passes.deny', 'person.merge', 'approval.confirm');
    assert.deepEqual(
      said.map(([action]) => action),
      ['passes.deny', 'person.merge', 'approval.confirm'],
    );
    assert.equal(said[1]![1], `person:${id} alias:${alias}`);
  });

  it('count their papers together, and traces of either’s number of the day lead to the person', async () => {
    assert.ok(paper.length > 0);
    for (let made = 0; made < 2; made++)
      // Either number is theirs now: who has the document has one of them.
      assert.equal((await bench.paper('valid', made === 0 ? 'valid' : 'yellow')).status, 200);
    assert.equal((await bench.paper('valid', 'old')).code, 'not-allowed', 'nobody else’s is');
    assert.equal((await bench.paper('yellow')).code, 'too-many');
    const day = localDay(Date.now());
    const id = await district.personId('valid');
    for (const pass of [passes.valid, passes.yellow]) {
      const number = await district.door<number>('pass-number', { pass, day });
      const holder = await district.door<{ person: string }>('holder', { pass: number, day });
      assert.equal(holder.person, id);
    }
  });

  it('have one log of who looked, told to both accounts', async () => {
    const log = async (name: PersonName) =>
      (await district.get<AccessAnswer>('me/access', await district.citizen(name))).body.rows;
    const [one, other] = [await log('valid'), await log('yellow')];
    assert.deepEqual(one, other);
    assert.ok(one.some(({ kind, purpose }) => kind === 'merge' && purpose === reason));
    assert.ok(one.some(({ kind }) => kind === 'approvals'));
    assert.ok(one.some(({ kind }) => kind === 'merges'));
  });

  it('are not merged again, nor is what is merged already, by a handle of before', async () => {
    const asked = { person: await bench.handle('old'), other: stale, reason };
    assert.equal((await district.post('merge', asked, bench.health)).code, 'overtaken');
    // A record that stands for others is not given away with them.
    assert.equal((await bench.ask('old', 'valid')).code, 'not-allowed');
  });

  it('decided on too late is not done: another merge came first', async () => {
    const one = (await bench.ask('old', 'waiting')).body.approval;
    const other = (await bench.ask('untested', 'waiting')).body.approval;
    assert.equal((await bench.decide('person-merge', one)).status, 200);
    assert.equal((await bench.decide('person-merge', other)).code, 'overtaken');
    await bench.part((await bench.merges()).merges[0]!.id);
  });

  it('are shown by a guardian’s phone as one, until the relation ends', async () => {
    await district.guard('retested', 'yellow', 'ward00000000001');
    await district.guard('retested', 'valid', 'ward00000000002');
    const token = await district.citizen('retested');
    const { persons } = (await district.get<MeAnswer>('me', token)).body;
    assert.equal(persons!.length, 2, 'the guardian and the one person');
    const of = () => district.get<MeAnswer>('me?person=ward00000000001', token);
    assert.equal((await of()).body.status.colour, 'yellow');
    await district.sql(`delete from account_persons where id like 'ward%'`);
    assert.equal((await of()).code, 'not-allowed');
    const holderKey = base64url(await holderPoint(await createHolderKey()));
    const pass = await district.post('pass', { holderKey, person: 'ward00000000001' }, token);
    assert.equal(pass.code, 'not-allowed');
  });

  it('are two again when another official decides so: each with what it had', async () => {
    await district.sql(`delete from papers where owner not in (
      select value ->> 1 from json_each('${JSON.stringify((before_ as unknown[][])[5])}'))`);
    const { body } = await bench.askParting(merged);
    assert.equal((await bench.askParting(merged)).code, 'not-allowed', 'the same waits already');
    assert.equal((await bench.me('valid')).status.colour, 'yellow', 'asking alone does nothing');
    assert.equal((await bench.decide('person-unmerge', body.approval)).status, 200);
    assert.deepEqual(await bench.kept(), before_);
    assert.equal((await bench.me('valid')).status.colour, 'green');
    assert.equal((await bench.me('yellow')).status.colour, 'yellow');
    assert.equal((await bench.me('yellow')).tests.length, 1);
    assert.equal(await bench.isDenied(passes.valid), false, 'well by itself, it has its pass back');
    const [row] = (await bench.merges()).merges.filter(({ id }) => id === merged);
    assert.equal(row!.undoReason, '是两个人');
    assert.ok(row!.undoneAt >= row!.at && row!.undoneBy !== row!.undoAskedBy);
  });

  it('are not parted twice, nor where they never were one', async () => {
    assert.equal((await bench.askParting(merged)).code, 'overtaken');
    for (const id of ['0', '99', 'x', ''])
      assert.match((await bench.askParting(id)).code!, /^(not-found|malformed)$/, id);
    await assert.rejects(district.sql('delete from person_merges'));
    await assert.rejects(district.sql('update person_merges set undone_at = 0'));
  });
});

describe('what comes while two records are one', () => {
  let bench: Bench;
  let district: TestDistrict;
  before(async () => {
    bench = await Bench.open();
    ({ district } = bench);
  });
  after(() => district.close());

  it('counts for both: a later negative result betters a positive one, and parted each has its own again', async () => {
    const merged = await bench.merge('old', 'positive');
    const together = await bench.me('old');
    assert.deepEqual([together.status.colour, together.status.lastResult], ['red', 'positive']);
    const sampleTime = Date.now() + 60_000;
    await district.saveRecord('tests', {
      person: await district.personId('old'),
      sampleTime,
      result: 'negative',
      lab: 'Test lab',
    });
    for (const name of ['old', 'positive'] as const)
      assert.deepEqual((await bench.me(name)).status.colour, 'green', name);
    const meanwhile = await bench.pass('positive');
    await bench.part(merged);
    assert.equal((await bench.me('old')).status.sampleTime, sampleTime, 'it stays where it was written');
    assert.equal((await bench.me('positive')).status.lastResult, 'positive');
    assert.equal(await bench.isDenied(meanwhile), true, 'a pass of both states better than the one is');
  });

  it('a colour that two officials set later is that of both; parted, the earlier one holds again', async () => {
    await bench.override('untested', 'red');
    const merged = await bench.merge('retested', 'untested');
    assert.equal((await bench.me('retested')).status.colour, 'red');
    await bench.override('retested', 'green');
    const me = await bench.me('untested');
    assert.deepEqual([me.status.colour, me.override?.colour], ['green', 'green']);
    await bench.part(merged);
    assert.equal((await bench.me('untested')).status.colour, 'red');
    assert.equal((await bench.me('retested')).status.colour, 'green');
  });

  it('makes the rosters of either anew, and so does the parting: passes of both lead to the entry', async () => {
    const owner = await district.owner('a');
    const site = sites.mall;
    const gate = await district.gate({ site });
    const { code } = (
      await district.post<RosterInviteAnswer>('roster/invite', { site, kind: 'staff' }, owner)
    ).body;
    const own = await district.citizen('retested');
    assert.equal((await district.post('me/rosters/join', { code, notice: 3 }, own)).status, 200);
    const shift = await district.post<ShiftAnswer>('roster/shift', { site, hours: 8 }, owner);
    const { key } = readShiftCode(shift.body.code)!;
    const seen = async (): Promise<{ version: number; passes: string[] }> => {
      const answer = await district.get<SentryRosterAnswer>('sentry/roster?have=0', gate.pairing.token);
      const { body, sealed } = answer.body.roster!;
      const statement = readRoster(body);
      const entries = (await openRoster(statement, sealed, key))!;
      return { version: statement.version, passes: entries.flatMap(({ passes }) => passes) };
    };
    const others = await bench.pass('waiting');
    const before = await seen();
    assert.ok(!before.passes.includes(others));
    const id = await bench.merge('retested', 'waiting');
    const merged = await seen();
    assert.ok(merged.version > before.version);
    assert.ok(merged.passes.includes(others));
    await bench.part(id);
    const parted = await seen();
    assert.ok(parted.version > merged.version);
    assert.ok(!parted.passes.includes(others));
  });

  it('who looks for a person by a phone that both have finds one', async () => {
    await district.hourly(Date.now());
    const find = async () => {
      const asked = { phone: '19900000001', purpose: '核对重复登记' };
      return (await district.post<PersonFindAnswer>('person/find', asked, bench.health)).body.people.length;
    };
    await district.sql(
      `update persons set phoneIndex = 'x' || rowid where id not in
       ('${await district.personId('valid')}', '${await district.personId('yellow')}')`,
    );
    assert.equal(await find(), 2);
    await bench.merge('valid', 'yellow');
    assert.equal(await find(), 1);
  });
});
