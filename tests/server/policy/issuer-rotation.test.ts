import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { verifyBundle } from '../../../src/credentials/signed/bundle-verifier.ts';
import { importIssuers, verifyShownPass } from '../../../src/credentials/pass/health-pass-verifier.ts';
import {
  createHolderKey,
  holderPoint,
  holdPass,
  showPass,
  type HeldPass,
} from '../../../src/credentials/pass/holder.ts';
import type {
  BundleAnswer,
  HeartbeatAnswer,
  HeartbeatRequest,
} from '../../../src/domain/api/gate/sentry-api.ts';
import type { PassAnswer } from '../../../src/domain/api/api.ts';
import { base64url } from '../../../src/domain/bytes/bytes.ts';
import type { Charter, PublicKey } from '../../../src/domain/bundle/charter.ts';
import type { Proof } from '../../../src/domain/credential/verification.ts';
import { renewCharter, rotateIssuer } from '../../../tools/keys/charter.ts';
import { keyringPath, type Keyring } from '../../../tools/keys/secrets.ts';
import { TestDistrict } from '../support/district.ts';
import { sites } from '../support/fixtures.ts';

describe('a change of the issuer’s key', () => {
  let district: TestDistrict;
  let root: PublicKey;
  let before1: HeldPass;
  before(async () => {
    district = await TestDistrict.open();
    const code = await district.pairingCode({ site: sites.mall });
    root = (await district.pair(code)).root;
    before1 = await issued();
  });
  after(() => district.close());

  async function issued(): Promise<HeldPass> {
    const pair = await createHolderKey();
    const holderKey = base64url(await holderPoint(pair));
    const { body } = await district.post<PassAnswer>('pass', { holderKey }, await district.citizen('valid'));
    return holdPass(body.pass, pair);
  }

  /** As a sentry that holds bundle 1 and charter `held` gets it; null when there is nothing newer. */
  async function charterAfter(held: number): Promise<Charter | null> {
    const { body } = await district.get<BundleAnswer>(`bundle?have=1&charter=${held}`);
    if (!body.bundle) return null;
    return (await verifyBundle(body.bundle, root, { charter: held, bundle: 1 }, Date.now())).charter;
  }

  /** The charter's version that the server tells a sentry of with every heartbeat. */
  async function charterNamed(token: string): Promise<number | undefined> {
    const beat: HeartbeatRequest = {
      queue: 0,
      oldestMs: 0,
      rejected: 0,
      bundleVersion: 1,
      appVersion: 'test',
      camera: 'running',
      temperature: 'none',
      sound: 'running',
      clock: Date.now(),
      session: null,
      chains: [],
    };
    const { status, body } = await district.post<HeartbeatAnswer>('sentry/heartbeat', beat, token);
    assert.equal(status, 200);
    return body.charterVersion;
  }

  async function proofOf(pass: HeldPass, charter: Charter): Promise<Proof> {
    const now = Date.now();
    const { proof } = await verifyShownPass((await showPass(pass, now))!, {
      now,
      window: { pastSeconds: 90, futureSeconds: 30 },
      issuers: await importIssuers(charter.issuers),
      used: () => false,
    });
    return proof;
  }

  it('is told to sentries that hold the same bundle, and passes of both keys are proved', async () => {
    assert.equal(await charterAfter(1), null);
    const sentry = await district.sentry({ site: sites.mall });
    assert.equal(await charterNamed(sentry.token), 1);
    const { issuer, charter: version } = await rotateIssuer(district.folder, 0);
    await district.kill();
    await district.restart();
    assert.equal(await charterNamed(sentry.token), version, 'the heartbeat names it');
    const charter = (await charterAfter(1))!;
    assert.equal(charter.version, version);
    assert.equal(charter.issuers.length, 2);
    const now = await issued();
    assert.equal(now.fields.issuer, issuer);
    assert.notEqual(now.fields.issuer, before1.fields.issuer);
    assert.equal(await proofOf(before1, charter), 'proved');
    assert.equal(await proofOf(now, charter), 'proved');
    assert.equal(await charterAfter(version), null);
  });

  it('leaves time: a key whose hour has not come is certified, but signs nothing yet', async () => {
    const { issuer, charter: version } = await rotateIssuer(district.folder, 48);
    await district.kill();
    await district.restart();
    const charter = (await charterAfter(version - 1))!;
    assert.ok(charter.issuers.some(({ id }) => id === issuer));
    assert.notEqual((await issued()).fields.issuer, issuer);
  });

  it('makes passes of a key that was taken out forged', async () => {
    const path = keyringPath(district.folder);
    const keyring = JSON.parse(await readFile(path, 'utf8')) as Keyring;
    const issuers = keyring.issuers.filter(({ id }) => id !== before1.fields.issuer);
    await writeFile(path, JSON.stringify({ ...keyring, issuers }));
    const version = await renewCharter(district.folder);
    await district.kill();
    await district.restart();
    const charter = (await charterAfter(version - 1))!;
    assert.equal(await proofOf(before1, charter), 'forged');
    assert.equal(await proofOf(await issued(), charter), 'proved');
  });
});
