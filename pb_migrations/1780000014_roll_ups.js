// Counts kept as scans arrive; no number on a screen is computed on scans. They stay when the scans are purged.
// scans and alerts are those of gates, visits those of phones; alerts are all outcomes but "admit", refused are among them.
migrate(
  (app) => {
    app
      .db()
      .newQuery(
        `CREATE TABLE stat_day (
          day INTEGER NOT NULL,
          site INTEGER NOT NULL,
          scans INTEGER NOT NULL DEFAULT 0,
          visits INTEGER NOT NULL DEFAULT 0,
          alerts INTEGER NOT NULL DEFAULT 0,
          refused INTEGER NOT NULL DEFAULT 0,
          PRIMARY KEY (day, site)
        ) STRICT, WITHOUT ROWID`,
      )
      .execute();
    app
      .db()
      .newQuery(
        `CREATE TABLE stat_hour (
          day INTEGER NOT NULL,
          hour INTEGER NOT NULL,
          scans INTEGER NOT NULL DEFAULT 0,
          visits INTEGER NOT NULL DEFAULT 0,
          alerts INTEGER NOT NULL DEFAULT 0,
          refused INTEGER NOT NULL DEFAULT 0,
          PRIMARY KEY (day, hour)
        ) STRICT, WITHOUT ROWID`,
      )
      .execute();
    // Scans that arrived after their day had been purged.
    app
      .db()
      .newQuery(
        `CREATE TABLE purge_count (
          day INTEGER PRIMARY KEY,
          scans INTEGER NOT NULL
        ) STRICT`,
      )
      .execute();
  },
  (app) => {
    for (const table of ['purge_count', 'stat_hour', 'stat_day']) {
      app.db().newQuery(`DROP TABLE ${table}`).execute();
    }
  },
);
