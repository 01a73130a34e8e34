// The audit log's chain can be followed by anybody from now on: entries up to `keyed_until` are hashed under a key of the server's,
// those after it without one. `audit_heads` keeps where the chain stood each hour, as the signer signed it.
migrate(
  (app) => {
    const run = (sql) => app.db().newQuery(sql).execute();
    run('CREATE TABLE audit_form (keyed_until INTEGER NOT NULL) STRICT');
    run(`INSERT INTO audit_form (keyed_until) SELECT max(
      coalesce((SELECT max(seq) FROM audit), 0), coalesce((SELECT max(last) FROM audit_parts), 0))`);
    run(`CREATE TABLE audit_heads (
      seq INTEGER PRIMARY KEY,
      body TEXT NOT NULL,
      key INTEGER NOT NULL,
      signature TEXT NOT NULL
    ) STRICT`);
    for (const table of ['audit_form', 'audit_heads'])
      for (const change of ['UPDATE', 'DELETE'])
        run(`CREATE TRIGGER ${table}_no_${change.toLowerCase()} BEFORE ${change} ON ${table}
          BEGIN SELECT RAISE(ABORT, 'The audit log is append-only.'); END`);
  },
  (app) => {
    const run = (sql) => app.db().newQuery(sql).execute();
    run('DROP TABLE audit_heads');
    run('DROP TABLE audit_form');
  },
);
