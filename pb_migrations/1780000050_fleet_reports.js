// What sentries report beyond their queue, and what became otherwise: appended, never changed, and forgotten after the
// retention time. NULL, 0 and '' are what an older app does not say.
migrate(
  (app) => {
    const columns = [
      ['held', 'INTEGER'],
      ['charter_version', 'INTEGER NOT NULL DEFAULT 0'],
      ['deny_version', 'INTEGER NOT NULL DEFAULT 0'],
      ['word_at', 'INTEGER NOT NULL DEFAULT 0'],
      ['storage', "TEXT NOT NULL DEFAULT ''"],
      ['measured', 'INTEGER NOT NULL DEFAULT 0'],
      ['body_median', 'INTEGER'],
      ['ambient_median', 'INTEGER'],
      ['boot', "TEXT NOT NULL DEFAULT ''"],
      ['started_at', 'INTEGER NOT NULL DEFAULT 0'],
      ['locked', 'INTEGER NOT NULL DEFAULT 0'],
      // Set by the watch over silence; 0 while the sentry is heard.
      ['silent_since', 'INTEGER NOT NULL DEFAULT 0'],
    ];
    const run = (sql) => app.db().newQuery(sql).execute();
    for (const [name, kind] of columns) run(`ALTER TABLE fleet ADD COLUMN ${name} ${kind}`);
    run(`CREATE TABLE fleet_changes (
      id INTEGER PRIMARY KEY,
      device INTEGER NOT NULL,
      at INTEGER NOT NULL,
      field TEXT NOT NULL,
      before TEXT NOT NULL,
      after TEXT NOT NULL
    ) STRICT`);
    run('CREATE INDEX fleet_changes_by_device ON fleet_changes (device, id)');
    run('CREATE INDEX fleet_changes_by_time ON fleet_changes (at)');
    run(`CREATE TRIGGER fleet_changes_no_update BEFORE UPDATE ON fleet_changes
      BEGIN SELECT RAISE(ABORT, 'What became otherwise at a sentry is appended, not changed.'); END`);
  },
  (app) => {
    const run = (sql) => app.db().newQuery(sql).execute();
    run('DROP TABLE fleet_changes');
    for (const name of [
      'silent_since',
      'locked',
      'started_at',
      'boot',
      'ambient_median',
      'body_median',
      'measured',
      'storage',
      'word_at',
      'deny_version',
      'charter_version',
      'held',
    ]) {
      run(`ALTER TABLE fleet DROP COLUMN ${name}`);
    }
  },
);
