// Live passes that state a better status than their bearers now have, for the sentries' deny list. Plain tables: no route
// but ours leads to them, and no person is in them. A row keeps when its pass came onto the list and left it, so that a
// delta from any version since `complete_from` can be told. Versions are never lower than the seconds since 1970, so they
// rise even when the database was brought back from a backup.
migrate(
  (app) => {
    const run = (sql) => app.db().newQuery(sql).execute();
    run(`CREATE TABLE denied (
      pass_id TEXT PRIMARY KEY,
      expires INTEGER NOT NULL,
      added_version INTEGER NOT NULL,
      removed_version INTEGER
    ) STRICT, WITHOUT ROWID`);
    run('CREATE INDEX denied_by_added ON denied (added_version)');
    run('CREATE INDEX denied_by_removed ON denied (removed_version)');
    run(`CREATE TABLE deny_version (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      version INTEGER NOT NULL,
      complete_from INTEGER NOT NULL
    ) STRICT`);
    run(`INSERT INTO deny_version (one, version, complete_from)
      VALUES (1, cast(strftime('%s', 'now') AS INTEGER), cast(strftime('%s', 'now') AS INTEGER))`);
  },
  (app) => {
    app.db().newQuery('DROP TABLE deny_version').execute();
    app.db().newQuery('DROP TABLE denied').execute();
  },
);
