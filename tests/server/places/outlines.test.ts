import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { readOutlines } from '../../../src/domain/site/outlines.ts';
import { demoOutlines } from '../../../tools/assets/demo-outlines.ts';
import { TestDistrict } from '../support/district.ts';

describe('the outlines a district brings', () => {
  let folder: string;
  let file: string;
  let district: TestDistrict;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sitecode-outlines-'));
    file = join(folder, 'outlines.geojson');
    await writeFile(file, JSON.stringify(demoOutlines()));
    district = await TestDistrict.open({ env: { SITECODE_MAP: file } });
  });
  after(async () => {
    await district?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('are answered to staff and to nobody else', async () => {
    const { status, body } = await district.get('map', await district.staff('urban-management'));
    assert.equal(status, 200);
    assert.deepEqual(readOutlines(body), readOutlines(demoOutlines()));
    assert.equal((await district.get('map')).code, 'sign-in');
    assert.equal((await district.get('map', await district.owner('a'))).code, 'sign-in');
  });

  it('end the start with a sentence where the file is wrong, and where it is too large', async () => {
    await writeFile(file, '{"type":"FeatureCollection","features":[]}');
    await district.kill();
    await assert.rejects(district.restart(), /SITECODE_MAP, .*There are 0 features; 1 to 200 are allowed/);
    await writeFile(file, ' '.repeat((1 << 20) + 1));
    await assert.rejects(district.restart(), /SITECODE_MAP, .*larger than 1048576 bytes/);
    await writeFile(file, JSON.stringify(demoOutlines()));
    await district.restart();
  });
});
