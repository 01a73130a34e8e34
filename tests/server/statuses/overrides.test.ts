import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { verifyDenyList } from '../../../src/credentials/signed/deny-list-verifier.ts';
import { createHolderKey, holderPoint } from '../../../src/credentials/pass/holder.ts';
import type { DenyListAnswer, HeartbeatAnswer } from '../../../src/domain/api/gate/sentry-api.ts';
import type { MeAnswer, PassAnswer } from '../../../src/domain/api/api.ts';
import type {
  OverrideAnswer,
  OverridesAnswer,
  PersonFindAnswer,
} from '../../../src/domain/api/official-api.ts';
import { base64url, fromBase64url } from '../../../src/domain/bytes/bytes.ts';
import { readCharter, type Charter } from '../../../src/domain/bundle/charter.ts';
import {
  applyDelta,
  holdsPassId,
  isDelta,
  readPassIds,
  type DenyDelta,
  type FullDenyList,
} from '../../../src/domain/pass/deny-list.ts';
import { decodeIssuedPass, passIdText } from '../../../src/domain/pass/health-pass.ts';
import { readWord } from '../../../src/domain/bundle/word.ts';
import { keyringPath } from '../../../tools/keys/secrets.ts';
import { TestDistrict } from '../support/district.ts';
import { idNumberOf, sites, type PersonName } from '../support/fixtures.ts';

const beat = {
  queue: 0,
  oldestMs: 0,
  rejected: 0,
  bundleVersion: 1,
  appVersion: 'test',
  camera: 'running',
  temperature: 'running',
  sound: 'running',
  clock: Date.now(),
};

