import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { verifyWord } from '../../../src/credentials/signed/bundle-verifier.ts';
import type { BundleAnswer } from '../../../src/domain/api/gate/sentry-api.ts';
import { readBundle, type SignedBundle } from '../../../src/domain/bundle/bundle.ts';
import { readCharter } from '../../../src/domain/bundle/charter.ts';
import type { FleetRow } from '../../../src/domain/api/gate/fleet-api.ts';
import { readFleet, type FleetWire } from '../../../src/domain/fleet/fleet-wire.ts';
import type { DraftRequest } from '../../../src/domain/api/policy-api.ts';
import type { TrustEntry } from '../../../src/domain/credential/trust-list.ts';
import { renewCharter } from '../../../tools/keys/charter.ts';
import { beat } from '../support/beats.ts';
import { TestDistrict } from '../support/district.ts';
import { sites } from '../support/fixtures.ts';
import { publish, unchanged } from '../support/officials.ts';

const minute = 60_000;

describe('new rules, ring by ring', () => {
  let district: TestDistrict;
  let administrator: string;
  const gates: { token: string; device: number }[] = [];
  before(async () => {
    district = await TestDistrict.open();
    administrator = await district.staff('administrator');
    for (const ring of [0, 1, 2]) {
      const { token, place } = await district.sentry({ site: sites.mall, name: `Ring ${ring}` });
      gates.push({ token, device: place.device });
      await beat(district, token);
    }
    for (const ring of [0, 1]) await put([gates[ring]!.device], ring);
  });
  after(() => district.close());

  const put = (devices: number[], ring: number) =>
    district.post<{ changed: number; message: string }>('fleet/ring', { devices, ring }, administrator);
  const steer = (version: number, action: string) =>
    district.post<{ message: string }>('fleet/rollout', { version, action }, administrator);
  const fleet = async () => readFleet((await district.get<FleetWire>('fleet', administrator)).body);
  const rollouts = async () =>
    (await fleet()).rollouts.map(({ version, ring, held }) => [version, ring, held] as const);
  const audited = (action: string) =>
    district.sql<string[]>(
      `select json_group_array(subject) as found from (select subject from audit where action = '${action}' order by seq)`,
    );
  async function publishNext(
    change: (asked: DraftRequest) => DraftRequest = (asked) => asked,
  ): Promise<number> {
    const token = await district.staff('health');
    return publish(district, token, change(await unchanged(district, token)));
  }
  /** The version that each gate's heartbeat names, when each has this one. */
  async function wanted(has = 1): Promise<number[]> {
    const answers = await Promise.all(
      gates.map(({ token }) => beat(district, token, { bundleVersion: has })),
    );
    return answers.map(({ body }) => body.bundleVersion);
  }
  const versionOf = (bundle: SignedBundle | null) => (bundle ? readBundle(bundle.body).version : null);
  async function sent(gate: number, have = 1): Promise<number | null> {
    const { body } = await district.get<BundleAnswer>(`bundle?have=${have}`, gates[gate]!.token);
    return versionOf(body.bundle);
  }

  it('a gate is in the usual ring until it is put into another, which is on record', async () => {
    const rings = (row: FleetRow) => row.ring;
    assert.deepEqual((await fleet()).sentries.map(rings), [0, 1, 2]);
    assert.deepEqual(await audited('fleet.ring'), ['ring:0 devices:1', 'ring:1 devices:2']);
    assert.equal((await put([1], 5)).code, 'malformed');
    for (const devices of [[], [0], ['1'], 7, Array.from({ length: 1001 }, () => 1)]) {
      assert.equal((await put(devices as number[], 1)).code, 'malformed');
    }
    assert.equal((await put([999], 1)).body.changed, 0);
  });

  it('keeps its ring when another tablet is paired there', async () => {
    const { token, place } = await district.sentry({ site: sites.mall, name: 'Ring 0' });
    gates[0] = { token, device: place.device };
    await beat(district, token);
    assert.equal((await fleet()).sentries.find(({ device }) => device === place.device)!.ring, 0);
  });

  it('a published version reaches the pilot at once and the others after their time', async () => {
    const now = Date.now();
    assert.equal(await publishNext(), 2);
    assert.deepEqual(await rollouts(), [[2, 0, false]]);
    assert.deepEqual(await wanted(), [2, 1, 1]);
    assert.deepEqual([await sent(0), await sent(1), await sent(2)], [2, null, null]);
    assert.equal(
      versionOf((await district.get<BundleAnswer>('bundle?have=1')).body.bundle),
      2,
      'anybody else',
    );
    await district.minutely(now + 59 * minute);
    assert.deepEqual(await rollouts(), [[2, 0, false]]);
    await district.minutely(Date.now() + 61 * minute);
    assert.deepEqual(await wanted(), [2, 2, 1]);
    assert.equal(await sent(1), 2);
    await district.minutely(Date.now() + 130 * minute);
    assert.deepEqual(await wanted(), [2, 2, 2]);
    assert.deepEqual(await rollouts(), []);
    assert.deepEqual(await audited('rollout.advance'), ['bundle:2 ring:1', 'bundle:2 ring:4']);
  });

  it('the server’s statement names the newest and is as fresh for a gate that waits', async () => {
    assert.equal(await publishNext(), 3);
    const { body } = await beat(district, gates[2]!.token, { bundleVersion: 2 });
    assert.equal(body.bundleVersion, 2);
    const held = JSON.parse(await readFile(join(district.folder, 'secrets', 'charter.json'), 'utf8')) as {
      signed: { body: string };
    };
    const word = (await verifyWord(body.word!, readCharter(held.signed.body)))!;
    assert.equal(word.bundleVersion, 3);
    assert.ok(Date.now() - word.at < 40_000);
  });

  it('a hold stops it there, and takes it from nobody', async () => {
    // Of two who press at a time the second is told that it is no longer as they saw it.
    const asked = { version: 3, action: 'hold', seen: { ring: 0, held: false } };
    const press = () => district.post('fleet/rollout', asked, administrator);
    const codes = (await Promise.all([press(), press()])).map(({ code }) => code ?? 'done');
    assert.deepEqual(codes.sort(), ['done', 'overtaken']);
    await district.minutely(Date.now() + 600 * minute);
    assert.deepEqual(await rollouts(), [[3, 0, true]]);
    assert.deepEqual(await wanted(2), [3, 2, 2]);
    assert.deepEqual(await wanted(3), [3, 3, 3], 'who has it keeps it');
    assert.equal(await sent(2, 3), null);
    assert.equal((await fleet()).rollouts[0]!.nextAt, null);
    const { pairing } = await district.gate({ site: sites.school, name: 'New while it is held' });
    assert.equal(readBundle(pairing.bundle.body).version, 2, 'nor does it reach who is paired now');
    await steer(3, 'resume');
    await district.minutely(Date.now() + 61 * minute);
    assert.deepEqual(await wanted(2), [3, 3, 2]);
    await steer(3, 'advance');
    assert.deepEqual(await wanted(2), [3, 3, 3]);
    assert.deepEqual(await audited('rollout.hold'), ['bundle:3 ring:0']);
    assert.deepEqual(await audited('rollout.resume'), ['bundle:3 ring:0']);
    assert.equal((await steer(3, 'advance')).code, 'not-found', 'it is everywhere');
    assert.equal((await steer(3, 'undo')).code, 'malformed');
  });

  it('an administrator lets all rings have it at once', async () => {
    await publishNext();
    assert.deepEqual(await wanted(3), [4, 3, 3]);
    await steer(4, 'release');
    assert.deepEqual(await wanted(3), [4, 4, 4]);
    assert.deepEqual(await audited('rollout.release'), ['bundle:4 ring:4']);
  });

  it('a newer version begins at the pilot while an older one is held', async () => {
    await publishNext();
    await steer(5, 'advance');
    await steer(5, 'hold');
    await publishNext();
    assert.deepEqual(await wanted(4), [6, 5, 4]);
    await steer(6, 'release');
    assert.deepEqual(await wanted(4), [6, 6, 6]);
    assert.deepEqual(await rollouts(), [], 'what is older is done with');
  });

  it('the time from ring to ring can be set', async () => {
    const { body } = await district.post<{ message: string }>('fleet/pace', { minutes: 0 }, administrator);
    assert.match(body.message, /"minutes" must be a whole number from 1/);
    await district.post('fleet/pace', { minutes: 5 }, administrator);
    assert.equal((await fleet()).stepMinutes, 5);
    await publishNext();
    await district.minutely(Date.now() + 6 * minute);
    assert.deepEqual(await wanted(6), [7, 7, 6]);
    await steer(7, 'release');
    assert.deepEqual(await audited('rollout.pace'), ['minutes:5']);
  });

  it('a key that is believed no longer is withdrawn everywhere at once', async () => {
    const entry: TrustEntry = {
      kid: 'AAAAAAAAAAA',
      issuer: 'Somewhere',
      kind: 'x509',
      key: 'A'.repeat(120),
      notBefore: null,
      notAfter: null,
      usages: null,
      suspended: false,
      iss: null,
      crlVersion: null,
    };
    const trusting = (suspended: boolean) => (asked: DraftRequest) => ({
      ...asked,
      trust: { ...asked.trust, entries: [{ ...entry, suspended }] },
    });
    const added = await publishNext(trusting(false));
    assert.deepEqual(await wanted(added - 1), [added, added - 1, added - 1], 'a new key waits its turn');
    await steer(added, 'hold');
    const withdrawn = await publishNext(trusting(true));
    assert.deepEqual(await wanted(added), [withdrawn, withdrawn, withdrawn]);
    assert.deepEqual((await audited('rollout.release')).at(-1), `bundle:${withdrawn} urgent`);
  });

  it('a gate that waits gets the newer rules when those it has are about to end', async () => {
    const version = await publishNext((asked) => ({ ...asked, validDays: 30 }));
    assert.deepEqual(await wanted(version - 1), [version, version - 1, version - 1]);
    await district.sql(
      `update bundles set body = json_set(body, '$.expiresAt', ${Date.now() + 86_400_000}) where version = ${version - 1}`,
    );
    await district.server.stop();
    await district.restart();
    assert.deepEqual(await wanted(version - 1), [version, version, version]);
    administrator = await district.staff('administrator');
    await steer(version, 'release');
  });

  it('a new charter is held from nobody, and no gate is left with rules it does not believe', async () => {
    const version = await publishNext();
    await steer(version, 'hold');
    assert.deepEqual(await wanted(version - 1), [version, version - 1, version - 1]);
    await renewCharter(district.folder);
    await district.server.stop();
    await district.restart();
    const { body } = await district.get<BundleAnswer>(
      `bundle?have=${version - 1}&charter=1`,
      gates[2]!.token,
    );
    assert.equal(versionOf(body.bundle), version - 1, 'its own version');
    assert.equal(readCharter(body.bundle!.charter.body).version, 2, 'under the new charter');

    // As if one of those who signed the version of the last ring were named no longer.
    await district.sql(
      `update bundles set signatures = json_array(json_extract(signatures, '$[0]')) where version = ${version - 1}`,
    );
    await district.server.stop();
    await district.restart();
    assert.deepEqual(await wanted(version - 1), [version, version, version]);
  });
});
