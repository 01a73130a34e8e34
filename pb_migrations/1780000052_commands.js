// What administrators tell sentries to do: the signed text, and where it stands at each sentry.
migrate(
  (app) => {
    const run = (sql) => app.db().newQuery(sql).execute();
    run(`CREATE TABLE commands (
      id INTEGER PRIMARY KEY,
      kind TEXT NOT NULL,
      reason TEXT NOT NULL,
      staff TEXT NOT NULL,
      at INTEGER NOT NULL,
      expires INTEGER NOT NULL,
      body TEXT NOT NULL,
      key INTEGER NOT NULL,
      signature TEXT NOT NULL
    ) STRICT`);
    run(`CREATE TABLE command_targets (
      device INTEGER NOT NULL,
      command INTEGER NOT NULL,
      state TEXT NOT NULL DEFAULT 'pending',
      said TEXT NOT NULL DEFAULT '',
      said_at INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (device, command)
    ) STRICT, WITHOUT ROWID`);
    run(`CREATE INDEX command_targets_pending ON command_targets (device, command) WHERE state = 'pending'`);
    run('CREATE INDEX command_targets_by_command ON command_targets (command)');
  },
  (app) => {
    for (const table of ['command_targets', 'commands']) app.db().newQuery(`DROP TABLE ${table}`).execute();
  },
);
