// Long work (src/server/long-work): what was asked, how far it came and what it made, sealed with a key of its own beside the keyring.
migrate(
  (app) => {
    const run = (sql) => app.db().newQuery(sql).execute();
    run(`CREATE TABLE work (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      kind TEXT NOT NULL,
      staff TEXT NOT NULL,
      key_name TEXT NOT NULL,
      state TEXT NOT NULL DEFAULT 'waiting',
      asked TEXT NOT NULL,
      position TEXT NOT NULL DEFAULT '',
      steps INTEGER NOT NULL DEFAULT 0,
      done INTEGER NOT NULL DEFAULT 0,
      total INTEGER,
      bytes INTEGER NOT NULL DEFAULT 0,
      fault TEXT NOT NULL DEFAULT '',
      asked_at INTEGER NOT NULL,
      stepped_at INTEGER NOT NULL DEFAULT 0,
      ended_at INTEGER NOT NULL DEFAULT 0,
      expires INTEGER NOT NULL
    ) STRICT`);
    run(`CREATE INDEX work_open ON work (stepped_at) WHERE state IN ('waiting', 'running')`);
    run('CREATE INDEX work_by_staff ON work (staff, id)');
    run(`CREATE TABLE work_parts (
      work INTEGER NOT NULL,
      part INTEGER NOT NULL,
      sealed TEXT NOT NULL,
      PRIMARY KEY (work, part)
    ) STRICT, WITHOUT ROWID`);
  },
  (app) => {
    const run = (sql) => app.db().newQuery(sql).execute();
    run('DROP TABLE work_parts');
    run('DROP TABLE work');
  },
);
