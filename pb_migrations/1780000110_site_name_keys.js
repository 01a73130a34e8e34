// What sites are sorted by: their names by sound. SQLite and the server's VM know no order of Chinese, so the key is stored; a
// job makes it (server/places/name-keys.ts), for old rows as for new ones, and finds by nameKeyOf which it has yet to make.
migrate(
  (app) => {
    const sites = app.findCollectionByNameOrId('sites');
    sites.fields.add(new TextField({ name: 'nameKey', max: 2000, hidden: true }));
    sites.fields.add(new TextField({ name: 'nameKeyOf', max: 100, hidden: true }));
    sites.indexes = [
      ...sites.indexes,
      'CREATE INDEX `sites_by_name` ON `sites` (`nameKey`, `number`, `category`, `subdistrict`, `status`)',
      'CREATE INDEX `sites_without_key` ON `sites` (`number`) WHERE nameKeyOf <> name',
    ];
    app.save(sites);
    app.db().newQuery('CREATE INDEX stat_day_by_site ON stat_day (site, day)').execute();
  },
  (app) => {
    app.db().newQuery('DROP INDEX stat_day_by_site').execute();
    const sites = app.findCollectionByNameOrId('sites');
    sites.indexes = sites.indexes.filter((index) => !/sites_by_name|sites_without_key/.test(index));
    app.save(sites);
    sites.fields.removeByName('nameKey');
    sites.fields.removeByName('nameKeyOf');
    app.save(sites);
  },
);
