import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import applied from '../../../tools/lint/applied-migrations.json' with { type: 'json' };
import { migrationFaults, migrationFaultsIn } from '../../../tools/lint/migrations.ts';
import { projectFolder } from '../../../tools/places.ts';

describe('the names of migrations', () => {
  it('are in order here', async () => {
    assert.deepEqual(await migrationFaultsIn(projectFolder), []);
    assert.ok(applied.length > 40);
  });

  it('stay what districts have applied', () => {
    const [fault, ...more] = migrationFaults(['1780000002_b.js'], ['1780000001_a.js', '1780000002_b.js']);
    assert.match(fault!, /^1780000001_a\.js is gone/);
    assert.deepEqual(more, []);
  });

  it('have numbers of their own, but for those that were doubled before', () => {
    const earlier = ['1780000030_scan_facts.js', '1780000030_wards.js'];
    assert.deepEqual(migrationFaults(earlier, earlier), []);
    const again = migrationFaults([...earlier, '1780000030_third.js'], earlier);
    assert.equal(again.length, 1);
    assert.match(
      again[0]!,
      /scan_facts\.js and 1780000030_third\.js and 1780000030_wards\.js have the same number/,
    );
    assert.match(migrationFaults(['1780000100_a.js', '1780000100_b.js'], [])[0]!, /the same number/);
  });

  it('are ten digits and words', () => {
    for (const name of ['178_short.js', '1780000100.js', '1780000100_Upper.js', '1780000100-dash.js'])
      assert.match(migrationFaults([name], [])[0] ?? '', /is named by ten digits/, name);
    assert.deepEqual(migrationFaults(['README.md', '1780000100_fine.js'], []), []);
  });
});
