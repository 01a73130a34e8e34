// What the board costs: one answer for all who ask within a second, and never an old one.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { BoardAnswer } from '../../../src/domain/api/api.ts';
import { localDay } from '../../../src/domain/time/local-day.ts';
import type { SimulatedSentry } from '../../../tools/simulate/sentry.ts';
import { TestDistrict } from '../support/district.ts';
import { sites } from '../support/fixtures.ts';
import { scan, uploadAll } from '../support/scans.ts';

describe('the board’s answer', () => {
  let district: TestDistrict;
  let gate: SimulatedSentry;
  let tokens: string[];
  before(async () => {
    district = await TestDistrict.open();
    gate = await district.gate({ site: sites.mall });
    tokens = [await district.staff('health'), await district.staff('tracer')];
  });
  after(() => district.close());

  const board = async (token = tokens[0]!) => (await district.get<BoardAnswer>('board', token)).body;

  it('is made once a second, however many ask and whoever they are', async () => {
    const began = Date.now();
    const answers = await Promise.all(Array.from({ length: 60 }, (_, index) => board(tokens[index % 2])));
    const made = new Set(answers.map(({ now }) => now)).size;
    const seconds = Math.floor((Date.now() - began) / 1000);
    // One from just before, one for each second that was begun.
    assert.ok(made <= 2 + seconds, `${made} answers in ${seconds} full seconds`);
    for (const answer of answers) assert.equal(answer.day, localDay(answer.now));
  });

  it('is made at most five times a second while everything changes', async () => {
    const began = Date.now();
    const seen = new Set<number>();
    while (Date.now() - began < 1000) {
      await uploadAll(gate, [scan()]);
      for (const { now } of await Promise.all([board(), board(tokens[1])])) seen.add(now);
    }
    const most = Math.floor((Date.now() - began) / 200) + 1;
    assert.ok(seen.size >= 2 && seen.size <= most, `${seen.size} answers, ${most} at the most`);
  });

  it('has every change that was there when it was asked for', async () => {
    for (let round = 1; round <= 4; round++) {
      const { scans } = await board();
      await uploadAll(gate, [scan()]);
      const answers = await Promise.all(Array.from({ length: 10 }, () => board()));
      for (const answer of answers) assert.equal(answer.scans, scans + 1);
    }
  });

  it('is for those who see the board alone, whoever asked before', async () => {
    await board();
    assert.equal((await district.get('board', await district.staff('lab'))).code, 'not-allowed');
    assert.equal((await district.get('board')).code, 'sign-in');
  });

  it('comes packed to who takes that', async () => {
    const packed = await fetch(`${district.server.url}/api/sitecode/board`, {
      headers: { Authorization: tokens[0]!, 'Accept-Encoding': 'gzip' },
    });
    assert.equal(packed.headers.get('content-encoding'), 'gzip');
    assert.equal(((await packed.json()) as BoardAnswer).day, localDay(Date.now()));
  });

  it('and the rules are read once a version, not for each who asks', async () => {
    assert.equal(await district.door('bundle-reads', { times: 50 }), 1);
  });
});
