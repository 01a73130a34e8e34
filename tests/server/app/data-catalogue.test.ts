import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { catalogueFaults } from '../../../tools/tables/catalogue/catalogue.ts';
import { localDay } from '../../../src/domain/time/local-day.ts';
import { TestDistrict } from '../support/district.ts';

describe('the data catalogue', () => {
  let district: TestDistrict;
  let schema: Map<string, string[]>;
  before(async () => {
    district = await TestDistrict.open();
    await district.door('open-day', { day: localDay(Date.now()) });
    const found = await district.sql<[string, string][]>(
      `select json_group_array(json_array(name, fields)) as found from (
         select m.name, group_concat(p.name, ' ') as fields from sqlite_master m join pragma_table_info(m.name) p
         where m.type = 'table' and m.name not like 'sqlite_%' group by m.name)`,
    );
    schema = new Map(found.map(([name, fields]) => [name.replace(/_\d{8}$/, '_DAY'), fields.split(' ')]));
  });
  after(() => district.close());

  it('names every table and field of the database, each with purpose, basis and time, and no other', () => {
    assert.ok(schema.size > 50);
    assert.deepEqual(catalogueFaults(schema), []);
  });

  it('is found lacking where a table or a field is added without them, or one is gone', () => {
    const added = new Map([
      ...schema,
      ['faces', ['id', 'picture']],
      ['tests', [...schema.get('tests')!, 'tube']],
    ]);
    assert.deepEqual(catalogueFaults(added), [
      'tests.tube: the catalogue does not say what it holds.',
      'faces has no purpose, basis and time: give it an entry in tools/tables/catalogue/.',
    ]);
    const less = new Map([...schema].filter(([name]) => name !== 'doses'));
    assert.deepEqual(catalogueFaults(less), ['doses is in the catalogue and not in the schema.']);
  });
});