describe('a status set by hand', () => {
  let district: TestDistrict;
  let health: string;
  let lead: string;
  let sentry: string;
  let charter: Charter;
  before(async () => {
    district = await TestDistrict.open();
    [health, lead] = await Promise.all([district.staff('health'), district.staff('health-lead')]);
    sentry = (await district.sentry({ site: sites.mall })).token;
    const file = join(dirname(keyringPath(district.folder)), 'charter.json');
    const { signed } = JSON.parse(await readFile(file, 'utf8')) as { signed: { body: string } };
    charter = readCharter(signed.body);
  });
  after(() => district.close());

  async function passOf(person: PersonName): Promise<{ id: string; colour: string }> {
    const holderKey = base64url(await holderPoint(await createHolderKey()));
    const { body } = await district.post<PassAnswer>('pass', { holderKey }, await district.citizen(person));
    const { fields } = decodeIssuedPass(fromBase64url(body.pass));
    return { id: passIdText(fields), colour: fields.colour };
  }

  const me = async (person: PersonName): Promise<MeAnswer> =>
    (await district.get<MeAnswer>('me', await district.citizen(person))).body;

  async function handleOf(person: PersonName, official: string): Promise<string> {
    const asked = { idNumber: idNumberOf(person), purpose: '密接者管控核对' };
    const { status, body } = await district.post<PersonFindAnswer>('person/find', asked, official);
    assert.equal(status, 200, JSON.stringify(body));
    assert.equal(body.people.length, 1);
    return body.people[0]!.handle;
  }

  async function request(person: PersonName, colour: string, official = health) {
    const asked = { handle: await handleOf(person, official), colour, reason: 'close-contact', days: 7 };
    return district.post<OverrideAnswer>('override', asked, official);
  }

  const decide = (id: string, confirm: boolean, token: string) =>
    district.post('approval/decide', { kind: 'override', id, confirm }, token);

  async function approved(person: PersonName, colour: string): Promise<string> {
    const { body } = await request(person, colour);
    const { id } = body.override;
    const decided = await decide(id, true, lead);
    assert.equal(decided.status, 200, JSON.stringify(decided.body));
    return id;
  }

  async function list(have = 0): Promise<FullDenyList | DenyDelta | null> {
    const { status, body } = await district.get<DenyListAnswer>(`sentry/deny-list?have=${have}`, sentry);
    assert.equal(status, 200, JSON.stringify(body));
    if (!body.list) return null;
    const verified = await verifyDenyList(body.list, charter);
    assert.ok(verified, 'signed by the key of the charter');
    return verified;
  }

  async function full(): Promise<FullDenyList> {
    const found = await list();
    assert.ok(found && !isDelta(found));
    return found;
  }

  const lists = async (passId: string): Promise<boolean> =>
    holdsPassId(readPassIds((await full()).ids), passId);

  const actions = (): Promise<{ actor: string; action: string; subject: string }[]> =>
    district.sql(
      `select json_group_array(json_object('actor', actor, 'action', action, 'subject', subject)) as found from audit`,
    );

  it('takes two officials: the one who asked cannot decide, however often and whatever their roles', async () => {
    await district.sql(
      `update staff set roles = '["health","health-lead"]' where email = 'health@test.example'`,
    );
    const { body, status } = await request('valid', 'red');
    assert.equal(status, 200);
    const { id, state, mine } = body.override;
    assert.deepEqual([state, mine], ['requested', true]);
    assert.equal((await me('valid')).status.colour, 'green', 'a request alone changes nothing');
    for (let time = 0; time < 2; time++) {
      for (const approve of [true, false]) {
        const answer = await decide(id, approve, health);
        assert.deepEqual([answer.status, answer.code], [403, 'not-allowed']);
      }
    }
    assert.equal((await me('valid')).status.colour, 'green');
    assert.equal((await request('valid', 'yellow')).code, 'not-allowed', 'one request at a time');
    assert.equal((await decide(id, false, lead)).status, 200);
    const { overrides } = (await district.get<OverridesAnswer>('overrides', health)).body;
    assert.equal(overrides.find((each) => each.id === id)!.state, 'refused');
    assert.equal((await me('valid')).status.colour, 'green');
    assert.equal((await decide(id, true, lead)).code, 'overtaken', 'what was refused stays so');
    await district.sql(`update staff set roles = '["health"]' where email = 'health@test.example'`);
    const again = (await request('valid', 'red')).body.override.id;
    for (const official of [health, await district.staff('administrator')])
      assert.match((await decide(again, true, official)).code!, /^not-(allowed|found)$/);
    assert.equal((await decide(again, false, lead)).status, 200);
  });

  it('holds at once, is seen by the citizen, stands in the next pass, and ends when it is lifted', async () => {
    const old = await passOf('valid');
    assert.equal(old.colour, 'green');
    const id = await approved('valid', 'yellow');
    const seen = await me('valid');
    assert.equal(seen.status.colour, 'yellow');
    assert.deepEqual(
      [seen.override!.colour, seen.override!.reason, seen.override!.office],
      ['yellow', 'close-contact', 'health'],
    );
    assert.ok(seen.override!.until - seen.now > 6.9 * 86_400_000);
    assert.equal(await lists(old.id), true, 'the pass that states green');
    const fresh = await passOf('valid');
    assert.equal(fresh.colour, 'yellow');
    assert.equal(await lists(fresh.id), false, 'the pass that states yellow');
    await approved('valid', 'red');
    assert.deepEqual([await lists(old.id), await lists(fresh.id)], [true, true]);
    const { body } = await district.get<OverridesAnswer>('overrides', lead);
    const active = body.overrides.filter(({ state }) => state === 'active');
    assert.equal(active.length, 1, 'the newer one takes the place of the older');
    assert.deepEqual(
      [active[0]!.requestedBy, active[0]!.decidedBy, active[0]!.mine],
      ['Staff health', 'Staff health-lead', false],
    );
    assert.equal(body.overrides.find((one) => one.id === id)!.state, 'lifted');
    const lifted = await district.post('override/lift', { id: active[0]!.id }, lead);
    assert.equal(lifted.status, 200);
    assert.equal((await me('valid')).status.colour, 'green');
    assert.equal((await me('valid')).override, null);
    assert.deepEqual([await lists(old.id), await lists(fresh.id)], [false, false]);
  });

  it('ends by itself when its time is over', async () => {
    const old = await passOf('old');
    const id = await approved('old', 'red');
    assert.equal(await lists(old.id), true);
    await district.sql(`update overrides set validUntil = ${Date.now() - 1000} where id = '${id}'`);
    assert.equal((await me('old')).status.colour, 'green');
    await district.hourly(Date.now());
    assert.equal(await lists(old.id), false);
    const { body } = await district.get<OverridesAnswer>('overrides', health);
    assert.equal(body.overrides.find((one) => one.id === id)!.state, 'lifted');
  });

  it('well again by hand does not allow a pass that hides a positive result', async () => {
    const before = await passOf('retested');
    const person = await district.personId('retested');
    await district.saveRecord('tests', {
      person,
      sampleTime: Date.now(),
      result: 'positive',
      lab: 'Test lab',
    });
    assert.equal(await lists(before.id), true, 'a positive test calls the live pass back');
    await approved('retested', 'green');
    assert.equal((await me('retested')).status.colour, 'green');
    assert.equal(await lists(before.id), true);
    await district.saveRecord('tests', {
      person,
      sampleTime: Date.now() + 2 * 86_400_000,
      result: 'negative',
      lab: 'Test lab',
    });
    assert.equal(await lists(before.id), true, 'a negative one of the day after tomorrow proves nothing');
    await district.saveRecord('tests', {
      person,
      sampleTime: Date.now() + 1,
      result: 'negative',
      lab: 'Test lab',
    });
    assert.equal(await lists(before.id), false, 'a negative one allows it again');
  });

  it('reaches sentries as a signed delta that results in the full list, and nobody else', async () => {
    const base = await full();
    const pass = await passOf('untested');
    const id = await approved('untested', 'red');
    const delta = await list(base.version);
    assert.ok(delta && isDelta(delta));
    assert.equal(delta.from, base.version);
    const whole = await full();
    assert.equal(delta.to, whole.version);
    assert.ok(whole.version > base.version);
    const ids = applyDelta(readPassIds(base.ids), delta);
    assert.equal(base64url(ids), whole.ids);
    assert.equal(createHash('sha256').update(whole.ids).digest('hex'), delta.sha256);
    assert.equal(holdsPassId(ids, pass.id), true);
    assert.equal(await list(whole.version), null, 'the newest is not sent again');
    const { body } = await district.post<HeartbeatAnswer>('sentry/heartbeat', beat, sentry);
    assert.equal(readWord(body.word!.body).denyVersion, whole.version);

    await district.post('override/lift', { id }, lead);
    const back = await list(base.version);
    assert.ok(back);
    const after = isDelta(back) ? applyDelta(readPassIds(base.ids), back) : readPassIds(back.ids);
    assert.equal(holdsPassId(after, pass.id), false);

    for (const token of [undefined, health, await district.citizen('valid'), await district.owner('a')]) {
      assert.equal((await district.get('sentry/deny-list?have=0', token)).code, 'sign-in');
    }
  });

  it('costs one signature when many sentries ask at once', async () => {
    await passOf('yellow');
    const base = (await full()).version;
    await approved('yellow', 'red');
    const answers = await Promise.all(
      Array.from({ length: 60 }, () => district.get<DenyListAnswer>(`sentry/deny-list?have=${base}`, sentry)),
    );
    const texts = new Set(answers.map(({ body }) => JSON.stringify(body.list)));
    // Each signing would bear a time of its own.
    assert.equal(texts.size, 1);
  });

  it('forgets passes that have expired', async () => {
    const pass = await passOf('waiting');
    await approved('waiting', 'red');
    assert.equal(await lists(pass.id), true);
    const { version } = await full();
    await district.sql(`update denied set expires = ${Date.now() - 1} where pass_id = '${pass.id}'`);
    await district.hourly(Date.now());
    assert.equal(await lists(pass.id), false);
    assert.ok((await full()).version > version);
  });

  it('is for health officers alone, with a purpose, by exact number; every search is on record', async () => {
    const asked = { idNumber: idNumberOf('valid'), purpose: '核对密接者身份' };
    for (const role of ['auditor', 'administrator'] as const) {
      const other = await district.staff(role);
      assert.equal((await district.post('person/find', asked, other)).code, 'not-allowed');
      assert.equal((await district.get('overrides', other)).code, 'not-allowed');
      for (const id of ['override', 'override/lift'])
        assert.equal((await district.post(id, {}, other)).code, 'not-allowed');
    }
    assert.equal(
      (await district.post('person/find', asked, lead)).code,
      'not-allowed',
      'who decides looks for nobody',
    );
    assert.equal((await district.post('person/find', asked, sentry)).code, 'sign-in');
    assert.equal(
      (await district.post('person/find', { ...asked, purpose: ' 1 ' }, health)).code,
      'malformed',
    );
    assert.equal((await district.post('person/find', { purpose: '核对身份' }, health)).code, 'malformed');
    const nobody = await district.post<PersonFindAnswer>(
      'person/find',
      { ...asked, idNumber: '11010519491231002X' },
      health,
    );
    assert.deepEqual(nobody.body.people, []);
    const { body } = await district.post<PersonFindAnswer>('person/find', asked, health);
    assert.deepEqual(Object.keys(body.people[0]!).sort(), ['handle', 'maskedName', 'status']);
    const { handle } = body.people[0]!;
    const foreign = { handle, colour: 'red', reason: 'close-contact', days: 1 };
    await district.sql(`update staff set roles = '["health"]' where email = 'tracer@test.example'`);
    assert.equal(
      (await district.post('override', foreign, await district.staff('tracer'))).code,
      'not-found',
      'another’s handle',
    );
    for (const bad of [{ reason: 'because' }, { colour: 'blue' }, { days: 0 }, { handle: 'x' }]) {
      const { status } = await district.post('override', { ...foreign, ...bad }, health);
      assert.ok(status === 400 || status === 404, JSON.stringify(bad));
    }
    const searches = (await actions()).filter(({ action }) => action === 'person.find');
    const last = searches.at(-1)!;
    assert.match(last.actor, /^staff:/);
    assert.match(last.subject, /^person:\w+ by ID number; purpose: 核对密接者身份$/);
    assert.match(searches.at(-2)!.subject, /^nobody:[0-9a-f]{16} by ID number/);
    assert.ok(!JSON.stringify(searches).includes('000000'), 'no number in the log');
  });

  it('finds by phone those whose phones had no index before, five at most', async () => {
    await district.hourly(Date.now());
    const { body } = await district.post<PersonFindAnswer>(
      'person/find',
      { phone: '19900000001', purpose: '联系家庭成员' },
      health,
    );
    assert.equal(body.people.length, 5);
  });

  it('leaves an entry for every step', async () => {
    const found = new Set((await actions()).map(({ action }) => action));
    for (const action of [
      'override.request',
      'override.approve',
      'override.refuse',
      'override.lift',
      'override.end',
      'passes.deny',
      'passes.allow',
    ]) {
      assert.ok(found.has(action), action);
    }
  });

  it('never comes from a visit: a forwarded site code changes nobody’s status', async () => {
    const state = (): Promise<unknown> =>
      district.sql(
        `select json_array(
           (select json_group_array(json_array(id, colour)) from (select id, colour from persons order by id)),
           (select json_group_array(json_array(person, sampleTime, result)) from (select * from tests order by id)),
           (select json_group_array(json_array(id, state)) from (select * from overrides order by id)),
           (select json_group_array(json_array(pass_id, added_version, removed_version)) from denied),
           (select version from deny_version)) as found`,
      );
    const everybody: PersonName[] = ['valid', 'positive', 'yellow', 'old', 'untested', 'waiting'];
    const statuses = await Promise.all(everybody.map(async (person) => (await me(person)).status));
    const before = await state();
    for (const person of everybody) {
      const token = await district.citizen(person);
      // All at the door of one place, that of a positive person among them, and again from elsewhere.
      for (const code of [district.codes.mall, district.codes.school, district.codes.mall]) {
        const id = randomBytes(8).toString('hex');
        assert.equal((await district.post('visit', { code, id }, token)).status, 200);
      }
    }
    assert.deepEqual(await state(), before);
    assert.deepEqual(await Promise.all(everybody.map(async (person) => (await me(person)).status)), statuses);
  });
});
