// Two records of one person: which stands for both since when, and that they were parted again. Nothing of either record is moved, so
// that parting gives each what it had. A row is written once for the one and once for the other, by two officials each, and stays.
migrate(
  (app) => {
    const run = (sql) => app.db().newQuery(sql).execute();
    run(`CREATE TABLE person_merges (
      id INTEGER PRIMARY KEY,
      person TEXT NOT NULL,
      alias TEXT NOT NULL CHECK (alias <> person),
      reason TEXT NOT NULL,
      asked_by TEXT NOT NULL,
      decided_by TEXT NOT NULL,
      at INTEGER NOT NULL,
      undo_reason TEXT NOT NULL DEFAULT '',
      undo_asked_by TEXT NOT NULL DEFAULT '',
      undone_by TEXT NOT NULL DEFAULT '',
      undone_at INTEGER NOT NULL DEFAULT 0
    ) STRICT`);
    run('CREATE UNIQUE INDEX person_merges_alias ON person_merges (alias) WHERE undone_at = 0');
    run('CREATE INDEX person_merges_of ON person_merges (person) WHERE undone_at = 0');
    run(`CREATE TRIGGER person_merges_once BEFORE UPDATE ON person_merges WHEN OLD.undone_at <> 0
      BEGIN SELECT RAISE(ABORT, 'What was merged and parted stays on record.'); END`);
    run(`CREATE TRIGGER person_merges_no_delete BEFORE DELETE ON person_merges
      BEGIN SELECT RAISE(ABORT, 'What was merged and parted stays on record.'); END`);
  },
  (app) => {
    app.db().newQuery('DROP TABLE person_merges').execute();
  },
);
