// A short shift at speed whose cables are pulled at any moment: the built app in a real Chromium, two thermometers, a reader of ID cards.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { soak } from '../../tools/soak/soak.ts';

test('a shift whose cables are pulled and plugged back loses nobody, and lends nobody another’s temperature', async () => {
  const told: string[] = [];
  const { report } = await soak({ minutes: 0.75, cables: 4, seed: 11 }, (line) => told.push(line));
  const { missed, wrong, silent, pulls = 0, people, openStreams } = report;
  assert.deepEqual({ missed, wrong, silent }, { missed: 0, wrong: 0, silent: 0 }, told.join('\n'));
  assert.ok(pulls >= 4, `only ${pulls} cables were pulled`);
  // Those who come before it is measured are 30.
  assert.ok(people > 40, `only ${people} people came`);
  assert.ok(openStreams <= 4, `${openStreams} streams are open`);
});
