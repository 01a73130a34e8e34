import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import type { DecideAnswer } from '../../../src/domain/api/policy-api.ts';
import type { Verdict } from '../../../src/domain/policy/policy.ts';
import { findChromium } from '../../../tools/machine/chromium.ts';
import {
  caseCount,
  casePolicies,
  decideAll,
  policyCases,
  verdictText,
} from '../../support/samples/policy-cases.ts';
import { TestDistrict } from '../support/district.ts';
import { publish, unchanged } from '../support/officials.ts';

/** What a page in Chromium says of all cases. */
async function decideInChromium(): Promise<Verdict[]> {
  const { outputFiles } = await build({
    entryPoints: [new URL('../../support/samples/policy-cases.ts', import.meta.url).pathname],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'cases',
    target: 'es2022',
  });
  const browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: outputFiles[0]!.text });
    return await page.evaluate('cases.decideAll()');
  } finally {
    await browser.close();
  }
}

describe('one policy, three machines', () => {
  let district: TestDistrict;
  let token: string;
  before(async () => {
    district = await TestDistrict.open();
    token = await district.staff('health');
  });
  after(() => district.close());

  /** What the server's own VM says of all cases, by bundles that officials signed. */
  async function decideInTheServer(): Promise<Verdict[]> {
    const first = 2;
    for (const [index, policy] of casePolicies(first).entries()) {
      const asked = { ...(await unchanged(district, token)), policy };
      assert.equal(await publish(district, token, asked), first + index);
    }
    const verdicts: Verdict[] = [];
    for (const { policy, facts, place } of policyCases()) {
      const asked = { facts, place, version: first + policy };
      const { body, status } = await district.post<DecideAnswer>('policy/decide', asked, token);
      assert.equal(status, 200, JSON.stringify(body));
      assert.equal(body.verdict.policyVersion, first + policy);
      verdicts.push(body.verdict);
    }
    return verdicts;
  }

  it(`decide ${caseCount} cases alike: the sentry’s browser, Node and the server’s VM`, async () => {
    const here = decideAll().map(verdictText);
    const [page, server] = [await decideInChromium(), await decideInTheServer()];
    assert.deepEqual(page.map(verdictText), here);
    assert.deepEqual(server.map(verdictText), here);
    for (const outcome of ['admit', 'attend', 'refuse']) {
      const count = here.filter((text) => text.startsWith(outcome)).length;
      assert.ok(count > 50, `${outcome}: ${count} cases are too few to say anything`);
    }
    assert.ok(new Set(here).size > 60, 'many different verdicts');
  });

  it('refuses facts that are not whole, naming the one', async () => {
    const { facts, place } = policyCases()[0]!;
    const ask = async (change: object, at: object = place) => {
      const { status, body } = await district.post<{ message: string }>(
        'policy/decide',
        { facts: { ...facts, ...change }, place: at },
        token,
      );
      return `${status} ${body.message}`;
    };
    assert.match(await ask({ temperature: 36.5 }), /^400 .*facts\.temperature/);
    assert.match(await ask({ proof: null }), /^400 .*facts\.proof/);
    assert.match(await ask({ doses: '3' }), /^400 .*facts\.doses/);
    assert.match(await ask({ height: 180 }), /^400 .*facts\.height/);
    assert.match(await ask({}, { ...place, category: 'ship' }), /^400 .*place\.category/);
    assert.match(await ask({}, { ...place, at: 'now' }), /^400 .*"at"/);
  });

  it('is asked by those who make policy alone', async () => {
    const { facts, place } = policyCases()[0]!;
    const asked = { facts, place };
    assert.equal((await district.post('policy/decide', asked)).code, 'sign-in');
    assert.equal(
      (await district.post('policy/decide', asked, await district.citizen('valid'))).code,
      'sign-in',
    );
    assert.equal(
      (await district.post('policy/decide', asked, await district.staff('auditor'))).code,
      'not-allowed',
    );
    assert.equal((await district.post('policy/decide', { ...asked, version: 77 }, token)).code, 'not-found');
  });
});
