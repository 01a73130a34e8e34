import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dayStart } from '../../../src/domain/time/local-day.ts';
import { untilDayHasChanged } from '../../../tools/testing/change-of-day.ts';

describe('the change of the day', () => {
  const midnight = dayStart(20261201);

  it('is waited for just before midnight and just after', () => {
    assert.equal(untilDayHasChanged(midnight - 120_000), 190_000);
    assert.equal(untilDayHasChanged(midnight - 1), 70_001);
    assert.equal(untilDayHasChanged(midnight), 70_000);
    assert.equal(untilDayHasChanged(midnight + 69_999), 1);
  });

  it('is waited for at no other time', () => {
    for (const away of [70_000, 3_600_000, 12 * 3_600_000, -3_600_000, -120_001])
      assert.equal(untilDayHasChanged(midnight + away), 0, String(away));
  });
});
