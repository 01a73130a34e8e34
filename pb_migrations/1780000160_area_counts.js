// Counts of a day by kind of site and sub-district, kept as scans arrive: boards do not go through sixty thousand sites for them.
// The kind and the sub-district are those of the site when it was counted. Indexes from which the sites and the codes in use are
// counted without reading them.
migrate(
  (app) => {
    const run = (sql) => app.db().newQuery(sql).execute();
    run(`CREATE TABLE stat_area (
      day INTEGER NOT NULL,
      category TEXT NOT NULL,
      subdistrict TEXT NOT NULL,
      scans INTEGER NOT NULL DEFAULT 0,
      visits INTEGER NOT NULL DEFAULT 0,
      alerts INTEGER NOT NULL DEFAULT 0,
      refused INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (day, category, subdistrict)
    ) STRICT, WITHOUT ROWID`);
    run(`INSERT INTO stat_area (day, category, subdistrict, scans, visits, alerts, refused)
      SELECT d.day, s.category, s.subdistrict, sum(d.scans), sum(d.visits), sum(d.alerts), sum(d.refused)
      FROM stat_day d JOIN sites s ON s.number = d.site GROUP BY d.day, s.category, s.subdistrict`);
    for (const [name, index] of [
      [
        'sites',
        'CREATE INDEX `sites_by_area` ON `sites` (`category`, `subdistrict`, `status`, `subdistrictEn`)',
      ],
      ['site_codes', 'CREATE INDEX `site_codes_by_state` ON `site_codes` (`state`)'],
    ]) {
      const collection = app.findCollectionByNameOrId(name);
      collection.indexes = [...collection.indexes, index];
      app.save(collection);
    }
  },
  (app) => {
    for (const [name, index] of [
      ['sites', 'sites_by_area'],
      ['site_codes', 'site_codes_by_state'],
    ]) {
      const collection = app.findCollectionByNameOrId(name);
      collection.indexes = [...collection.indexes].filter((made) => !made.includes(index));
      app.save(collection);
    }
    app.db().newQuery('DROP TABLE stat_area').execute();
  },
);
