// How every sentry is: one row a device, written over by each heartbeat.
migrate(
  (app) => {
    app
      .db()
      .newQuery(
        `CREATE TABLE fleet (
          device INTEGER PRIMARY KEY,
          last_seen INTEGER NOT NULL DEFAULT 0,
          queue INTEGER NOT NULL DEFAULT 0,
          oldest_ms INTEGER NOT NULL DEFAULT 0,
          rejected INTEGER NOT NULL DEFAULT 0,
          bundle_version INTEGER NOT NULL DEFAULT 0,
          skew_ms INTEGER NOT NULL DEFAULT 0,
          app_version TEXT NOT NULL DEFAULT '',
          camera TEXT NOT NULL DEFAULT '',
          temperature TEXT NOT NULL DEFAULT '',
          sound TEXT NOT NULL DEFAULT ''
        ) STRICT`,
      )
      .execute();
  },
  (app) => {
    app.db().newQuery('DROP TABLE fleet').execute();
  },
);
