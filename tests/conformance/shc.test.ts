import assert from 'node:assert/strict';
import { before, describe, it, type TestContext } from 'node:test';
import { noon } from '../credentials/hcert/make-hcert.ts';
import {
  cardClaims,
  cardIssuer,
  numeric,
  numericChunks,
  signCard,
  type CardIssuer,
} from '../credentials/smart-health-card/make-card.ts';
import { temporaryFolder } from '../tools/temporary-folder.ts';
import { put, run } from './run-conformance.ts';

let issuer: CardIssuer;
let plain: string;
let revoked: string;

before(async () => {
  issuer = await cardIssuer();
  plain = await signCard(issuer, { claims: cardClaims({}, { rid: 'fine' }) });
  revoked = await signCard(issuer, { claims: cardClaims({ exp: noon / 1000 }, { rid: 'gone' }) });
});

/** A folder as the official examples are one: a plain card, one on three codes, one called back. */
async function examples(test: TestContext): Promise<string> {
  const folder = await temporaryFolder(test);
  await put(folder, 'jwks.json', JSON.stringify({ keys: [{ ...issuer.jwk, crlVersion: 1 }] }));
  const list = { kid: issuer.jwk.kid, method: 'rid', ctr: 1, rids: [`fine.${noon / 1000 - 90_000}`, 'gone'] };
  await put(folder, `crl/${issuer.jwk.kid}.json`, JSON.stringify(list));
  await put(folder, 'example-00-f-qr-code-numeric-value-0.txt', `${numeric(plain)}\n`);
  await put(folder, 'example-00-d-jws.txt', plain);
  for (const [index, code] of numericChunks(plain, 3).entries())
    await put(folder, `example-02-f-qr-code-numeric-value-${index}.txt`, code);
  await put(folder, 'example-03-f-qr-code-numeric-value-0.txt', numeric(revoked));
  await put(folder, 'example-03-d-jws.txt', revoked);
  return folder;
}

describe('the SMART Health Cards examples', () => {
  it('are run from a folder: proved, joined from their codes, and refused when called back', async (test) => {
    const { clean, report, why } = await run('shc', await examples(test));
    assert.deepEqual(report, { set: 'shc', cases: 3, passed: 3, failed: 0, missed: [] }, why.join('\n'));
    assert.equal(clean, true);
  });

  it('are run at a clock', async (test) => {
    const folder = await examples(test);
    const at = (clock: string) => run('shc', folder, '--clock', clock);
    assert.equal((await at(new Date(noon).toISOString())).report?.failed, 0);
    const early = await at('2020-01-01T00:00:00Z');
    assert.deepEqual(early.report?.missed, ['example-00', 'example-02']);
    assert.equal(early.clean, false);
    assert.match((await at('soon')).why[0]!, /"soon" is no time/);
  });

  it('are missed when altered, mixed up or signed by another', async (test) => {
    const folder = await examples(test);
    const other = await signCard(await cardIssuer());
    await put(folder, 'example-00-d-jws.txt', revoked);
    await put(folder, 'example-02-f-qr-code-numeric-value-1.txt', numericChunks(revoked, 3)[1]!);
    await put(folder, 'example-04-f-qr-code-numeric-value-0.txt', numeric(other));
    const { report, why } = await run('shc', folder);
    assert.deepEqual(report?.missed, ['example-00', 'example-02', 'example-04']);
    assert.match(why[1]!, /^example-02: expected proved, found (forged|unreadable)/);
    assert.match(why[2]!, /^example-04: expected proved, found unknown-issuer/);
  });

  it('without keys or codes are refused plainly', async (test) => {
    const empty = await temporaryFolder(test);
    assert.match((await run('shc', empty)).why[0]!, /holds no jwks\.json/);
    assert.match((await run('shc', `${empty}/nowhere`)).why[0]!, /There is no folder/);
    await put(empty, 'jwks.json', JSON.stringify({ keys: [issuer.jwk] }));
    assert.match((await run('shc', empty)).why[0]!, /holds no QR code text/);
  });
});
