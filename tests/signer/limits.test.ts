import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import { base64url } from '../../src/domain/bytes/bytes.ts';
import { readLimits, usualLimits } from '../../src/signer/limits.ts';
import { ASigner } from './a-signer.ts';
import { pass } from './messages.ts';

type Indexes = { indexes: string[] };

describe('the signer’s limits', () => {
  it('of a minute end with it', async (test) => {
    const signer = await new ASigner(test, { pass: { minute: 2, day: 10 } }).start();
    const sign = async () => signer.ask('sign/pass/1', base64url(pass(signer.now)));
    assert.deepEqual([(await sign()).status, (await sign()).status], [200, 200]);
    const third = await sign();
    assert.equal(third.status, 429);
    assert.equal(third.said.retryMs, 60_000);
    signer.now += 60_000;
    assert.equal((await sign()).status, 200);
  });

  it('of a day outlive a start anew, and end at midnight in Shanghai', async (test) => {
    const signer = await new ASigner(test, { pass: { minute: 100, day: 3 } }).start();
    const sign = async () => (await signer.ask('sign/pass/1', base64url(pass(signer.now)))).status;
    assert.deepEqual([await sign(), await sign()], [200, 200]);
    await signer.stop();
    await signer.start();
    assert.deepEqual([await sign(), await sign()], [200, 429]);
    signer.now = Date.UTC(2026, 10, 30, 15, 59, 59);
    assert.equal(await sign(), 429);
    signer.now = Date.UTC(2026, 10, 30, 16);
    assert.equal(await sign(), 200);
    await signer.stop();
    await signer.start();
    assert.deepEqual([await sign(), await sign(), await sign()], [200, 200, 429]);
  });

  it('are not given anew by a clock that is set back', async (test) => {
    const signer = await new ASigner(test, { pass: { minute: 100, day: 1 } }).start();
    const sign = async () => (await signer.ask('sign/pass/1', base64url(pass(signer.now)))).status;
    assert.equal(await sign(), 200);
    signer.now -= 86_400_000;
    assert.equal(await sign(), 429);
  });

  it('count every number that is looked up, however many come at once', async (test) => {
    const signer = await new ASigner(test, { phone: { minute: 1500, day: 5000 } }).start();
    const thousand = Array.from({ length: 1000 }, (_, index) => `1380000${index}`).join('\n');
    const first = await signer.ask<Indexes>('index/phone', thousand);
    assert.equal(first.said.indexes.length, 1000);
    assert.equal((await signer.ask('index/phone', thousand)).status, 429);
    assert.equal((await signer.ask('index/id-number', '110101199003078515')).status, 200, 'another kind');
    assert.equal((await signer.ask('index/phone', `${thousand}\n1`)).status, 422, 'more than a thousand');
    assert.equal((await signer.ask('index/phone', '')).status, 422);
  });

  it('leave an index what it always was: by kind, by key', async (test) => {
    const signer = await new ASigner(test).start();
    const of = async (kind: string, number: string) =>
      (await signer.ask<Indexes>(`index/${kind}`, number)).said.indexes[0];
    const by = (text: string) => createHmac('sha256', signer.keys.indexKey).update(text).digest('hex');
    assert.equal(await of('phone', '13800000000'), by('phone:13800000000'));
    assert.equal(await of('id-number', '13800000000'), by('id-number:13800000000'));
  });

  it('are set by a file of its own, kind by kind', () => {
    const limits = readLimits('{"pass":{"day":7},"phone":{"minute":1,"day":2}}');
    assert.deepEqual(limits.pass, { minute: usualLimits.pass.minute, day: 7 });
    assert.deepEqual(limits.phone, { minute: 1, day: 2 });
    assert.deepEqual(limits.paper, usualLimits.paper);
    assert.throws(() => readLimits('{"root":{"day":7}}'), /no kind "root"/);
    assert.throws(() => readLimits('{"pass":{"day":-1}}'), /whole numbers/);
  });
});
