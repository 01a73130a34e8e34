import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { base64url, fromHex } from '../../src/domain/bytes/bytes.ts';
import { agreementKey } from '../../src/credentials/custody/closed-box.ts';
import { openIdentity } from '../../src/credentials/custody/sealed-identity.ts';
import { mostIdentities, type SealAnswer } from '../../src/domain/signing/signer-api.ts';
import { newSigningKey } from '../../tools/keys/secrets.ts';
import { ASigner } from './a-signer.ts';

const identity = { name: '林晓岚', idNumber: '000000199001011234', phone: '19900000001', address: '' };

describe('sealing beside the signer', () => {
  const { privateKey, publicKey } = newSigningKey(3);
  const key = { generation: 3, point: base64url(fromHex(publicKey)) };
  const people = ['p1', 'p2'].map((person) => ({ person, identity }));

  it('closes identities for the tracing key, and logs nothing of them', async (test) => {
    const signer = await new ASigner(test).start();
    const { status, said } = await signer.ask<SealAnswer>('seal', JSON.stringify({ key, people }));
    assert.equal(status, 200, said.message);
    const own = await agreementKey(fromHex(privateKey), key.point);
    for (const [index, { person }] of people.entries())
      assert.deepEqual(await openIdentity(own, person, said.sealed[index]!), identity);
    const folder = join(signer.folder, 'log');
    const log = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    assert.ok(!log.join('').includes('seal'));
  });

  it('refuses what is no such question, and says nothing of who it was about', async (test) => {
    const signer = await new ASigner(test).start();
    const many = Array.from({ length: mostIdentities + 1 }, () => people[0]!);
    const wrong = [
      'x',
      'null',
      '{}',
      JSON.stringify({ key, people: [] }),
      JSON.stringify({ key, people: many }),
      JSON.stringify({ key: { generation: 3, point: 'AAAA' }, people }),
      JSON.stringify({ key, people: [{ person: 'p1', identity: { ...identity, phone: 7 } }] }),
      JSON.stringify({ key, people: [{ person: 'p1' }] }),
      JSON.stringify({ key, people: [null] }),
    ];
    for (const body of wrong) {
      const { status, said } = await signer.ask('seal', body);
      assert.equal(status, 422, body.slice(0, 60));
      assert.ok(!said.message!.includes(identity.name) && !said.message!.includes(identity.idNumber));
    }
    assert.equal((await signer.ask('seal', JSON.stringify({ key, people }), { as: 'another' })).status, 401);
  });
});
