import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { importIssuers, verifyPass } from '../../src/credentials/health-pass-verifier.ts';
import { createHolderKey, holderPoint } from '../../src/credentials/holder.ts';
import { idNumberMatches } from '../../src/credentials/paper-pass-verifier.ts';
import type { MeAnswer, PaperPassAnswer, PassAnswer } from '../../src/domain/api.ts';
import { base64url, fromBase64url } from '../../src/domain/bytes.ts';
import { readCharter } from '../../src/domain/charter.ts';
import { decodeIssuedPass } from '../../src/domain/health-pass.ts';
import { decodePaperPass } from '../../src/domain/paper-pass.ts';
import { TestDistrict } from './support/district.ts';
import type { PersonName } from './support/fixtures.ts';

const day = 86_400_000;

describe('wards and passes on paper', () => {
  let district: TestDistrict;
  before(async () => {
    district = await TestDistrict.open();
    await district.sql(
      `insert into wards (id, guardian, ward, kind)
       select 'ward00000000001', g.id, w.id, 'child' from citizens g, citizens w
       where g.email = 'valid@test.example' and w.email = 'yellow@test.example'`,
    );
  });
  after(() => district.close());

  async function holderKey(): Promise<string> {
    return base64url(await holderPoint(await createHolderKey()));
  }

  async function paper(as: PersonName, person?: string) {
    return district.post<PaperPassAnswer>('pass/paper', { person }, await district.citizen(as));
  }

  it('lists a guardian’s wards, and nobody’s to others', async () => {
    const own = await district.get<MeAnswer>('me', await district.citizen('valid'));
    assert.deepEqual(own.body.wards, [{ id: 'ward00000000001', maskedName: '张*三', kind: 'child' }]);
    const other = await district.get<MeAnswer>('me', await district.citizen('yellow'));
    assert.deepEqual(other.body.wards, []);
  });

  it('gives a guardian the ward’s pass and record, without the ward’s visits', async () => {
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
    assert.ok(await idNumberMatches(fields, '000000-old'));
    assert.equal(await idNumberMatches(fields, '000000-valid'), false);
    assert.ok(body.text.length <= 299);
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
});
