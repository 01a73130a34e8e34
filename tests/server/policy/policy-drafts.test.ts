import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { verifyBundle } from '../../../src/credentials/signed/bundle-verifier.ts';
import type { BundleAnswer } from '../../../src/domain/api/gate/sentry-api.ts';
import { readBundle } from '../../../src/domain/bundle/bundle.ts';
import type { DraftAnswer, DraftRequest, PolicyAnswer } from '../../../src/domain/api/policy-api.ts';
import type { FoundingOfficial } from '../../../tools/keys/charter.ts';
import { signIn, TestDistrict } from '../support/district.ts';
import { fixturePassword, officialAccounts, sites } from '../support/fixtures.ts';
import {
  foundingOfficials,
  handIn,
  noSignature,
  publish,
  stranger,
  unchanged,
} from '../support/officials.ts';

describe('making policy', () => {
  let district: TestDistrict;
  let token: string;
  let officials: FoundingOfficial[];
  before(async () => {
    district = await TestDistrict.open();
    token = await district.staff('health');
    officials = await foundingOfficials(district);
  });
  after(() => district.close());

  const look = async () => (await district.get<PolicyAnswer>('policy', token)).body;
  const draft = async (change: (asked: DraftRequest) => void = () => undefined) => {
    const asked = await unchanged(district, token);
    change(asked);
    return district.post<DraftAnswer & { message: string }>('policy/draft', asked, token);
  };

  it('publishes with two officials’ signatures, so that a device takes it', async () => {
    const before = (await look()).current.version;
    const made = await draft((asked) => (asked.policy.limits.temperatureHigh = 3750));
    assert.equal(made.body.draft.version, before + 1);
    const first = await handIn(district, token, made.body.draft, officials[0]!);
    assert.deepEqual([first.status, first.body.published], [200, null]);
    assert.equal((await look()).current.version, before, 'one signature is not enough');
    const other = await district.staff('administrator');
    const second = await handIn(district, other, made.body.draft, officials[1]!);
    assert.deepEqual([second.status, second.body.published], [200, before + 1]);
    assert.equal((await look()).draft, null);

    const code = await district.pairingCode({ site: sites.mall });
    const { root } = await district.pair(code);
    const { bundle } = (await district.get<BundleAnswer>('bundle?have=0')).body;
    const held = { charter: 0, bundle: before };
    const taken = await verifyBundle(bundle!, root, held, Date.now());
    assert.equal(taken.bundle.policy.limits.temperatureHigh, 3750);
    assert.equal(taken.bundle.policy.version, before + 1);

    // The same with one signature, as a server that wants to publish alone would send it.
    const alone = { ...bundle!, signatures: bundle!.signatures.slice(0, 1) };
    await assert.rejects(verifyBundle(alone, root, held, Date.now()), /1 of 2/);
    const changed = { ...bundle!, body: bundle!.body.replace('3750', '4200') };
    await assert.rejects(verifyBundle(changed, root, held, Date.now()), /0 of 2/);
  });

  it('does not count the same official twice', async () => {
    const made = await draft();
    assert.equal((await handIn(district, token, made.body.draft, officials[0]!)).status, 200);
    const again = await handIn(district, token, made.body.draft, officials[0]!);
    assert.deepEqual([again.status, again.code], [403, 'not-allowed']);
    assert.equal((await look()).draft!.signatures.length, 1);
  });

  it('counts no two accounts of one staff number as two officials', async () => {
    const made = (await draft()).body.draft;
    const other = await district.staff('administrator');
    assert.equal((await handIn(district, token, made, officials[0]!)).status, 200);
    const number = (value: string) =>
      district.sql(
        `update staff_accounts set staff_number = '${value}' where account in ('${officialAccounts.join("','")}')`,
      );
    assert.equal(await number('N1'), 2);
    const refused = await handIn(district, other, made, officials[1]!);
    assert.deepEqual(
      [refused.code, (refused.body as { reason?: string }).reason],
      ['not-allowed', 'one-person'],
    );
    assert.equal((await look()).draft!.signatures.length, 1);
    await number('');
  });

  it('counts a signature from the account alone that the charter binds the key to', async () => {
    const made = (await draft()).body.draft;
    const other = await district.staff('administrator');
    for (const [asker, official] of [
      [token, officials[1]!],
      [other, officials[0]!],
    ] as const) {
      const { status, code } = await handIn(district, asker, made, official);
      assert.deepEqual([status, code], [403, 'not-allowed']);
    }
    assert.deepEqual((await look()).draft!.signatures, []);
    // The same role is not enough either: it is the account.
    await district.saveRecord('staff', {
      name: 'Another',
      roles: ['health'],
      email: 'another-health@test.example',
      password: fixturePassword,
    });
    const namesake = await signIn(district.server.url, 'staff', 'another-health@test.example');
    assert.equal((await handIn(district, namesake, made, officials[0]!)).code, 'not-allowed');
    assert.equal((await handIn(district, token, made, officials[0]!)).status, 200);
  });

  it('drops the first signature when the text changes: the second then signs another text', async () => {
    const first = (await draft()).body.draft;
    assert.equal((await handIn(district, token, first, officials[0]!)).status, 200);
    const changed = (await draft((asked) => (asked.policy.limits.testValidHours = 24))).body.draft;
    assert.deepEqual(changed.signatures, []);
    const late = await handIn(district, token, first, officials[1]!);
    assert.deepEqual([late.status, late.code], [404, 'not-found']);
    const overOldText = await handIn(district, token, { id: changed.id, body: first.body }, officials[1]!);
    assert.deepEqual([overOldText.status, overOldText.code], [400, 'key']);
    assert.equal((await look()).draft!.signatures.length, 0);
  });

  it('overwrites no draft, and no version, that its maker has not seen', async () => {
    const first = (await draft()).body.draft;
    const version = (await look()).current.version;
    const seen = { version, draft: first.id };
    const second = (await draft((asked) => (asked.basis = seen))).body.draft;
    assert.notEqual(second.id, first.id);
    for (const basis of [seen, { version, draft: null }, { version: version - 1, draft: second.id }]) {
      const late = await draft((asked) => (asked.basis = basis));
      assert.deepEqual([late.status, late.code], [409, 'overtaken']);
    }
    assert.equal((await look()).draft!.id, second.id);
  });

  it('takes no signature of somebody whom the charter does not name', async () => {
    const made = (await draft()).body.draft;
    const unknown = await handIn(district, token, made, stranger(9));
    assert.deepEqual([unknown.status, unknown.code], [403, 'not-allowed']);
    const pretended = await handIn(district, token, made, stranger(officials[0]!.id));
    assert.deepEqual([pretended.status, pretended.code], [400, 'key']);
    for (const signature of [noSignature, 'AAAA', '!', 'A'.repeat(200)]) {
      const asked = { draft: made.id, official: officials[0]!.id, signature };
      assert.equal((await district.post('policy/sign', asked, token)).code, 'key');
    }
    assert.equal((await look()).draft!.signatures.length, 0);
  });

  it('publishes no older version: a draft that was overtaken is not signed', async () => {
    const made = (await draft()).body.draft;
    const newer = made.version + 5;
    const body = JSON.stringify({ ...readBundle(made.body), version: newer });
    await district.sql(
      `insert into bundles (version, issued_at, body, signatures)
       values (${newer}, ${made.issuedAt}, '${body.replaceAll("'", "''")}', '[]')`,
    );
    const late = await handIn(district, token, made, officials[0]!);
    assert.deepEqual([late.status, late.code], [403, 'not-allowed']);
    // And what the server put there by itself is taken by no device.
    const code = await district.pairingCode({ site: sites.mall });
    const { root, bundle } = await district.pair(code);
    await assert.rejects(verifyBundle(bundle, root, { charter: 0, bundle: 0 }, Date.now()), /0 of 2/);
    await district.sql(`delete from bundles where version = ${newer}`);
  });

  it('refuses what is out of range, naming the field, and keeps the open draft', async () => {
    const open = (await draft()).body.draft.id;
    const cases: [field: RegExp, change: (asked: DraftRequest) => void][] = [
      [/policy\.limits\.temperatureHigh/, ({ policy }) => (policy.limits.temperatureHigh = 5000)],
      [/policy\.limits\.testValidHours/, ({ policy }) => (policy.limits.testValidHours = 1.5)],
      [/policy\.limits\.strict/, ({ policy }) => (policy.limits.strict = 'yes' as never)],
      [/policy\.limits\.colour/, ({ policy }) => Object.assign(policy.limits, { colour: 1 })],
      [
        /policy\.overrides\.0\.limits\.requiredDoses/,
        ({ policy }) =>
          policy.overrides.unshift({
            scope: { site: 1 },
            limits: { requiredDoses: -1 },
            validFrom: null,
            validTo: null,
          }),
      ],
      [
        /policy\.overrides\.0\.validTo/,
        ({ policy }) =>
          policy.overrides.unshift({ scope: { site: 1 }, limits: {}, validFrom: 2000, validTo: 1000 }),
      ],
      [
        /policy\.overrides\.0\.scope/,
        ({ policy }) =>
          policy.overrides.unshift({
            scope: { category: 'ship' as never },
            limits: {},
            validFrom: null,
            validTo: null,
          }),
      ],
      [/policy\.rules\.2\.severity/, ({ policy }) => (policy.rules[2]!.severity = 'admit' as never)],
      [
        /policy\.rules\.1\.logic.*height/,
        ({ policy }) => (policy.rules[1]!.logic = { var: 'height' } as never),
      ],
      [/policy\.rules/, ({ policy }) => (policy.rules = [])],
      [/policy\.rules\.1\.id.*twice/, ({ policy }) => (policy.rules[1]!.id = policy.rules[0]!.id)],
      [/trust/, (asked) => (asked.trust = { entries: [{ kid: 'x' } as never], revocations: [] })],
      [/validDays/, (asked) => (asked.validDays = 0)],
      [/validDays/, (asked) => (asked.validDays = 366)],
    ];
    for (const [field, change] of cases) {
      const { status, body } = await draft(change);
      assert.equal(status, 400, String(field));
      assert.match(body.message, field);
    }
    assert.equal((await look()).draft!.id, open);
  });

  it('withdraws a draft', async () => {
    const made = (await draft()).body.draft;
    assert.equal((await district.post('policy/draft/withdraw', { draft: made.id }, token)).status, 200);
    assert.equal((await look()).draft, null);
    assert.equal((await district.post('policy/draft/withdraw', { draft: made.id }, token)).code, 'not-found');
    assert.equal((await handIn(district, token, made, officials[0]!)).code, 'not-found');
  });

  it('is for the health commission and the administrator, and every step is on record', async () => {
    const auditor = await district.staff('auditor');
    const asked = await unchanged(district, token);
    for (const [route, body] of [
      ['policy/draft', asked],
      ['policy/sign', { draft: 1, official: 1, signature: noSignature }],
      ['policy/draft/withdraw', { draft: 1 }],
    ] as const) {
      assert.equal((await district.post(route, body)).code, 'sign-in', route);
      assert.equal((await district.post(route, body, auditor)).code, 'not-allowed', route);
    }
    assert.equal((await district.get('policy', auditor)).code, 'not-allowed');
    const version = await publish(district, token, asked);
    const found = await district.sql<string[]>(
      `select json_group_array(action || ' ' || subject) as found from (select * from audit order by seq)`,
    );
    const { id } = await district.sql<{ id: number }>(
      `select json_object('id', max(id)) as found from drafts`,
    );
    for (const entry of [
      `policy.draft draft:${id} bundle:${version}`,
      `policy.sign draft:${id} official:1`,
      `policy.sign draft:${id} official:2`,
      `bundle.publish bundle:${version}`,
    ]) {
      assert.ok(found.includes(entry), entry);
    }
    assert.ok(found.some((entry) => entry.startsWith('policy.withdraw ')));
  });
});
