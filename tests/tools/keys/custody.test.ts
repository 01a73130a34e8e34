import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { base64url, fromHex } from '../../../src/domain/bytes/bytes.ts';
import { readCharter, tracingKey, type SignedCharter } from '../../../src/domain/bundle/charter.ts';
import { agreementKey } from '../../../src/credentials/custody/closed-box.ts';
import {
  generationOfIdentity,
  IdentitySealer,
  openIdentity,
} from '../../../src/credentials/custody/sealed-identity.ts';
import { unwrapKey } from '../../../src/credentials/custody/wrapped-key.ts';
import { foundDistrict, rootFolder } from '../../../tools/keys/charter.ts';
import { handOver, readCustody, resealIdentities } from '../../../tools/keys/custody.ts';
import { newSigningKey } from '../../../tools/keys/secrets.ts';
import { joinShares, splitKey } from '../../../tools/keys/shares.ts';
import {
  addCustodian,
  makeTracingKey,
  removeCustodian,
  rootWords,
  rotateTracingKey,
} from '../../../tools/keys/tracing.ts';

const identity = { name: '林晓岚', idNumber: '000000199001011234', phone: '', address: '' };

describe('the shares of the escrow key', () => {
  it('give it again, any two of them, and none alone', () => {
    const { privateKey, publicKey } = newSigningKey(1);
    const [one, two, three] = splitKey(privateKey, publicKey) as [never, never, never];
    for (const pair of [
      [one, two],
      [two, one],
      [one, three],
      [three, two],
    ])
      // prettier-ignore
      assert.equal(joinShares(pair), privateKey);
    for (const pair of [[one], [one, one], [one, two, three], [], [one, { ...(two as object), keeper: 4 }]])
      assert.throws(() => joinShares(pair as never), /two different keepers/);
    const other = newSigningKey(1);
    const [, foreign] = splitKey(other.privateKey, other.publicKey);
    assert.throws(() => joinShares([one, foreign!]), /two different keys/);
    const alone = splitKey(privateKey, publicKey).map(({ value }) => value);
    assert.ok(!alone.includes(privateKey));
  });
});

describe('custody of the tracing key', () => {
  let folder: string;
  let shares: string[];
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sitecode-custody-'));
    await foundDistrict(folder, { demo: false, name: { 'zh-CN': '测试区', en: 'Test district' } });
    shares = [1, 3].map((keeper) => join(rootFolder(folder), 'escrow', `keeper-${keeper}.json`));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const charter = async () => {
    const text = await readFile(join(folder, 'secrets', 'charter.json'), 'utf8');
    return readCharter((JSON.parse(text) as { signed: SignedCharter }).signed.body);
  };
  const newBrowser = async () => {
    const { privateKey, publicKey } = newSigningKey(1);
    const point = base64url(fromHex(publicKey));
    return { point, own: await agreementKey(fromHex(privateKey), point) };
  };

  it('begins with the founding: the charter names the key and its escrow, and no file has a private half', async () => {
    const { tracingKeys, escrowKey, custodians } = await charter();
    assert.equal(tracingKeys!.length, 1);
    assert.equal(tracingKeys![0]!.id, 1);
    assert.equal(escrowKey!.id, 1);
    assert.deepEqual(custodians, []);
    const files = await readdir(rootFolder(folder), { recursive: true });
    assert.ok(!files.includes('demo-tracing.json'), 'no demo’s stand-in');
    const text = await readFile(join(rootFolder(folder), 'custody.json'), 'utf8');
    assert.ok(!text.includes('privateKey'));
    await assert.rejects(makeTracingKey(folder), /has a tracing key/);
    assert.match(await rootWords(folder), /^(\w{4} ){2}\w{4}$/);
  });

  it('is handed over to a browser by two keepers, and to that browser alone', async () => {
    const browser = await newBrowser();
    const key = tracingKey(await charter())!;
    const { wrapped } = await handOver(rootFolder(folder), 1, browser.point, shares);
    const tracing = await unwrapKey(browser.own, key, wrapped);
    const sealed = await (await IdentitySealer.begin(key)).seal('p1', identity);
    assert.deepEqual(await openIdentity(tracing, 'p1', sealed), identity);
    await assert.rejects(unwrapKey((await newBrowser()).own, key, wrapped), /does not open/);
    await assert.rejects(handOver(rootFolder(folder), 1, browser.point, [shares[0]!]), /two different/);
    await assert.rejects(
      handOver(rootFolder(folder), 1, browser.point, [shares[0]!, shares[0]!]),
      /two different/,
    );
    await assert.rejects(handOver(rootFolder(folder), 9, browser.point, shares), /no generation 9/);
    await assert.rejects(handOver(rootFolder(folder), 1, 'AAAA', shares), /no public key/);
  });

  it('goes on with a new generation, to which older identities are sealed anew by two keepers', async () => {
    const old = tracingKey(await charter())!;
    const sealer = await IdentitySealer.begin(old);
    const people = await Promise.all(
      ['p1', 'p2', 'p3'].map(async (person) => ({ person, sealed: await sealer.seal(person, identity) })),
    );
    const { generation } = await rotateTracingKey(folder);
    assert.equal(generation, 2);
    const key = tracingKey(await charter())!;
    assert.equal(key.generation, 2);
    assert.ok((await charter()).tracingKeys![0]!.notAfter <= Date.now(), 'the first is over');
    const fresh = {
      person: 'p4',
      sealed: await (await IdentitySealer.begin(key)).seal('p4', identity),
    };
    const resealed = await resealIdentities(rootFolder(folder), [...people, fresh], shares);
    assert.deepEqual(
      resealed.map(({ person }) => person),
      ['p1', 'p2', 'p3'],
      'those of before alone',
    );
    const browser = await newBrowser();
    const { wrapped } = await handOver(rootFolder(folder), 2, browser.point, shares);
    const tracing = await unwrapKey(browser.own, key, wrapped);
    for (const { person, sealed } of resealed) {
      assert.equal(generationOfIdentity(sealed), 2);
      assert.deepEqual(await openIdentity(tracing, person, sealed), identity);
    }
    const mixed = [{ person: 'p9', sealed: people[0]!.sealed }];
    await assert.rejects(resealIdentities(rootFolder(folder), mixed, shares), /record p9 does not open/);
  });

  it('has custody officers, by the keys of their browsers', async () => {
    const point = base64url(fromHex(newSigningKey(1).publicKey));
    const account = 'abcdefghij01234';
    await addCustodian(folder, 'First', point, account);
    const { custodians } = await charter();
    assert.deepEqual(
      custodians!.map(({ id, name, point: its, account: bound }) => [id, name, its, bound]),
      [[1, 'First', point, account]],
    );
    await assert.rejects(addCustodian(folder, 'Again', point, 'zyxwvutsrq98765'), /already/);
    await assert.rejects(addCustodian(folder, 'None', 'AAAA', 'zyxwvutsrq98765'), /no public key/);
    await removeCustodian(folder, 1);
    assert.deepEqual((await charter()).custodians, []);
    await assert.rejects(removeCustodian(folder, 1), /no custody officer 1/);
  });

  it('is made for a district that was founded without it', async () => {
    await rm(join(rootFolder(folder), 'custody.json'));
    await rm(join(rootFolder(folder), 'escrow'), { recursive: true });
    await makeTracingKey(folder);
    assert.equal((await readCustody(rootFolder(folder)))!.tracing.length, 1);
    assert.equal(tracingKey(await charter())!.generation, 1);
  });
});
