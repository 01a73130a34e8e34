import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sha256 } from '../../../src/credentials/bytes/p256.ts';
import { importIssuers, verifyPass } from '../../../src/credentials/pass/health-pass-verifier.ts';
import { createHolderKey, holderPoint } from '../../../src/credentials/pass/holder.ts';
import type { MeAnswer, PaperBeginAnswer, PassAnswer } from '../../../src/domain/api/api.ts';
import { base64url, fromBase64url, hex, utf8 } from '../../../src/domain/bytes/bytes.ts';
import { readCharter } from '../../../src/domain/bundle/charter.ts';
import { decodeIssuedPass } from '../../../src/domain/pass/health-pass.ts';
import { decodePaperPass, paperIdText } from '../../../src/domain/pass/paper-pass.ts';
import { addDays, localDay } from '../../../src/domain/time/local-day.ts';
import { TestDistrict } from '../support/district.ts';
import { fixtureName, idNumberOf, type PersonName } from '../support/fixtures.ts';
import { paperBy } from '../support/sealed-persons.ts';

const day = 86_400_000;

describe('a family’s passes, and passes on paper', () => {
  let district: TestDistrict;
  before(async () => {
    district = await TestDistrict.open();
    await district.guard('valid', 'yellow', 'ward00000000001');
  });
  after(() => district.close());

  async function holderKey(): Promise<string> {
    return base64url(await holderPoint(await createHolderKey()));
  }

  /** Made by the phone, of the number of the person whom it is for. */
  async function paper(as: PersonName, person?: string, number: PersonName = person ? 'yellow' : as) {
    const of = { ...(person !== undefined && { person }) };
    return paperBy(district, 'pass', of, idNumberOf(number), await district.citizen(as));
  }

  it('lists for whom an account stands, its own person first, and nobody’s guardians', async () => {
    const own = await district.get<MeAnswer>('me', await district.citizen('valid'));
    const [self, ...others] = own.body.persons!;
    assert.equal(self!.relation, 'self');
    assert.equal(own.body.person, self!.id);
    assert.deepEqual(others, [{ id: 'ward00000000001', maskedName: '张*三', relation: 'child' }]);
    const other = await district.get<MeAnswer>('me', await district.citizen('yellow'));
    assert.deepEqual(
      other.body.persons!.map(({ relation }) => relation),
      ['self'],
    );
  });

  it('gives a guardian the child’s pass and record, without the child’s visits', async () => {
    const token = await district.citizen('valid');
    const { body } = await district.post<PassAnswer>(
      'pass',
      { holderKey: await holderKey(), person: 'ward00000000001' },
      token,
    );
    assert.equal(decodeIssuedPass(fromBase64url(body.pass)).fields.colour, 'yellow');
    const me = await district.get<MeAnswer>('me?person=ward00000000001', token);
    assert.equal(me.body.status.colour, 'yellow');
    assert.deepEqual(me.body.visits, []);
  });

  for (const person of ['ward00000000001', 'nobody', "' or 1=1 --"]) {
    it(`gives nothing of "${person}" to who is not the guardian`, async () => {
      const token = await district.citizen('positive');
      const pass = await district.post('pass', { holderKey: await holderKey(), person }, token);
      assert.equal(pass.code, 'not-allowed');
      assert.equal((await paper('positive', person)).code, 'not-allowed');
      assert.equal(
        (await district.get(`me?person=${encodeURIComponent(person)}`, token)).code,
        'not-allowed',
      );
    });
  }

  it('has an account of no person of its own show another’s pass, and register no visit', async () => {
    await district.guard('waiting', 'yellow', 'ward00000000009');
    const token = await district.citizen('waiting');
    const [account, person] = [await district.accountId('waiting'), await district.personId('waiting')];
    await district.sql(`delete from account_persons where relation = 'self' and account = '${account}'`);
    const me = await district.get<MeAnswer>('me', token);
    assert.deepEqual(
      me.body.persons!.map(({ id, relation }) => [id, relation]),
      [['ward00000000009', 'child']],
    );
    assert.deepEqual([me.body.person, me.body.status.colour], ['ward00000000009', 'yellow']);
    assert.equal((await district.post('pass', { holderKey: await holderKey() }, token)).status, 200);
    const visit = { id: '00000000000000cc', code: district.codes.mall };
    assert.equal((await district.post('visit', visit, token)).code, 'not-found');
    await district.sql(`delete from account_persons where id = 'ward00000000009'`);
    for (const answer of [
      await district.get('me', token),
      await district.get('me/access', token),
      await district.post('pass', { holderKey: await holderKey() }, token),
    ])
      assert.equal(answer.code, 'not-found', 'an account that stands for nobody');
    assert.equal((await district.get('me?person=ward00000000009', token)).code, 'not-allowed');
    await district.saveRecord('account_persons', { account, person, relation: 'self' });
    assert.equal((await district.get('me', token)).status, 200);
  });

  it('takes no handle that is no text', async () => {
    const token = await district.citizen('valid');
    const answer = await district.post('pass', { holderKey: await holderKey(), person: { id: 1 } }, token);
    assert.equal(answer.code, 'not-allowed');
  });

  it('prints a pass that a sentry proves, with the hash of the ID number, for 90 days', async () => {
    const { body } = await paper('old');
    const { bundle } = (await district.get<{ bundle: { charter: { body: string } } }>('bundle')).body;
    const verification = await verifyPass(body.text, {
      now: Date.now(),
      window: { pastSeconds: 90, futureSeconds: 30 },
      issuers: await importIssuers(readCharter(bundle.charter.body).issuers),
      used: () => false,
    });
    assert.equal(verification.proof, 'proved');
    assert.equal(verification.kind, 'paper');
    assert.equal(verification.person!.maskedName, body.maskedName);
    assert.equal(body.expiresAt - body.notBefore, 90 * day);
    const { fields } = decodePaperPass(body.text)!;
    const digest = await sha256(utf8(paperIdText(fields.passId, idNumberOf('old'))));
    assert.deepEqual(fields.idHash, digest.slice(0, 2));
    assert.ok(body.text.length <= 299);
  });

  it('prints none of another’s number: a pass would fit another’s ID card', async () => {
    assert.equal((await paper('positive', undefined, 'old')).code, 'not-allowed');
    assert.equal((await paper('valid', 'ward00000000001', 'valid')).code, 'not-allowed');
    const token = await district.citizen('positive');
    const begun = await district.post<PaperBeginAnswer>('pass/paper/begin', {}, token);
    const asked = { begun: begun.body.begun, idNumber: idNumberOf('positive'), idHash: '0000' };
    assert.equal((await district.post('pass/paper', asked, token)).code, 'malformed', 'another hash');
    const other = await district.post(
      'pass/paper',
      { ...asked, begun: begun.body.begun },
      await district.citizen('old'),
    );
    assert.equal(other.code, 'not-found', 'begun by another');
  });

  it('tells a phone whether name and number are the person’s, and no more of them', async () => {
    const token = await district.citizen('waiting');
    const tell = (name: string, number: PersonName) =>
      district.post('me/identity', { name, idNumber: idNumberOf(number) }, token);
    assert.equal((await tell(fixtureName, 'waiting')).status, 200);
    assert.equal((await tell('李小四', 'waiting')).code, 'not-allowed');
    assert.equal((await tell(fixtureName, 'old')).code, 'not-allowed');
    for (let tries = 0; tries < 9; tries++) await tell(fixtureName, 'old');
    assert.equal((await tell(fixtureName, 'waiting')).code, 'too-many', 'nobody tries numbers one by one');
    assert.equal(
      (await district.post('me/identity', { name: fixtureName, idNumber: '12' }, token)).code,
      'malformed',
    );
  });

  it('prints three a day for one person, whoever asks, and leaves the phone’s passes alone', async () => {
    for (let made = 0; made < 3; made++) assert.equal((await paper('valid', 'ward00000000001')).status, 200);
    assert.equal((await paper('valid', 'ward00000000001')).code, 'too-many');
    assert.equal((await paper('yellow')).code, 'too-many');
    assert.equal((await paper('valid')).status, 200);
    const pass = await district.post(
      'pass',
      { holderKey: await holderKey() },
      await district.citizen('yellow'),
    );
    assert.equal(pass.status, 200);
  });

  it('gives a phone that lost its key a new pass for a new key at once, and refuses a program’s thirty-first', async () => {
    const token = await district.citizen('untested');
    const keys = new Set<string>();
    for (let issued = 0; issued < 30; issued++) {
      const key = await holderKey();
      const { status, body } = await district.post<PassAnswer>('pass', { holderKey: key }, token);
      assert.equal(status, 200, `pass ${issued + 1}`);
      keys.add(base64url(decodeIssuedPass(fromBase64url(body.pass)).fields.holderX));
    }
    assert.equal(keys.size, 30, 'each pass is bound to the key that asked for it');
    const refused = await district.post('pass', { holderKey: await holderKey() }, token);
    assert.equal(refused.code, 'too-many');
    assert.match(JSON.stringify(refused.body), /stays valid/);
  });

  it('has a number on each day, written ahead into the day’s table, as other passes have', async () => {
    const today = localDay(Date.now());
    const held = async (day: number) =>
      district.sql<number[]>(
        `select json_group_array(pass) as found from (select pass from pass_${day} where issued = 0 order by pass)`,
      );
    const { body } = await paper('retested');
    const { fields } = decodePaperPass(body.text)!;
    const passId = hex(fields.passId);
    const numbers: number[] = [];
    for (const ahead of [0, 1, 2]) {
      const day = addDays(today, ahead);
      const number = await district.door<number>('pass-number', { pass: passId, day });
      assert.ok((await held(day)).includes(number), `${day}`);
      assert.deepEqual(await district.door('holder', { pass: number, day }), {
        person: await district.personId('retested'),
        passId,
        paper: true,
        issued: null,
      });
      numbers.push(number);
    }
    assert.equal(new Set(numbers).size, 3, 'another one each day');
    // And it is none of the thirty passes that a phone may have of today.
    const before = await district.sql<number>(
      `select json_quote(count(*)) as found from pass_${today} where issued = ${today}`,
    );
    assert.equal((await paper('retested')).status, 200);
    assert.equal(
      await district.sql<number>(
        `select json_quote(count(*)) as found from pass_${today} where issued = ${today}`,
      ),
      before,
    );
    // Days that are made later have all of the register's papers, and those alone that are still valid; also those of a version before.
    assert.equal(await district.door('former-paper', { pass: passId }), 1);
    await district.hourly(Date.now() + 5 * 86_400_000);
    const later = addDays(today, 7);
    const number = await district.door<number>('pass-number', { pass: passId, day: later });
    assert.ok((await held(later)).includes(number));
    const found = await district.door<{ person: string }>('holder', { pass: number, day: later });
    assert.equal(found.person, await district.personId('retested'));
    assert.equal((await held(later)).length, (await held(today)).length);
    await district.hourly(Date.now() + 95 * 86_400_000);
    assert.deepEqual(await held(addDays(today, 95)), []);
  });
});
