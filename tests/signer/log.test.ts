import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { base64url } from '../../src/domain/bytes/bytes.ts';
import { issuerMessage } from '../../src/domain/pass/health-pass.ts';
import { followLog } from '../../src/signer/log.ts';
import { ASigner } from './a-signer.ts';
import { pass } from './messages.ts';

const number = '110101199003078515';

/** A signer that did three things today and two tomorrow, and ended. */
async function used(test: TestContext): Promise<ASigner> {
  const signer = await new ASigner(test).start();
  const sign = () => signer.ask('sign/pass/1', base64url(pass(signer.now)));
  await sign();
  await signer.ask('index/id-number', number);
  await sign();
  signer.now += 86_400_000;
  await Promise.all([sign(), sign()]);
  await signer.stop();
  return signer;
}

describe('the signer’s log', () => {
  it('has a line for each thing that was done, each on the one before, a file a day', async (test) => {
    const signer = await used(test);
    assert.deepEqual(readdirSync(signer.log), ['20261130.log', '20261201.log']);
    const { lines, faults, torn } = followLog(signer.log);
    assert.deepEqual({ lines, faults, torn }, { lines: 5, faults: [], torn: 0 });
  });

  it('finds a signature by what was signed, and tells no number', async (test) => {
    const signer = await used(test);
    const text = readFileSync(join(signer.log, '20261201.log'), 'utf8');
    const digest = createHash('sha256')
      .update(issuerMessage(pass(signer.now)))
      .digest('base64url');
    assert.ok(text.includes(digest));
    const first = readFileSync(join(signer.log, '20261130.log'), 'utf8');
    assert.match(first, / id-number - 1 - /);
    const hashes = [number, `id-number:${number}`].map((one) =>
      createHash('sha256').update(one).digest('base64url'),
    );
    for (const told of [number, ...hashes]) assert.ok(!first.includes(told));
  });

  it('has none for what was refused', async (test) => {
    const signer = await used(test);
    await signer.start();
    await signer.ask('sign/pass/1', 'nothing');
    await signer.ask('sign/pass/1', base64url(pass(signer.now)), { as: 'another' });
    await signer.stop();
    assert.equal(followLog(signer.log).lines, 5);
  });

  const changes: [string, (lines: string[]) => string[]][] = [
    ['a line is taken out', ([first, , ...rest]) => [first!, ...rest]],
    ['a line is changed', ([first, ...rest]) => [first!.replace('pass', 'word'), ...rest]],
    ['two lines change places', ([a, b, ...rest]) => [b!, a!, ...rest]],
  ];
  for (const [what, change] of changes) {
    it(`shows that ${what}, and the signer does not go on over it`, async (test) => {
      const signer = await used(test);
      const path = join(signer.log, '20261201.log');
      appendFileSync(path, '');
      await signer.start();
      await signer.ask('index/phone', '13800000000');
      await signer.stop();
      writeFileSync(path, change(readFileSync(path, 'utf8').split('\n')).join('\n'));
      assert.match(followLog(signer.log).faults[0]!, /20261201.log line \d: it does not follow/);
      await assert.rejects(signer.start(), /was changed/);
    });
  }

  it('shows that a whole day was taken out', async (test) => {
    const signer = await used(test);
    rmSync(join(signer.log, '20261130.log'));
    assert.match(followLog(signer.log).faults[0]!, /20261201.log line 1/);
  });

  it('begins where older files were put away', async (test) => {
    const signer = await used(test);
    const path = join(signer.log, '20261130.log');
    const last = readFileSync(path, 'utf8').trim().split(' ').at(-1)!;
    rmSync(path);
    writeFileSync(join(signer.log, 'before'), `${last}\n`);
    assert.deepEqual(followLog(signer.log).faults, []);
  });

  it('goes on after a line that a crash cut short, at every byte of it', async (test) => {
    const signer = await used(test);
    const path = join(signer.log, '20261201.log');
    const whole = readFileSync(path, 'utf8');
    const start = whole.trimEnd().lastIndexOf('\n') + 1;
    for (let end = start + 1; end < whole.length - 1; end += 5) {
      writeFileSync(path, whole.slice(0, end));
      await signer.start();
      await signer.ask('index/phone', '13800000000');
      await signer.stop();
      const { faults, torn, lines } = followLog(signer.log);
      assert.deepEqual({ faults, torn, lines }, { faults: [], torn: 1, lines: 5 }, `cut at ${end - start}`);
    }
  });

  it('that takes nothing more ends the signer before it answers', async (test) => {
    const signer = await new ASigner(test).start();
    // The day's file cannot be opened: a folder stands in its place.
    mkdirSync(join(signer.log, '20261130.log'));
    const printed = test.mock.method(console, 'error', () => undefined);
    const { status, said } = await signer.ask('sign/pass/1', base64url(pass(signer.now)));
    assert.notEqual(status, 200);
    assert.equal(said.signature, undefined);
    assert.match(String(printed.mock.calls.map(({ arguments: told }) => told[0])), /EISDIR/);
  });
});
