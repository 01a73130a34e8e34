import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  createHolderKey,
  holderPoint,
  holdPass,
  showPass,
  type HeldPass,
} from '../../../src/credentials/pass/holder.ts';
import type { PassAnswer } from '../../../src/domain/api/api.ts';
import type { ScanProofAnswer } from '../../../src/domain/api/gate/sentry-api.ts';
import { base64url } from '../../../src/domain/bytes/bytes.ts';
import type { SentryCode } from '../../../src/domain/pass/challenge.ts';
import { decodeShownPass, passIdText, showingBytes } from '../../../src/domain/pass/health-pass.ts';
import { addDays, dayStart, localDay } from '../../../src/domain/time/local-day.ts';
import type { Scan } from '../../../src/domain/scan/scan.ts';
import { TestDistrict } from '../support/district.ts';
import { sites } from '../support/fixtures.ts';
import type { SimulatedSentry } from '../../../tools/simulate/sentry.ts';
import { scan, uploadAll } from '../support/scans.ts';

describe('the proof of a scan', () => {
  let district: TestDistrict;
  let gate: SimulatedSentry;
  let held: HeldPass;
  before(async () => {
    district = await TestDistrict.open();
    gate = await district.gate({ site: sites.mall });
    const pair = await createHolderKey();
    const holderKey = base64url(await holderPoint(pair));
    const { body } = await district.post<PassAnswer>('pass', { holderKey }, await district.citizen('valid'));
    held = holdPass(body.pass, pair);
  });
  after(() => district.close());

  /** The showing that the phone makes at a moment, as a scan keeps it. */
  async function showing(at: number, asked: SentryCode | null = null): Promise<string> {
    const shown = decodeShownPass((await showPass(held, at, asked))!);
    return base64url(showingBytes(shown.fields.notBefore, shown.showing));
  }

  async function stored(change: Partial<Scan>): Promise<Scan> {
    const one = scan({ pass: passIdText(held.fields), site: sites.mall, ...change });
    const seq = gate.queue.next;
    assert.deepEqual(await uploadAll(gate, [one]), ['stored']);
    return { ...one, seq, device: gate.pairing.sentry.device };
  }

  async function proof({ seq: number, t, site }: Scan, role: 'tracer' | 'health' = 'tracer') {
    const key = { device: gate.pairing.sentry.device, seq: number, t, site };
    return district.post<ScanProofAnswer>('scan/proof', key, await district.staff(role));
  }

  async function reason(change: Partial<Scan>): Promise<[boolean, string]> {
    const { body } = await proof(await stored(change));
    return [body.proved, body.reason];
  }

  it('holds for what the holder’s phone showed at that moment', async () => {
    const t = Date.now();
    assert.deepEqual(await reason({ t, showing: await showing(t) }), [true, 'shown']);
  });

  it('holds for an answer to this sentry’s code, and not for one to another’s', async () => {
    const t = Date.now();
    const asked = {
      site: sites.mall,
      device: gate.pairing.sentry.device,
      challenge: Uint8Array.of(1, 2, 3, 4),
    };
    assert.deepEqual(await reason({ t, showing: await showing(t, asked) }), [true, 'answered']);
    const elsewhere = await showing(t, { ...asked, site: sites.school });
    assert.deepEqual(await reason({ t, showing: elsewhere }), [false, 'signature']);
  });

  it('fails for what a thief wrote: another’s signature, another moment, none, no showing at all', async () => {
    const t = Date.now();
    const own = await showing(t);
    const forged = base64url(new Uint8Array(68).fill(7));
    assert.deepEqual(await reason({ t, showing: forged }), [false, 'signature']);
    assert.deepEqual(await reason({ t, showing: own.slice(0, 40) }), [false, 'signature']);
    // An hour off and still on the day of the pass: after midnight the hour before is another day's.
    const hour = 3_600_000;
    const off = localDay(t - hour) === localDay(t) ? t - hour : t + hour;
    assert.deepEqual(await reason({ t: off, showing: own }), [false, 'time']);
    assert.deepEqual(await reason({ t, showing: null }), [false, 'no-showing']);
    assert.deepEqual(await reason({ t, showing: own, pass: 'ffffffffffffffff' }), [false, 'unknown-pass']);
  });

  it('keeps no pass in clear', async () => {
    const kept = await district.sql<string[]>(
      `select json_group_array(cast(sealed as text)) as found from pass_${localDay(Date.now())}`,
    );
    assert.ok(kept.length > 0);
    const clear = base64url(held.pass.body).slice(0, 20);
    assert.ok(!JSON.stringify(kept).includes(clear));
  });

  it('says so where the pass was not kept', async () => {
    const t = Date.now();
    const midnight = dayStart(addDays(localDay(t), 1));
    const tomorrow = await stored({ t: midnight, showing: await showing(t) });
    assert.equal((await proof(tomorrow)).body.reason, 'time');
    // What is left on the second day of its life when the day of its issue is gone.
    const one = await stored({ t: midnight + 1, showing: await showing(t) });
    await district.door('drop-day', { day: localDay(t) });
    assert.equal((await proof(one)).body.reason, 'pass-not-kept');
  });

  it('is told to tracing officers alone, who leave a mark, and not of scans that are not there', async () => {
    const t = Date.now();
    const one = await stored({ t, showing: null });
    assert.equal((await proof(one, 'health')).code, 'not-allowed');
    assert.equal((await district.post('scan/proof', one, await district.citizen('valid'))).code, 'sign-in');
    assert.equal((await proof({ ...one, seq: one.seq + 1000 })).code, 'not-found');
    assert.equal((await proof({ ...one, t: t - 400 * 86_400_000 })).code, 'not-found');
    await proof(one);
    const marks = await district.sql<string[]>(
      `select json_group_array(subject) as found from audit where action = 'scan.proof'`,
    );
    assert.ok(marks.includes(`scan:${one.site}/${one.t}/${gate.pairing.sentry.device}/${one.seq}`));
  });
});
