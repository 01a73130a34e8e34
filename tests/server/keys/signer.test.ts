import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { createHolderKey, holderPoint } from '../../../src/credentials/pass/holder.ts';
import type { BoardAnswer, PassAnswer } from '../../../src/domain/api/api.ts';
import type { PersonFindAnswer } from '../../../src/domain/api/official-api.ts';
import { readWord } from '../../../src/domain/bundle/word.ts';
import { base64url } from '../../../src/domain/bytes/bytes.ts';
import { startSigner, type RunningSigner } from '../../../tools/signer/process.ts';
import { TestDistrict } from '../support/district.ts';
import { idNumberOf, sites } from '../support/fixtures.ts';
import { beat } from '../support/beats.ts';
import { scan, uploadAll } from '../support/scans.ts';

describe('a server whose signer is away', () => {
  let district: TestDistrict;
  let back: RunningSigner | null = null;
  before(async () => {
    district = await TestDistrict.open();
  });
  after(() => district.close());
  afterEach(async () => {
    if (!back && signerIsAway) await comesBack();
  });
  let signerIsAway = false;

  const signer = (): RunningSigner => back ?? district.server.signer!;

  async function goesAway(): Promise<void> {
    const { port } = signer();
    await signer().stop();
    signerIsAway = true;
    assert.ok(port > 0);
  }

  async function comesBack(): Promise<void> {
    back = await startSigner(join(district.folder, 'secrets', 'signer'), district.server.signer!.port);
    signerIsAway = false;
  }

  async function pass(): Promise<{ status: number; code: string | undefined; body: PassAnswer }> {
    const holderKey = base64url(await holderPoint(await createHolderKey()));
    return district.post<PassAnswer>('pass', { holderKey }, await district.citizen('valid'));
  }

  it('goes on taking scans and heartbeats, with the statement it has, which says its age', async () => {
    const gate = await district.gate({ site: sites.mall });
    const { word } = (await beat(district, gate.pairing.token)).body;
    await goesAway();
    assert.deepEqual(await uploadAll(gate, [scan({ site: sites.mall })]), ['stored']);
    const { body } = await beat(district, gate.pairing.token);
    assert.equal(readWord(body.word!.body).at, readWord(word!.body).at);
    await comesBack();
  });

  it('issues no pass and finds nobody, says why, and does both again when it is back', async () => {
    await goesAway();
    const refused = await pass();
    assert.deepEqual([refused.status, refused.code], [503, 'signer']);
    const asked = { idNumber: idNumberOf('valid'), purpose: 'A test' };
    const official = await district.staff('health');
    assert.equal((await district.post('person/find', asked, official)).code, 'signer');
    await comesBack();
    assert.equal((await pass()).status, 200);
    const found = await district.post<PersonFindAnswer>('person/find', asked, official);
    assert.equal(found.body.people.length, 1);
  });

  it('deletes nothing that it cannot certify, and does it once it can', async () => {
    const count = () =>
      district.sql<number>(`select json_array(count(*)) ->> 0 as found from deletion_certificates`);
    const before = Number(await count());
    await goesAway();
    const later = Date.now() + 40 * 86_400_000;
    await district.hourly(later);
    assert.equal(Number(await count()), before);
    await comesBack();
    await district.hourly(later);
    assert.ok(Number(await count()) > before);
  });

  it('says so on the board, within a minute of nobody asking it for anything', async () => {
    const away = async () =>
      (await district.get<BoardAnswer>('board', await district.staff('health'))).body.signerAway;
    assert.equal(await away(), undefined);
    await goesAway();
    await district.minutely(Date.now());
    assert.ok(Math.abs(Date.now() - Number(await away())) < 60_000);
    await comesBack();
    await district.minutely(Date.now());
    assert.equal(await away(), undefined);
  });

  it('starts without it, and has no statement until it is there', async () => {
    const gate = await district.gate({ site: sites.mall });
    await goesAway();
    // What starts the server again would start a signer beside it.
    const { port } = district.server.signer!;
    await district.server.stop();
    await district.restart(`http://127.0.0.1:${port}`);
    assert.equal((await beat(district, gate.pairing.token)).body.word, null);
    back = await startSigner(join(district.folder, 'secrets', 'signer'), port);
    signerIsAway = false;
    assert.ok((await beat(district, gate.pairing.token)).body.word);
    await back.stop();
  });
});

describe('what the server itself holds', () => {
  it('is no key that signs, nor that of the index', async () => {
    const district = await TestDistrict.open();
    try {
      const secrets = join(district.folder, 'secrets');
      const held = JSON.parse(await readFile(join(secrets, 'signer', 'keys.json'), 'utf8')) as {
        issuers: { privateKey: string }[];
        word: { privateKey: string };
        siteCode: { privateKey: string };
        indexKey: string;
      };
      const keys = [
        ...held.issuers.map(({ privateKey }) => privateKey),
        held.word.privateKey,
        held.siteCode.privateKey,
        held.indexKey,
      ];
      for (const name of await readdir(secrets, { recursive: true })) {
        if (name.startsWith('signer/') || !/\.(json|key)$/.test(name)) continue;
        const text = await readFile(join(secrets, name), 'utf8');
        for (const key of keys) assert.ok(!text.includes(key), name);
      }
    } finally {
      await district.close();
    }
  });
});
