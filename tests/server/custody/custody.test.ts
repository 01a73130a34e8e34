import assert from 'node:assert/strict';
import { createPrivateKey, sign } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openIdentity } from '../../../src/credentials/custody/sealed-identity.ts';
import { agreementKey } from '../../../src/credentials/custody/closed-box.ts';
import { unwrapKey, unwrapSecret, wrapKey } from '../../../src/credentials/custody/wrapped-key.ts';
import {
  certifiedTracer,
  CustodyRefused,
  verifyCharter,
} from '../../../src/credentials/signed/custody-verifier.ts';
import type { AccessAnswer } from '../../../src/domain/access/access-log.ts';
import type { CaseHoldAnswer } from '../../../src/domain/api/persons/case-api.ts';
import type { PersonFindAnswer } from '../../../src/domain/api/official-api.ts';
import { tracingKey } from '../../../src/domain/bundle/charter.ts';
import { base64url, fromHex } from '../../../src/domain/bytes/bytes.ts';
import {
  mostNamed,
  type NameListAnswer,
  type CustodyAnswer,
  type OpenNameAnswer,
  type TracerKeyAnswer,
} from '../../../src/domain/custody/custody-api.ts';
import { tracerMessage } from '../../../src/domain/custody/tracer-certificate.ts';
import { rootFolder } from '../../../tools/keys/charter.ts';
import { handOver, resealIdentities, type Custody, type SealedPerson } from '../../../tools/keys/custody.ts';
import { newSigningKey, type SigningKey } from '../../../tools/keys/secrets.ts';
import { rotateTracingKey } from '../../../tools/keys/tracing.ts';
import { findPocketBase } from '../../../tools/pocketbase/pocketbase.ts';
import { runConsoleCommand } from '../../../tools/pocketbase/server.ts';
import { TestDistrict } from '../support/district.ts';
import { custodianAccounts, familyPhone, fixtureName, idNumberOf } from '../support/fixtures.ts';
import { tracingKeyOf } from '../support/sealed-persons.ts';

function signature(key: Pick<SigningKey, 'privateKey' | 'publicKey'>, body: string): string {
  const point = fromHex(key.publicKey);
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    d: base64url(fromHex(key.privateKey)),
    x: base64url(point.slice(1, 33)),
    y: base64url(point.slice(33)),
  };
  const privateKey = createPrivateKey({ key: jwk, format: 'jwk' });
  return base64url(sign('sha256', tracerMessage(body), { key: privateKey, dsaEncoding: 'ieee-p1363' }));
}

/** An officer's browser: as the page does, with keys that lie in it alone. */
async function newBrowser() {
  const { privateKey, publicKey } = newSigningKey(1);
  const point = base64url(fromHex(publicKey));
  return { point, own: await agreementKey(fromHex(privateKey), point) };
}

