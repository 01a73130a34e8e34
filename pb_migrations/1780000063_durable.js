// `backup_marks`: what of each chain was there when a backup began, and when a copy of it elsewhere was declared.
// `chain_durable`: up to which record a chain is in such a copy; its sentry may let go of these.
migrate(
  (app) => {
    const run = (sql) => app.db().newQuery(sql).execute();
    run(`CREATE TABLE backup_marks (
      name TEXT PRIMARY KEY,
      at INTEGER NOT NULL,
      heads TEXT NOT NULL,
      declared INTEGER
    ) STRICT, WITHOUT ROWID`);
    run(`CREATE TABLE chain_durable (
      chain INTEGER PRIMARY KEY,
      last INTEGER NOT NULL,
      at INTEGER NOT NULL
    ) STRICT`);
  },
  (app) => {
    for (const table of ['chain_durable', 'backup_marks']) app.db().newQuery(`DROP TABLE ${table}`).execute();
  },
);
