import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { it } from 'node:test';
import { readOutlines } from '../../../src/domain/site/outlines.ts';
import { middles, subdistricts } from '../../../src/server/demo/places/place-names.ts';
import { isWithin } from '../../support/within-ring.ts';
import { demoOutlines, demoOutlinesFile } from '../../../tools/assets/demo-outlines.ts';

it('the demo’s outlines are what the tool makes, and hold the places of their sub-districts', async () => {
  const file = JSON.parse(await readFile(demoOutlinesFile, 'utf8')) as unknown;
  assert.deepEqual(file, demoOutlines());
  const { areas } = readOutlines(file);
  assert.deepEqual(
    areas.map(({ name }) => name),
    [...subdistricts],
  );
  // As far as make-places.ts scatters them around the middle.
  for (const [index, [latitude, longitude]] of middles.entries())
    for (const up of [-0.0039, 0, 0.0039])
      for (const right of [-0.0049, 0, 0.0049])
        assert.ok(
          isWithin(areas[index]!.polygons[0]![0]!, longitude + right, latitude + up),
          `${subdistricts[index]} ${up} ${right}`,
        );
});
