// Officers' browsers that may be given the tracing key (src/server/custody): what two custody officers sign of each, and the key wrapped
// for it, which opens in that browser alone. Rows stay when a browser is taken out: by them it is known that a new generation is needed.
migrate(
  (app) => {
    const run = (sql) => app.db().newQuery(sql).execute();
    run(`CREATE TABLE tracer_keys (
      id INTEGER PRIMARY KEY,
      staff TEXT NOT NULL,
      point TEXT NOT NULL UNIQUE,
      body TEXT NOT NULL,
      made INTEGER NOT NULL,
      signatures TEXT NOT NULL DEFAULT '[]',
      removed INTEGER NOT NULL DEFAULT 0,
      removed_by TEXT NOT NULL DEFAULT '',
      reason TEXT NOT NULL DEFAULT ''
    ) STRICT`);
    run('CREATE INDEX tracer_keys_of ON tracer_keys (staff)');
    run(`CREATE TABLE tracing_wraps (
      key INTEGER NOT NULL,
      generation INTEGER NOT NULL,
      wrapped TEXT NOT NULL,
      handed_by TEXT NOT NULL,
      at INTEGER NOT NULL,
      PRIMARY KEY (key, generation)
    ) STRICT, WITHOUT ROWID`);
  },
  (app) => {
    const run = (sql) => app.db().newQuery(sql).execute();
    run('DROP TABLE tracing_wraps');
    run('DROP TABLE tracer_keys');
  },
);
