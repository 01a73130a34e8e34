import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createHolderKey, holderPoint } from '../../../src/credentials/pass/holder.ts';
import {
  mostDaysWithheld,
  type AccessAnswer,
  type AccessRow,
  type WithholdingsAnswer,
} from '../../../src/domain/access/access-log.ts';
import type { Approval, ApprovalsAnswer } from '../../../src/domain/access/approval.ts';
import { staffRoles, type StaffRole } from '../../../src/domain/access/rights.ts';
import type { PassAnswer } from '../../../src/domain/api/api.ts';
import type { CaseChangeAnswer, CaseHoldAnswer } from '../../../src/domain/api/persons/case-api.ts';
import type { OverrideAnswer, PersonFindAnswer } from '../../../src/domain/api/official-api.ts';
import { base64url, fromBase64url } from '../../../src/domain/bytes/bytes.ts';
import { decodeIssuedPass, passIdText } from '../../../src/domain/pass/health-pass.ts';
import { localDay } from '../../../src/domain/time/local-day.ts';
import { routeNames, routeOf } from '../../../src/domain/api/routes.ts';
import { paperBy } from '../support/sealed-persons.ts';
import { TestDistrict } from '../support/district.ts';
import { idNumberOf, type PersonName } from '../support/fixtures.ts';
import { readsOfPersons, routeMatrix } from '../support/rights-matrix.ts';
import { storeScan } from '../support/stored-scans.ts';

const day = 86_400_000;

