// The auditor looks for entries by who and what they are of: what persons do by themselves (passes, above all) is most of the log
// and is in neither index. `audit_checks` keeps what each following of the whole chain found.
migrate(
  (app) => {
    const run = (sql) => app.db().newQuery(sql).execute();
    run(`CREATE INDEX audit_by_actor ON audit (actor, seq) WHERE (actor < 'person:' OR actor >= 'person;')`);
    run(`CREATE INDEX audit_by_action ON audit (action, seq) WHERE action <> 'pass.issue'`);
    run(`CREATE TABLE audit_checks (
      id INTEGER PRIMARY KEY,
      at INTEGER NOT NULL,
      staff TEXT NOT NULL,
      entries INTEGER NOT NULL,
      parts INTEGER NOT NULL,
      heads INTEGER NOT NULL,
      unproved INTEGER NOT NULL,
      wrong INTEGER,
      fault TEXT
    ) STRICT`);
    for (const change of ['UPDATE', 'DELETE'])
      run(`CREATE TRIGGER audit_checks_no_${change.toLowerCase()} BEFORE ${change} ON audit_checks
        BEGIN SELECT RAISE(ABORT, 'The audit log is append-only.'); END`);
  },
  (app) => {
    const run = (sql) => app.db().newQuery(sql).execute();
    run('DROP TABLE audit_checks');
    run('DROP INDEX audit_by_action');
    run('DROP INDEX audit_by_actor');
  },
);
