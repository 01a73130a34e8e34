// Which way people go is said for a whole site at once, too; groups are counted as groups beside their persons, each once however its records arrive.
migrate(
  (app) => {
    for (const statement of [
      `CREATE TABLE site_ways (
        site TEXT PRIMARY KEY,
        way TEXT NOT NULL
      ) STRICT`,
      `CREATE TABLE way_groups (
        day INTEGER NOT NULL,
        device INTEGER NOT NULL,
        boot TEXT NOT NULL,
        number INTEGER NOT NULL,
        PRIMARY KEY (day, device, boot, number)
      ) STRICT, WITHOUT ROWID`,
      'ALTER TABLE stat_way ADD COLUMN group_count INTEGER NOT NULL DEFAULT 0',
    ])
      app.db().newQuery(statement).execute();
  },
  (app) => {
    for (const statement of [
      'ALTER TABLE stat_way DROP COLUMN group_count',
      'DROP TABLE way_groups',
      'DROP TABLE site_ways',
    ])
      app.db().newQuery(statement).execute();
  },
);
