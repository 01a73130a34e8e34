// The sentries that the board names and counts are those that its own list has, reckoned by the rules that pages go by.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { BoardAnswer, BoardSentriesAnswer } from '../../../src/domain/api/api.ts';
import { boardSentries } from '../../support/samples/board-sentries.ts';
import { TestDistrict } from '../support/district.ts';
import { sites } from '../support/fixtures.ts';

describe('the sentries of the board', () => {
  let district: TestDistrict;
  let staff: string;
  const devices: number[] = [];
  before(async () => {
    district = await TestDistrict.open();
    staff = await district.staff('health');
    for (let index = 0; index < 11; index++) {
      const gate = await district.gate({
        site: index % 2 ? sites.mall : sites.school,
        name: `Gate ${index}`,
      });
      devices.push(gate.pairing.sentry.device);
    }
  });
  after(() => district.close());

  const board = async () => (await district.get<BoardAnswer>('board', staff)).body;
  const listed = async () => (await district.get<BoardSentriesAnswer>('board/sentries', staff)).body.sentries;

  it('are none where there are none', async () => {
    await district.sql('update sentries set revoked = 1');
    const { sentries, now } = await board();
    assert.deepEqual(sentries, boardSentries(await listed(), now));
    assert.deepEqual([sentries.totals.total, sentries.totals.unpaired, sentries.worst], [0, 11, []]);
    await district.sql('update sentries set revoked = 0');
  });

  it('are counted and ordered as their rows say', async () => {
    const now = Date.now();
    const heard = `last_seen = ${now - 1000}, camera = 'running', temperature = 'none', sound = ''`;
    const silent = (minutes: number) =>
      `last_seen = ${now - minutes * 60_000}, silent_since = ${now - minutes * 60_000}, camera = 'lost'`;
    const kinds = [
      heard,
      `${heard}, queue = 3, oldest_ms = 400000`,
      `${heard}, queue = 9, oldest_ms = 1000`,
      `${heard}, rejected = 2`,
      `last_seen = ${now - 1000}, camera = 'denied', temperature = 'lost', sound = 'running'`,
      `last_seen = ${now - 1000}, camera = 'ok', temperature = 'running', sound = 'blocked'`,
      silent(7),
      `${silent(90)}, queue = 5, oldest_ms = 60000`,
      `${silent(12)}, rejected = 1`,
      'last_seen = 0',
      `${silent(30)}, queue = 2, oldest_ms = 9000`,
    ];
    for (const [index, set] of kinds.entries())
      await district.sql(`update fleet set ${set} where device = ${devices[index]}`);
    // Its pairing is ended: what waits on it still waits.
    await district.sql(`update sentries set revoked = 1 where device = ${devices[10]}`);
    const answer = await board();
    const rows = await listed();
    assert.equal(rows.length, 11);
    assert.deepEqual(answer.sentries, boardSentries(rows, answer.now));
    assert.equal(answer.sentries.worst.length, 8);
    assert.deepEqual(
      answer.sentries.silent.map(({ device }) => device),
      [devices[7], devices[8], devices[6]],
    );
    const { total, online, silent: fallen, never, unpaired, problems, queueing } = answer.sentries.totals;
    assert.deepEqual(
      { total, online, fallen, never, unpaired, problems, queueing },
      { total: 10, online: 6, fallen: 3, never: 1, unpaired: 1, problems: 8, queueing: 4 },
    );
  });
});
