import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createHolderKey, holderPoint } from '../../../src/credentials/pass/holder.ts';
import type { StaffRole } from '../../../src/domain/access/rights.ts';
import type { PassAnswer } from '../../../src/domain/api/api.ts';
import { base64url, fromBase64url } from '../../../src/domain/bytes/bytes.ts';
import type { CaseHold, CaseHoldAnswer, CasesAnswer } from '../../../src/domain/api/persons/case-api.ts';
import {
  readDeletion,
  type DeletionCertificatesAnswer,
} from '../../../src/domain/scan/deletion-certificate.ts';
import { decodeIssuedPass, passIdText } from '../../../src/domain/pass/health-pass.ts';
import { addDays, dayStart, localDay } from '../../../src/domain/time/local-day.ts';
import type { KeptScan } from '../../../src/server/cases/cases.ts';
import { TestDistrict } from '../support/district.ts';
import { storeScan } from '../support/stored-scans.ts';

const dayMs = 86_400_000;

describe('cases', () => {
  let district: TestDistrict;
  let tracer: string;
  let person: string;
  /** The pass of `person`, issued today. */
  let pass: string;
  const today = localDay(Date.now());
  const tomorrow = addDays(today, 1);
  before(async () => {
    district = await TestDistrict.open();
    tracer = await district.staff('tracer');
    person = await district.personId('valid');
    const holderKey = base64url(await holderPoint(await createHolderKey()));
    const { body } = await district.post<PassAnswer>('pass', { holderKey }, await district.citizen('valid'));
    pass = passIdText(decodeIssuedPass(fromBase64url(body.pass)).fields);
  });
  after(() => district.close());

  const numberOn = (day: number) => district.door<number>('pass-number', { pass, day });
  const hold = (held: CaseHold, more: object = {}) =>
    district.post<CaseHoldAnswer>('case/hold', { purpose: 'Outbreak 7', hold: held, ...more }, tracer);
  const kept = (id: number) => district.door<KeptScan[]>('kept-scans', { id });
  const cases = async () => (await district.get<CasesAnswer>('cases', tracer)).body.cases;
  const caseKeys = () => readdir(join(district.folder, 'secrets', 'case-keys'));

  it('are for tracing officers alone', async () => {
    const place: CaseHold = { kind: 'place', site: 1, from: Date.now() - 1000, to: Date.now() };
    for (const role of ['health', 'administrator', 'auditor'] as const) {
      const token = await district.staff(role);
      const asked: object = { purpose: 'Outbreak 7', hold: place };
      assert.equal((await district.post('case/hold', asked, token)).code, 'not-allowed');
      assert.equal((await district.post('case/close', { case: 1 }, token)).code, 'not-allowed');
      assert.equal((await district.get('cases', token)).code, 'not-allowed');
    }
    const citizenToken = await district.citizen('valid');
    assert.equal((await district.post('case/hold', {}, citizenToken)).code, 'sign-in');
    assert.equal((await district.get('cases')).code, 'sign-in');
  });

  it('refuse what is no hold, what is gone, and what is not there', async () => {
    const now = Date.now();
    const wrong: [unknown, string][] = [
      [null, 'malformed'],
      [{ kind: 'city' }, 'malformed'],
      [{ kind: 'place', site: 1, from: now, to: now }, 'malformed'],
      [{ kind: 'place', site: 1, from: now - 40 * dayMs, to: now }, 'malformed'],
      [{ kind: 'place', site: '1', from: now - 1, to: now }, 'malformed'],
      [{ kind: 'pass', day: 20260231, pass: 1 }, 'malformed'],
      [{ kind: 'pass', day: today, pass: 0 }, 'malformed'],
      [{ kind: 'pass', day: today, pass: 7 }, 'not-found'],
      [{ kind: 'person', day: addDays(today, -100), person: 7 }, 'not-found'],
      [{ kind: 'scan', site: 1, t: now, device: 1, seq: 123456 }, 'not-found'],
    ];
    for (const [held, code] of wrong)
      assert.equal((await hold(held as CaseHold)).code, code, JSON.stringify(held));
    const place: CaseHold = { kind: 'place', site: 1, from: now - 1000, to: now };
    assert.equal((await hold(place, { purpose: 'x' })).code, 'malformed');
    assert.equal((await hold(place, { case: 99 })).code, 'not-found');
    assert.deepEqual(await cases(), []);
  });

  it('refuse a hold over more than 20,000 scans', async () => {
    const from = dayStart(addDays(today, 2));
    await district.sql(
      `insert into scan_${addDays(today, 2)} (site, t, chain, seq, device, pass, outcome, policy, detail)
       with recursive n(i) as (select 1 union all select i + 1 from n where i < 20001)
       select 9, ${from} + i, 0, i, 1, 0, 0, 1, '[]' from n`,
    );
    const answer = await hold({ kind: 'place', site: 9, from, to: from + dayMs });
    assert.equal(answer.code, 'not-allowed');
    await district.sql(`delete from scan_${addDays(today, 2)}`);
  });

  let caseId: number;
  it('keep the scans and visits of a person, also of the next day, and those of a place', async () => {
    const t = Date.now();
    const own = await storeScan(district, { t, pass: await numberOn(today), showing: 'AbC-_' });
    const next = await storeScan(district, {
      t: dayStart(tomorrow) + 1000,
      pass: await numberOn(tomorrow),
      showing: 'DeF-_',
    });
    await storeScan(district, { t, pass: 12_345, site: 2 });
    await storeScan(district, { t: t + 1, site: 3 });
    await district.post(
      'visit',
      { id: '00000000000000ab', code: district.codes.mall },
      await district.citizen('valid'),
    );
    const personOn = (day: number) => district.personNumber(person, day);
    const opened = await hold({ kind: 'person', day: today, person: await personOn(today) });
    assert.deepEqual(opened.body.matches, { scans: 1, visits: 1 });
    caseId = opened.body.case;
    const more = await hold({ kind: 'pass', day: tomorrow, pass: next.pass }, { case: caseId });
    assert.deepEqual(more.body, { case: caseId, matches: { scans: 1, visits: 0 } });
    const other = await hold({ kind: 'place', site: 3, from: t - 1000, to: t + 1000 });
    assert.deepEqual(other.body.matches, { scans: 1, visits: 0 });
    // What comes after the hold belongs to it as well.
    await storeScan(district, { t: t + 2, pass: own.pass });

    await district.hourly(Date.now() + 15 * dayMs);
    const found = await kept(caseId);
    const scans = found.filter(({ kind }) => kind === 'scan');
    assert.equal(found.length, 4);
    assert.equal(scans.length, 3);
    for (const one of found) assert.equal(one.person, person);
    const first = scans.find(({ row }) => row['t'] === own.t)!;
    assert.ok(String(first.row['detail']).includes('AbC-_'), 'with the showing');
    assert.equal(first.pass?.passId, pass);
    const second = scans.find(({ row }) => row['t'] === next.t)!;
    assert.ok(second.pass?.issued, 'the pass of the day that went proves the next day’s showings still');

    const auditor = await district.staff('auditor');
    const { body } = await district.get<DeletionCertificatesAnswer>('deletion-certificates', auditor);
    const certificate = body.certificates
      .map((one) => readDeletion(one.body))
      .find(({ day }) => day === today)!;
    assert.deepEqual(certificate.kept, [
      { case: caseId, scans: 2, visits: 1 },
      { case: other.body.case, scans: 1, visits: 0 },
    ]);
    assert.equal((await kept(other.body.case))[0]!.person, null);

    await district.hourly(Date.now() + 16 * dayMs);
    assert.equal((await kept(caseId)).length, 4, 'kept once, though its day went later');
  });

  it('keep nothing in clear', async () => {
    const text = await district.sql<string>(
      `select json_group_array(name || sealed) as found from case_scans`,
    );
    for (const secret of [person, pass, 'AbC-_']) assert.ok(!JSON.stringify(text).includes(secret));
  });

  it('are listed with what they hold and keep', async () => {
    const list = await cases();
    assert.equal(list.length, 2);
    const one = list.find(({ id }) => id === caseId)!;
    assert.deepEqual(one.kept, { scans: 3, visits: 1 });
    assert.deepEqual(
      one.holds.map(({ kind }) => kind),
      ['person', 'pass'],
    );
    assert.deepEqual([one.purpose, one.openedBy, one.closedAt], ['Outbreak 7', 'Staff tracer', null]);
  });

  const change = async (what: 'close' | 'reopen', second: StaffRole = 'health') => {
    const asked = { case: caseId, reason: 'Investigation over' };
    const { status, body } = await district.post<{ approval: number }>(`case/${what}`, asked, tracer);
    assert.equal(status, 200);
    const decision = { kind: `case-${what}`, id: String(body.approval), confirm: true };
    return district.post('approval/decide', decision, await district.staff(second));
  };
  const row = async () => (await cases()).find(({ id }) => id === caseId)!;

  it('are closed and opened again by two officials, and lose nothing meanwhile', async () => {
    const { kept, holds } = await row();
    assert.equal((await change('close', 'tracer')).code, 'not-allowed', 'not by the one who asked');
    assert.equal((await row()).closedAt, null);
    await district.sql(`update approvals set state = 'withdrawn'`);
    assert.equal((await change('close')).status, 200);
    const closed = await row();
    assert.equal(closed.keyUntil! - closed.closedAt!, 30 * 86_400_000);
    assert.deepEqual([closed.kept, closed.holds, closed.closedBy], [kept, holds, 'Staff tracer']);
    await district.hourly(Date.now());
    assert.equal((await change('reopen')).status, 200);
    const open = await row();
    assert.deepEqual([open.closedAt, open.closedBy, open.kept], [null, null, kept]);
    assert.equal((await change('close')).status, 200);
  });

  it('end with what they kept and with their key 30 days after they were closed', async () => {
    const keys = (await caseKeys()).length;
    await district.sql(
      `update cases set closed_at = closed_at - ${30 * 86_400_000 - 60_000} where id = ${caseId}`,
    );
    await district.hourly(Date.now());
    assert.equal((await caseKeys()).length, keys, 'a minute before');
    await district.sql(`update cases set closed_at = closed_at - 60000 where id = ${caseId}`);
    await district.hourly(Date.now());
    assert.equal((await caseKeys()).length, keys - 1);
    const left = await district.sql<number>(
      `select json_quote(count(*)) as found from case_scans where case_id = ${caseId}`,
    );
    assert.equal(left, 0);
    const one = (await cases()).find(({ id }) => id === caseId)!;
    assert.deepEqual([one.holds, one.kept, one.closedBy], [[], { scans: 0, visits: 0 }, 'Staff tracer']);
    assert.equal(one.keyUntil, null);
    for (const what of ['close', 'reopen']) {
      const asked = { case: caseId, reason: 'Once more' };
      assert.equal((await district.post(`case/${what}`, asked, tracer)).code, 'not-found', what);
    }
  });

  it('have their key destroyed by the next run where a crash came between', async () => {
    const [open] = (await cases()).filter(({ closedAt }) => closedAt === null);
    await district.sql(`update cases set closed_at = 1, closed_by = 'x' where id = ${open!.id}`);
    assert.equal((await caseKeys()).length, 1);
    await district.hourly(Date.now());
    assert.equal((await caseKeys()).length, 0);
    assert.ok(existsSync(join(district.folder, 'secrets', 'destroyed-keys.json')));
  });

  it('leave a mark of each access', async () => {
    const actions = await district.sql<string[]>(
      `select json_group_array(distinct action) as found from audit where action glob 'case.*'`,
    );
    assert.deepEqual(actions.toSorted(), [
      'case.close',
      'case.destroy',
      'case.hold',
      'case.list',
      'case.reopen',
    ]);
  });
});
