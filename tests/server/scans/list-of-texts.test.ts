import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { listOfTexts } from '../../../src/server/vm/list-of-texts.ts';
import { seeded } from '../../support/seeded.ts';
import { TestDistrict } from '../support/district.ts';

describe('a list of texts for SQLite', () => {
  let district: TestDistrict;
  before(async () => {
    district = await TestDistrict.open();
  });
  after(() => district.close());

  const read = (list: string): Promise<string[]> =>
    district.sql<string[]>(
      `select json_group_array(value order by key) as found from json_each('${list.replaceAll("'", "''")}')`,
    );

  it('comes back as it went in, whatever is in the texts', async () => {
    const random = seeded(811);
    const letters = ['"', "'", ',', '\\', '[', ']', '\n', '\u2028', '码', '😀', 'a', '0', "','", '\\"', ''];
    for (let round = 0; round < 300; round++) {
      const texts = Array.from({ length: 1 + random.below(4) }, () =>
        Array.from({ length: random.below(6) }, () => random.pick(letters)).join(''),
      );
      const list = listOfTexts(texts);
      assert.deepEqual(await read(list), texts, list);
    }
  });

  it('escapes nothing that need not be escaped', () => {
    assert.equal(listOfTexts(['["a"]', '']), `['["a"]','']`);
    assert.equal(listOfTexts(["it's"]), `["it's"]`);
  });
});