describe('custody of names', () => {
  let district: TestDistrict;
  let tracer: string;
  let caseOfficer: string;
  let custodians: Custody['custodians'];
  let offices: [string, string];
  let openCase: number;
  before(async () => {
    district = await TestDistrict.open();
    tracer = await district.staff('tracer');
    caseOfficer = await district.staff('case-officer');
    offices = [await district.staff('data-officer'), await district.staff('health-lead')];
    const text = await readFile(join(rootFolder(district.folder), 'custody.json'), 'utf8');
    ({ custodians } = JSON.parse(text) as Custody);
    const held = await district.post<CaseHoldAnswer>(
      'case/hold',
      { purpose: 'Outbreak 7', hold: { kind: 'place', site: 1, from: Date.now() - 1000, to: Date.now() } },
      tracer,
    );
    openCase = held.body.case;
  });
  after(() => district.close());

  const see = async (token: string) => (await district.get<CustodyAnswer>('custody', token)).body;
  const rowOf = async (key: number) => (await see(tracer)).tracers.find((row) => row.key === key)!;
  const shares = () =>
    [1, 3].map((keeper) => join(rootFolder(district.folder), 'escrow', `keeper-${keeper}.json`));
  async function handIn(point: string, token: string): Promise<number> {
    const { status, body } = await district.post<TracerKeyAnswer>('custody/key', { point }, token);
    assert.equal(status, 200, JSON.stringify(body));
    return body.key;
  }
  async function certify(key: number, office: 0 | 1, by = custodians[office]!) {
    const { body } = await rowOf(key);
    const given = { key, custodian: by.id, signature: signature(by as SigningKey, body) };
    return district.post('custody/certify', given, offices[office]);
  }
  async function handleOf(token: string): Promise<string> {
    const asked = { idNumber: idNumberOf('valid'), purpose: 'Outbreak 7' };
    const { body } = await district.post<PersonFindAnswer>('person/find', asked, token);
    return body.people[0]!.handle;
  }
  async function open(token: string, change: object = {}) {
    const asked = { handle: await handleOf(token), case: openCase, reason: 'interview', ...change };
    return district.post<OpenNameAnswer>('name/open', asked, token);
  }
  async function opened(
    browser: Awaited<ReturnType<typeof newBrowser>>,
    key: number,
    token: string,
  ): Promise<string> {
    const { charter: signed, root, wrapped, now } = await see(token);
    const charter = await verifyCharter(signed, root, now);
    const { body, status } = await open(token);
    assert.equal(status, 200, JSON.stringify(body));
    const tracing = tracingKey(charter)!;
    const held = wrapped.find((one) => one.key === key && one.generation === tracing.generation)!;
    const secret = await unwrapKey(browser.own, tracing, held.wrapped);
    const identity = await openIdentity(secret, body.person, body.sealed);
    assert.equal(identity.idNumber, idNumberOf('valid'));
    assert.equal(identity.phone, familyPhone);
    return identity.name;
  }

  let first: Awaited<ReturnType<typeof newBrowser>>;
  let firstKey: number;

  it('certifies a browser by two officers, each with their own key, and nobody by their own', async () => {
    first = await newBrowser();
    firstKey = await handIn(first.point, tracer);
    assert.equal(await handIn(first.point, tracer), firstKey, 'once');
    assert.equal((await district.post('custody/key', { point: 'AAAA' }, tracer)).code, 'malformed');
    assert.equal(
      (await district.post('custody/key', { point: first.point }, caseOfficer)).code,
      'not-allowed',
    );

    const stranger = { ...custodians[0]!, ...newSigningKey(1) };
    assert.equal((await certify(firstKey, 0, stranger)).code, 'key');
    assert.equal((await certify(firstKey, 0, custodians[1]!)).code, 'not-allowed', 'another’s key');
    assert.equal((await certify(firstKey, 0)).status, 200);
    assert.equal((await certify(firstKey, 0)).status, 200, 'twice is once');
    const wrapped = 'A'.repeat(170);
    const early = await district.post('custody/hand-over', { key: firstKey, generation: 1, wrapped }, tracer);
    assert.equal(early.code, 'malformed');

    const { charter: signed, root, now } = await see(tracer);
    const charter = await verifyCharter(signed, root, now);
    await assert.rejects(certifiedTracer(charter, await rowOf(firstKey), now), CustodyRefused);
    const number = (value: string) =>
      district.sql(
        `update staff_accounts set staff_number = '${value}' where account in ('${custodianAccounts.join("','")}')`,
      );
    assert.equal(await number('N1'), 2);
    assert.equal((await certify(firstKey, 1)).code, 'not-allowed', 'two accounts of one human');
    await assert.rejects(certifiedTracer(charter, await rowOf(firstKey), now), CustodyRefused);
    await number('');
    assert.equal((await certify(firstKey, 1)).status, 200);
    assert.equal((await certifiedTracer(charter, await rowOf(firstKey), now)).point, first.point);
  });

  it('gives no sealed text to a browser that was not given the key', async () => {
    assert.equal((await open(tracer)).code, 'key');
    const read = await district.sql<number>(
      `select json_quote(count(*)) as found from access_log where kind = 'name'`,
    );
    assert.equal(read, 0, 'and nobody is said to have read it');
  });

  it('opens a name in the browser that the escrow wrapped the key for, on record before it is handed out', async () => {
    const { wrapped } = await handOver(rootFolder(district.folder), 1, first.point, shares());
    const given = { key: firstKey, generation: 1, wrapped };
    assert.equal((await district.post('custody/hand-over', given, caseOfficer)).code, 'not-allowed');
    assert.equal((await district.post('custody/hand-over', given, tracer)).status, 200);
    assert.equal(await opened(first, firstKey, tracer), fixtureName);

    const person = await district.personId('valid');
    const [subject] = await district.sql<string[]>(
      `select json_group_array(subject) as found from audit where action = 'name.open'`,
    );
    assert.equal(subject, `person:${person} case:${openCase} interview`);
    const log = await district.get<AccessAnswer>('me/access', await district.citizen('valid'));
    const seen = log.body.rows.find(({ kind }) => kind === 'name')!;
    assert.deepEqual([seen.role, seen.purpose], ['tracer', 'interview']);
  });

  it('opens none without an open case, a reason and a fresh search', async () => {
    for (const [change, code] of [
      [{ case: 99 }, 'not-allowed'],
      [{ reason: 'curiosity' }, 'malformed'],
      [{ reason: undefined }, 'malformed'],
      [{ handle: 'x' }, 'not-found'],
      [{ handle: await handleOf(caseOfficer) }, 'not-found'],
    ] as const)
      assert.equal((await open(tracer, change)).code, code, JSON.stringify(change));
    for (const role of ['health', 'desk-clerk', 'administrator', 'data-officer'] as const)
      assert.equal(
        (await district.post('name/open', { case: openCase }, await district.staff(role))).code,
        'not-allowed',
        role,
      );
  });

  it('opens a list for a case, in one entry with how many, and in the log of each person', async () => {
    const find = async (name: 'valid' | 'old') => {
      const asked = { idNumber: idNumberOf(name), purpose: 'Outbreak 7' };
      return (await district.post<PersonFindAnswer>('person/find', asked, tracer)).body.people[0]!.handle;
    };
    const handles = [await find('valid'), await find('old'), await find('valid')];
    const list = (change: object = {}) =>
      district.post<NameListAnswer>(
        'name/list',
        { handles, case: openCase, reason: 'pick-up', ...change },
        tracer,
      );
    for (const [change, code] of [
      [{ case: 99 }, 'not-allowed'],
      [{ reason: 'curiosity' }, 'malformed'],
      [{ handles: [] }, 'malformed'],
      [{ handles: 'x' }, 'malformed'],
      [{ handles: Array.from({ length: mostNamed + 1 }, () => handles[0]) }, 'malformed'],
      [{ handles: [handles[0], 'x'] }, 'not-found'],
      [{ handles: [await handleOf(caseOfficer)] }, 'not-found'],
    ] as const)
      assert.equal((await list(change)).code, code, JSON.stringify(change));
    assert.equal(
      (await district.post('name/list', { handles }, caseOfficer)).code,
      'not-found',
      'another’s search',
    );
    const { body, status } = await list();
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual([body.people.length, body.officer], [2, 'Staff tracer'], 'nobody twice');
    const subjects = await district.sql<string[]>(
      `select json_group_array(subject) as found from audit where action = 'name.list'`,
    );
    assert.deepEqual(subjects, [`case:${openCase} pick-up persons:2`]);
    const log = await district.get<AccessAnswer>('me/access', await district.citizen('old'));
    const seen = log.body.rows.find(({ kind }) => kind === 'name')!;
    assert.deepEqual([seen.role, seen.purpose], ['tracer', 'pick-up']);
  });

  it('is handed on by an officer who is in to the next, whom two officers certified', async () => {
    const second = await newBrowser();
    const secondKey = await handIn(second.point, caseOfficer);
    const { charter: signed, root, wrapped, now } = await see(tracer);
    const tracing = tracingKey(await verifyCharter(signed, root, now))!;
    const own = wrapped.find(({ key }) => key === firstKey)!;
    const secret = await unwrapSecret(first.own, tracing, own.wrapped);
    const handed = await wrapKey(secret, { generation: 0, point: second.point }, tracing);
    const hand = () =>
      district.post('custody/hand-over', { key: secondKey, generation: 1, wrapped: handed }, tracer);
    assert.equal((await hand()).code, 'not-allowed', 'not certified yet');
    await certify(secondKey, 0);
    await certify(secondKey, 1);
    assert.equal((await hand()).status, 200);
    assert.equal(await opened(second, secondKey, caseOfficer), fixtureName);
  });

  it('lets a lost browser cost its officer’s access alone', async () => {
    const { tracers } = await see(caseOfficer);
    const { key } = tracers.find(({ isOwn }) => isOwn)!;
    const remove = (reason: string) => district.post('custody/remove', { key, reason }, offices[0]);
    assert.equal((await remove('boredom')).code, 'malformed');
    assert.equal((await remove('lost')).status, 200);
    assert.equal((await remove('lost')).code, 'not-allowed', 'once');
    assert.equal((await open(caseOfficer)).code, 'key');
    assert.equal(await opened(first, firstKey, tracer), fixtureName);
    const now = await see(tracer);
    assert.equal(now.newKeyNeeded, null);
    assert.deepEqual((await see(caseOfficer)).wrapped, []);
  });

  it('demands a new generation when an officer leaves, and goes on with it', async () => {
    await district.post('custody/remove', { key: firstKey, reason: 'left' }, offices[1]);
    assert.equal((await open(tracer)).code, 'key');
    assert.equal((await see(tracer)).newKeyNeeded!.name, 'Staff tracer');
    await rotateTracingKey(district.folder);
    await district.kill();
    await district.restart();
    assert.equal((await see(tracer)).newKeyNeeded, null);
    const third = await newBrowser();
    const key = await handIn(third.point, tracer);
    await certify(key, 0);
    await certify(key, 1);
    for (const generation of [1, 2]) {
      const { wrapped } = await handOver(rootFolder(district.folder), generation, third.point, shares());
      const given = { key, generation, wrapped };
      assert.equal((await district.post('custody/hand-over', given, tracer)).status, 200);
    }
    const { body } = await open(tracer);
    const { charter: signed, root, wrapped, now } = await see(tracer);
    const charter = await verifyCharter(signed, root, now);
    const old = charter.tracingKeys!.find(({ id }) => id === 1)!;
    const held = wrapped.find((one) => one.key === key && one.generation === 1)!;
    const secret = await unwrapKey(third.own, { generation: 1, point: old.point }, held.wrapped);
    const { name } = await openIdentity(secret, body.person, body.sealed);
    assert.equal(name, fixtureName, 'names of before open with the generation that they were sealed to');
    assert.deepEqual((await see(tracer)).sealing.sealed, [{ generation: 1, persons: 7 }]);
  });

  it('has older generations sealed anew offline by two keepers, and opens them with the newest', async () => {
    const out = join(district.folder, 'older.json');
    const back = join(district.folder, 'resealed.json');
    await district.server.stop();
    const command = async (...words: string[]) =>
      runConsoleCommand(
        {
          executable: await findPocketBase(),
          databaseFolder: join(district.folder, 'pb_data'),
          hooksFolder: join(district.folder, 'hooks'),
          keyring: join(district.folder, 'secrets', 'keyring.json'),
        },
        0,
        words,
      );
    assert.match(await command('identities-out', out), /7 identities/);
    const people = JSON.parse(await readFile(out, 'utf8')) as SealedPerson[];
    const resealed = await resealIdentities(rootFolder(district.folder), people, shares());
    assert.equal(resealed.length, 7);
    // What is not of the key in use is not taken, and nothing of its file.
    await writeFile(back, JSON.stringify([...resealed.slice(1), people[0]]));
    await assert.rejects(command('identities-in', back), /tracing key was changed/);
    await writeFile(back, JSON.stringify(resealed));
    assert.match(await command('identities-in', back), /7 identities/);
    assert.match(await command('identities-in', back), /0 identities/, 'once');
    await district.restart();
    assert.deepEqual((await see(tracer)).sealing.sealed, [{ generation: 2, persons: 7 }]);
    const key = await tracingKeyOf(district.folder, 2);
    const { body } = await open(tracer);
    assert.equal((await openIdentity(key, body.person, body.sealed)).name, fixtureName);
  });
});
