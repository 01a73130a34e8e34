import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chaosCommand } from '../../tools/chaos/command.ts';
import { PlainError } from '../../tools/plain-error.ts';
import { shortRun } from './short-run.ts';

describe('every record is there once, and the tablet comes up again, after', () => {
  it('its browser was killed', shortRun('browser-kill', 2));
  it('a file of its profile was damaged', shortRun('storage-corrupt', 2));

  it('the power of its disk was cut, but for a browser that lost the app itself', async (test) => {
    try {
      const { counts, isSound } = await chaosCommand(
        ['power-cut', '--runs', '2', '--seed', '11'],
        () => undefined,
      );
      assert.ok(isSound, JSON.stringify(counts));
      assert.equal(counts.recovered + counts.more!['neededNetwork']!, 2, JSON.stringify(counts));
    } catch (error) {
      if (!(error instanceof PlainError) || !error.message.includes('cannot be mounted here')) throw error;
      test.diagnostic(error.message);
    }
  });
});
