import assert from 'node:assert/strict';
import { createPublicKey, verify } from 'node:crypto';
import { describe, it } from 'node:test';
import { signingKinds, type SignerState, type SigningKind } from '../../src/domain/signing/signer-api.ts';
import { base64url, fromBase64url, fromHex } from '../../src/domain/bytes/bytes.ts';
import type { StoredKey } from '../../src/signer/keys.ts';
import { kinds } from '../../src/signer/kinds.ts';
import { newSigningKey } from '../../tools/keys/secrets.ts';
import { ASigner } from './a-signer.ts';
import { messages, paper, pass } from './messages.ts';

function isSignedBy({ publicKey }: StoredKey, signature: string, message: Uint8Array): boolean {
  const point = fromHex(publicKey);
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: base64url(point.slice(1, 33)),
    y: base64url(point.slice(33)),
  };
  const key = { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' } as const;
  return verify('sha256', message, key, fromBase64url(signature));
}

describe('the signer', () => {
  for (const kind of signingKinds) {
    it(`signs a ${kind} with the key of its kind, and with no other kind’s mark`, async (test) => {
      const signer = await new ASigner(test).start();
      const [body, message] = messages(signer.now)[kind];
      const { status, said } = await signer.ask(`sign/${kind}/1`, body);
      assert.equal(status, 200, said.message);
      const held = signer.keys[kinds[kind].key];
      assert.ok(isSignedBy(Array.isArray(held) ? held[0]! : held, said.signature, message));
    });
  }

  it('tells the public halves of what it holds, and no more of it', async (test) => {
    const signer = await new ASigner(test).start();
    const { said } = await signer.ask<SignerState>('state', '', { method: 'GET' });
    assert.equal(said.word.point, base64url(fromHex(signer.keys.word.publicKey)));
    const text = JSON.stringify(said);
    for (const secret of [
      signer.keys.word.privateKey,
      signer.keys.issuers[0]!.privateKey,
      signer.keys.indexKey,
    ])
      assert.ok(!text.includes(secret) && !text.includes(base64url(fromHex(secret))));
  });

  const { now } = { now: Date.UTC(2026, 10, 30, 4) };
  const minutes = 60_000;
  const wrong: [string, SigningKind, string, RegExp][] = [
    ['a pass that begins tomorrow', 'pass', base64url(pass(now + 1440 * minutes)), /begins later/],
    [
      'a pass that lives a month',
      'pass',
      base64url(pass(now, { lifetimeMinutes: 43_200 })),
      /lives too long/,
    ],
    ['a pass of another issuer', 'pass', base64url(pass(now, { issuer: 2 })), /another issuer/],
    ['a pass with more behind it', 'pass', base64url(Uint8Array.of(...pass(now), 0)), /another length/],
    ['a paper as a phone’s pass', 'pass', base64url(paper(now)), /Too short/],
    ['a phone’s pass as a paper', 'paper', base64url(pass(now)), /Not the body of a pass on paper/],
    ['a paper that lives a year', 'paper', base64url(paper(now, { lifetimeHours: 8760 })), /lives too long/],
    [
      'a site code of another key',
      'site-code',
      base64url(Uint8Array.of(1, 2, ...new Uint8Array(10))),
      /another key/,
    ],
    ['a pass as a site code', 'site-code', base64url(pass(now)), /no site code/],
    ['a statement of yesterday', 'word', said(now - 1440 * minutes), /not that of now/],
    ['a statement of tomorrow', 'word', said(now + 1440 * minutes), /not that of now/],
    ['a statement without versions', 'word', JSON.stringify({ at: now }), /lacks/],
    ['a deny list of tomorrow', 'deny-list', JSON.stringify({ at: now + 10 * minutes }), /not that of now/],
    ['no JSON as a deny list', 'deny-list', '{', /no JSON/],
    ['a command for a year', 'command', command(now, now + 365 * 1440 * minutes), /lives too long/],
    ['a head of tomorrow', 'audit-head', head(now + 10 * minutes), /not that of now/],
    ['a head without a hash', 'audit-head', JSON.stringify({ seq: 1, at: now }), /lacks/],
    ['no JSON as a certificate', 'deletion', 'x', /no JSON/],
    ['null as a certificate', 'deletion', 'null', /no certificate/],
  ];
  for (const [what, kind, body, message] of wrong) {
    it(`does not sign ${what}`, async (test) => {
      const signer = await new ASigner(test).start();
      signer.now = now;
      const answer = await signer.ask(`sign/${kind}/1`, body);
      assert.equal(answer.status, 422);
      assert.match(answer.said.message!, message);
      assert.equal(answer.said.signature, undefined);
    });
  }

  it('answers nobody without its token', async (test) => {
    const signer = await new ASigner(test).start();
    const [body] = messages(signer.now).pass;
    for (const as of ['', 'another-token', 'a-token-of-the-tests2']) {
      const { status } = await signer.ask('sign/pass/1', body, { as });
      assert.equal(status, 401);
    }
    assert.equal((await signer.ask('state', '', { method: 'GET', as: '' })).status, 401);
  });

  it('does nothing else', async (test) => {
    const signer = await new ASigner(test).start();
    for (const path of ['', 'sign/root/1', 'sign/pass', 'sign/pass/x', 'sign/pass/2', 'index/name', 'keys'])
      assert.equal((await signer.ask(path, 'x')).status, 404, path);
  });

  it('takes up a new issuer’s key from its file when it is asked for one', async (test) => {
    const signer = await new ASigner(test).start();
    const made = newSigningKey(2);
    signer.keys = { ...signer.keys, issuers: [...signer.keys.issuers, made] };
    const body = base64url(pass(signer.now, { issuer: 2 }));
    assert.equal(
      (await signer.ask('sign/pass/2', body)).status,
      404,
      'not read again within a second of the start',
    );
    signer.now += 1000;
    const { status, said } = await signer.ask('sign/pass/2', body);
    assert.equal(status, 200, said.message);
  });

  it('goes on with the keys it has when its file is damaged', async (test) => {
    const signer = await new ASigner(test).start();
    const whole = signer.keys;
    signer.keys = { ...whole, issuers: [] };
    signer.now += 1000;
    assert.equal((await signer.ask('sign/pass/9', base64url(pass(signer.now, { issuer: 9 })))).status, 404);
    assert.equal((await signer.ask('sign/pass/1', base64url(pass(signer.now)))).status, 200);
  });

  it('refuses whatever bytes it is sent, and goes on', async (test) => {
    const signer = await new ASigner(test).start();
    const bodies = ['', '\0', '{}', '[]', '0', '"', '𝕏'.repeat(50), 'A'.repeat(5000), '%00', '{"at":1e400}'];
    const cut = messages(signer.now).pass[0];
    for (let end = 0; end < cut.length; end += 7) bodies.push(cut.slice(0, end));
    for (const kind of signingKinds) {
      for (const body of bodies) {
        const { status } = await signer.ask(`sign/${kind}/1`, body);
        assert.equal(status, 422, `${kind}: ${JSON.stringify(body.slice(0, 40))}`);
      }
    }
    assert.equal((await signer.ask('sign/pass/1', cut)).status, 200);
  });
});

function said(at: number): string {
  return JSON.stringify({ at, bundleVersion: 1, denyVersion: 1 });
}

function head(at: number): string {
  return JSON.stringify({ seq: 1, hash: 'ab'.repeat(32), at });
}

function command(at: number, expires: number): string {
  return JSON.stringify({ id: 1, kind: 'lock', devices: [1], at, expires });
}