describe('the log of who looked at a person’s data', () => {
  let district: TestDistrict;
  let pass: string;
  const tokens = new Map<string, string>();
  before(async () => {
    district = await TestDistrict.open();
    for (const role of staffRoles) tokens.set(role, await district.staff(role));
    for (const name of ['valid', 'yellow', 'old', 'positive'] as const)
      tokens.set(name, await district.citizen(name));
    const holderKey = base64url(await holderPoint(await createHolderKey()));
    const { body } = await district.post<PassAnswer>('pass', { holderKey }, tokens.get('valid'));
    pass = passIdText(decodeIssuedPass(fromBase64url(body.pass)).fields);
  });
  after(() => district.close());

  const as = (who: StaffRole | PersonName) => tokens.get(who)!;
  const log = async (who: PersonName, more = ''): Promise<AccessRow[]> =>
    (await district.get<AccessAnswer>(`me/access${more}`, as(who))).body.rows;
  const said = (rows: readonly AccessRow[]) =>
    rows.map(({ role, kind, purpose }) => `${role} ${kind} ${purpose}`.trim());
  const find = async (name: PersonName, purpose = 'to check a contact') =>
    (
      await district.post<PersonFindAnswer>(
        'person/find',
        { idNumber: idNumberOf(name), purpose },
        as('health'),
      )
    ).body;
  const scanOf = async () =>
    storeScan(district, {
      pass: await district.door<number>('pass-number', { pass, day: localDay(Date.now()) }),
      showing: 'AbC-_',
    });

  it('is empty at first', async () => {
    const { body } = await district.get<AccessAnswer>('me/access', as('valid'));
    assert.deepEqual([body.rows, body.next], [[], null]);
  });

  it('has a search with the official’s role and purpose, and nobody’s name', async () => {
    await find('valid');
    const [row, ...more] = await log('valid');
    assert.deepEqual(more, []);
    const { key: _key, at, ...others } = row!;
    assert.deepEqual(others, {
      role: 'health',
      kind: 'search',
      purpose: 'to check a contact',
      withheldUntil: null,
    });
    assert.ok(Date.now() - at < 60_000);
    assert.deepEqual(await log('yellow'), [], 'of the one alone');
    const text = JSON.stringify((await district.get('me/access', as('valid'))).body);
    assert.ok(!text.includes('Staff') && !text.includes('staffhealth'), text);
  });

  it('has an entry in the same transaction as the audit log’s', async () => {
    const entry = await district.sql<[string, string]>(
      `select json_array(a.action, a.actor) as found from access_log l join audit a on a.seq = l.entry
       where l.kind = 'search' limit 1`,
    );
    assert.deepEqual(entry, ['person.find', 'staff:staffhealth0001']);
    await district.sql(
      `create trigger no_more before insert on access_log begin select raise(abort, 'full'); end`,
    );
    const refused = await district.post(
      'person/find',
      { idNumber: idNumberOf('old'), purpose: 'another one' },
      as('health'),
    );
    await district.sql('drop trigger no_more');
    assert.equal(refused.status, 500, 'what cannot be noted is not handed out');
    assert.equal(
      await district.sql<number>(
        `select json_quote(count(*)) as found from audit where subject like '%another one%'`,
      ),
      0,
    );
  });

  it('has lists that showed the person, once a day for each official', async () => {
    const { handle } = (await find('yellow')).people[0]!;
    const asked = { handle, colour: 'red', reason: 'close-contact', days: 7 };
    const { body } = await district.post<OverrideAnswer>('override', asked, as('health'));
    for (let times = 0; times < 3; times++) {
      await district.get('overrides', as('health-lead'));
      await district.get('approvals', as('health-lead'));
    }
    assert.deepEqual(said(await log('yellow')), [
      'health-lead approvals',
      'health-lead overrides',
      'health colour',
      'health search to check a contact',
    ]);
    const lists = await district.sql<string[]>(
      `select json_group_array(subject) as found from audit where action = 'person.list'`,
    );
    assert.deepEqual(lists, ['overrides persons:1', 'approvals persons:1']);
    const decided = { kind: 'override', id: body.override.id, confirm: true };
    assert.equal((await district.post('approval/decide', decided, as('health-lead'))).status, 200);
    assert.equal(
      (await district.post('override/lift', { id: body.override.id }, as('health-lead'))).status,
      200,
    );
    assert.equal(said(await log('yellow'))[0], 'health-lead colour');
  });

  it('has proofs of the person’s passages and holds of their records', async () => {
    const scan = await scanOf();
    const { device, seq, t, site } = scan;
    assert.equal((await district.post('scan/proof', { device, seq, t, site }, as('tracer'))).status, 200);
    const hold = { kind: 'pass', day: localDay(t), pass: scan.pass };
    const held = await district.post<CaseHoldAnswer>(
      'case/hold',
      { purpose: 'Outbreak 7', hold },
      as('tracer'),
    );
    assert.equal(held.status, 200, JSON.stringify(held.body));
    await district.get('cases', as('case-officer'));
    await district.get('cases', as('case-officer'));
    assert.deepEqual(said(await log('valid')).slice(0, 3), [
      'case-officer cases',
      'tracer hold Outbreak 7',
      'tracer proof',
    ]);
  });

  it('has what a desk did for the person', async () => {
    const found = await district.post<{ person: { handle: string } }>(
      'desk/find',
      { idNumber: idNumberOf('old') },
      as('desk-clerk'),
    );
    const { handle } = found.body.person;
    const made = await paperBy(district, 'desk', { handle }, idNumberOf('old'), as('desk-clerk'));
    assert.equal(made.status, 200);
    for (const [route, more] of [
      ['desk/withdraw', { reason: 'lost' }],
      ['desk/lost-phone', {}],
    ] as const) {
      const { status, body } = await district.post(route, { handle, ...more }, as('desk-clerk'));
      assert.equal(status, 200, `${route}: ${JSON.stringify(body)}`);
    }
    // The sign-in of the lost phone is over.
    tokens.set('old', await district.citizen('old'));
    assert.deepEqual(said(await log('old')), [
      'desk-clerk lost-phone',
      'desk-clerk paper',
      'desk-clerk paper',
      'desk-clerk desk',
    ]);
  });

  it('is read by the guardian, and by nobody else', async () => {
    await district.guard('positive', 'valid', 'ward00000000001');
    assert.deepEqual(await log('positive', '?person=ward00000000001'), await log('valid'));
    for (const handle of ['ward00000000001', 'nobody', await district.personId('valid')])
      assert.equal((await district.get(`me/access?person=${handle}`, as('old'))).code, 'not-allowed');
    for (const role of ['health', 'auditor', 'tracer'] as const)
      assert.equal((await district.get('me/access', as(role))).code, 'sign-in');
    assert.equal((await district.get('me/access')).code, 'sign-in');
  });

  it('comes page by page', async () => {
    for (let times = 0; times < 21; times++) await find('positive', `search number ${times}`);
    const first = (await district.get<AccessAnswer>('me/access', as('positive'))).body;
    assert.equal(first.rows.length, 20);
    const rest = (await district.get<AccessAnswer>(`me/access?before=${first.next}`, as('positive'))).body;
    assert.deepEqual([said(rest.rows), rest.next], [['health search search number 0'], null]);
    for (const before of ['x', '0', '-1', '1.5'])
      assert.equal((await district.get(`me/access?before=${before}`, as('positive'))).code, 'malformed');
  });

  it('cannot be changed or emptied', async () => {
    for (const statement of [
      `update access_log set purpose = ''`,
      'delete from access_log',
      'update access_withholdings set until = 0',
    ]) {
      if (statement.includes('withholdings'))
        await district.sql(
          `insert into access_withholdings (case_id, asked_by, decided_by, at, until) values (99, 'a', 'b', 1, 2)`,
        );
      await assert.rejects(district.sql(statement));
    }
  });

  describe('withheld for an investigation', () => {
    const reason = 'The source is not known yet';
    const ask = (body: object, who: StaffRole = 'tracer') =>
      district.post<CaseChangeAnswer>('access/withhold', { case: 1, days: 10, reason, ...body }, as(who));
    const decide = (id: number, who: StaffRole, confirm = true) =>
      district.post('approval/decide', { kind: 'access-withhold', id: String(id), confirm }, as(who));
    const listed = async (who: StaffRole = 'tracer') =>
      (await district.get<WithholdingsAnswer>('access/withholdings', as(who))).body;
    const forCase = async () => said(await log('valid')).filter((row) => / (hold|cases)\b/.test(row));

    it('takes two officials with the right, an open case and an end', async () => {
      for (const [body, code] of [
        [{ days: 0 }, 'malformed'],
        [{ days: mostDaysWithheld + 1 }, 'malformed'],
        [{ days: 1.5 }, 'malformed'],
        [{ reason: 'x' }, 'malformed'],
        [{ case: 0 }, 'malformed'],
        [{ case: 99 }, 'not-found'],
      ] as const)
        assert.equal((await ask(body)).code, code, JSON.stringify(body));
      for (const role of staffRoles.filter((each) => each !== 'tracer' && each !== 'case-officer'))
        assert.equal((await ask({}, role)).code, 'not-allowed', role);
      const { approval } = (await ask({})).body;
      assert.equal((await ask({})).code, 'not-allowed', 'the same waits already');
      assert.equal((await decide(approval, 'tracer')).code, 'not-allowed', 'not who asked');
      for (const role of ['health', 'health-lead', 'administrator', 'urban-management'] as const)
        assert.equal((await decide(approval, role)).code, 'not-found', role);
      assert.equal((await forCase()).length, 2, 'nothing is withheld before');
      const waiting = (await district.get<ApprovalsAnswer>('approvals', as('case-officer'))).body.approvals;
      assert.deepEqual((waiting[0] as Approval).subject, {
        kind: 'access-withhold',
        case: 1,
        purpose: 'Outbreak 7',
        maskedName: '',
        days: 10,
        openedAt: (await listed()).cases[0]!.openedAt,
        persons: 1,
        earlier: 0,
      });
      const [asked] = (await listed()).withholdings;
      assert.deepEqual([asked!.state, asked!.forCase, asked!.days, asked!.decidedBy], ['waiting', 1, 10, '']);
      assert.equal((await decide(approval, 'case-officer')).status, 200);
      const entries = await district.sql<string[]>(
        `select json_group_array(subject) as found from audit where action = 'access.withhold'`,
      );
      assert.match(entries[0]!, /^case:1 days:10 until:20/);
      assert.equal((await ask({ days: 5 })).code, 'not-allowed', 'one is in force');
    });

    it('hides what is for that case, later reads too, and nothing else', async () => {
      assert.deepEqual(await forCase(), []);
      const { device, seq, t, site } = await scanOf();
      await district.post('scan/proof', { device, seq, t, site, case: 1 }, as('tracer'));
      assert.deepEqual(said(await log('valid')), ['tracer proof', 'health search to check a contact']);
    });

    it('shows it by itself when its time is over, and says so', async () => {
      // Time cannot be waited for: the withholding is put into the past, against the trigger that keeps it.
      await district.sql('drop trigger access_withholdings_no_update');
      await district.sql(`update access_withholdings set until = ${Date.now() - 1} where case_id = 1`);
      const rows = await log('valid');
      assert.deepEqual(
        rows.map(({ kind, withheldUntil }) => [kind, withheldUntil !== null]),
        [
          ['proof', true],
          ['cases', true],
          ['hold', true],
          ['proof', false],
          ['search', false],
        ],
      );
      await district.sql(`update access_withholdings set until = ${Date.now() + day} where case_id = 1`);
      assert.deepEqual(await forCase(), []);
    });

    it('shows it at once where an official ends it early, and says so; it can be asked for again', async () => {
      const [row] = (await listed()).withholdings;
      assert.deepEqual(
        [row!.state, row!.askedBy, row!.decidedBy],
        ['running', 'Staff tracer', 'Staff case-officer'],
      );
      const show = (id: number, who: StaffRole) => district.post('access/show', { id }, as(who));
      for (const role of ['health', 'administrator', 'auditor'] as const)
        assert.equal((await show(Number(row!.id), role)).code, 'not-allowed', role);
      assert.equal((await show(99_999, 'tracer')).code, 'overtaken');
      assert.deepEqual(await forCase(), []);
      assert.equal((await show(Number(row!.id), 'case-officer')).status, 200);
      assert.equal((await show(Number(row!.id), 'case-officer')).code, 'overtaken', 'a second time');
      assert.equal((await forCase()).length, 2);
      assert.ok((await log('valid')).find(({ kind }) => kind === 'hold')!.withheldUntil);
      const ended = (await listed()).withholdings.find(({ id }) => id === row!.id)!;
      assert.deepEqual([ended.state, ended.endedBy], ['ended', 'Staff case-officer']);
      const entries = await district.sql<string[]>(
        `select json_group_array(subject) as found from audit where action = 'access.show'`,
      );
      assert.deepEqual(entries, ['case:1']);
      await assert.rejects(district.sql('delete from access_shown_early'));
      const { approval } = (await ask({ days: 2 })).body;
      assert.equal((await decide(approval, 'case-officer')).status, 200);
      assert.deepEqual(await forCase(), [], 'withheld anew');
    });

    it('shows it when the case is closed', async () => {
      const { approval } = (
        await district.post<CaseChangeAnswer>(
          'case/close',
          { case: 1, reason: 'It is over now' },
          as('tracer'),
        )
      ).body;
      const closed = { kind: 'case-close', id: String(approval), confirm: true };
      assert.equal((await district.post('approval/decide', closed, as('case-officer'))).status, 200);
      assert.equal((await forCase()).length, 2);
      assert.equal((await ask({})).code, 'not-found', 'a closed case has nothing to withhold');
      const { cases, withholdings } = await listed();
      assert.ok(!cases.some(({ id }) => id === 1));
      assert.deepEqual(
        [...new Set(withholdings.filter((row) => row.forCase === 1).map(({ state }) => state))].toSorted(),
        ['ended', 'over'],
      );
    });

    it('is of one person alone where it is asked for so, and nobody else’s log lacks anything', async () => {
      const { t, site } = await scanOf();
      const hold = { kind: 'place', site, from: t - 60_000, to: t + 60_000 };
      const held = await district.post<CaseHoldAnswer>(
        'case/hold',
        { purpose: 'Outbreak 8', hold },
        as('tracer'),
      );
      const { case: id } = held.body;
      const [valid, yellow] = await district.sql<[string, string]>(
        `select json_array((select person from account_persons r join citizens c on c.id = r.account where c.email = 'valid@test.example'),
           (select person from account_persons r join citizens c on c.id = r.account where c.email = 'yellow@test.example')) as found`,
      );
      for (const person of [valid, yellow])
        await district.sql(
          `insert into access_log (person, day, at, staff, role, kind, purpose, case_id, entry)
           values ('${person}', ${localDay(t)}, ${Date.now()}, 'x', 'tracer', 'name', 'interview', ${id}, 0) returning json_quote(1) as found`,
        );
      const names = async (who: PersonName) => (await log(who)).filter(({ kind }) => kind === 'name').length;
      assert.deepEqual([await names('valid'), await names('yellow')], [1, 1]);
      assert.equal((await ask({ case: id, person: 'not a handle' })).code, 'not-found');
      const { people } = (
        await district.post<PersonFindAnswer>(
          'person/find',
          { idNumber: idNumberOf('valid'), purpose: 'to withhold' },
          as('tracer'),
        )
      ).body;
      const { approval } = (await ask({ case: id, person: people[0]!.handle })).body;
      const [asked] = (await listed()).withholdings;
      assert.equal(asked!.maskedName, '张*三');
      assert.equal((await decide(approval, 'case-officer')).status, 200);
      assert.deepEqual([await names('valid'), await names('yellow')], [0, 1]);
      const again = { case: id, person: people[0]!.handle };
      assert.equal((await ask(again)).code, 'not-allowed', 'one of this person is in force');
      assert.equal(
        (await log('valid')).filter(({ kind }) => kind === 'withholdings').length,
        0,
        'nor who saw that it is',
      );
      const everybody = (await ask({ case: id })).body.approval;
      assert.equal((await decide(everybody, 'case-officer')).status, 200);
      assert.deepEqual([await names('valid'), await names('yellow')], [0, 0]);
    });
  });

  describe('is kept by the routes', () => {
    it('that are said to read persons, and no other', () => {
      const declared = Object.fromEntries(
        routeNames.flatMap((name) => {
          const { method, path, readsPersons } = routeOf(name);
          return readsPersons ? [[`${method} ${path}`, readsPersons]] : [];
        }),
      );
      assert.deepEqual(
        declared,
        readsOfPersons,
        'tests/server/support/rights-matrix.ts says by hand which do',
      );
    });

    it('and no other answers staff with a masked name, an account’s id or a number of the day', async () => {
      const ids = await district.sql<string[]>('select json_group_array(id) as found from persons');
      const wrong: string[] = [];
      for (const [route, may] of Object.entries(routeMatrix)) {
        if (readsOfPersons[route] || route === 'POST audit') continue;
        const [method, path] = route.split(' ') as [string, string];
        for (const role of may.filter((name): name is StaffRole =>
          (staffRoles as readonly string[]).includes(name),
        )) {
          const answer =
            method === 'GET' ? await district.get(path, as(role)) : await district.post(path, {}, as(role));
          const text = JSON.stringify(answer.body);
          if (text.includes('张*三') || ids.some((id) => text.includes(id)))
            wrong.push(`${route} as ${role}`);
        }
      }
      assert.deepEqual(wrong, []);
    });
  });
});
