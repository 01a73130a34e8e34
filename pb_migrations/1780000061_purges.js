// `purges` holds the days whose tables are gone while their certificate is not written yet; the certificates themselves are
// append-only, each naming the one before.
migrate(
  (app) => {
    const run = (sql) => app.db().newQuery(sql).execute();
    run(`CREATE TABLE purges (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      day INTEGER NOT NULL,
      dropped_at INTEGER NOT NULL,
      retention_days INTEGER NOT NULL,
      key TEXT,
      tables TEXT NOT NULL,
      kept TEXT NOT NULL
    ) STRICT`);
    run(`CREATE TABLE deletion_certificates (
      number INTEGER PRIMARY KEY,
      day INTEGER NOT NULL,
      body TEXT NOT NULL,
      key INTEGER NOT NULL,
      signature TEXT NOT NULL
    ) STRICT`);
    for (const change of ['UPDATE', 'DELETE']) {
      run(`CREATE TRIGGER deletion_certificates_no_${change.toLowerCase()} BEFORE ${change} ON deletion_certificates
        BEGIN SELECT RAISE(ABORT, 'Deletion certificates are append-only.'); END`);
    }
  },
  (app) => {
    const run = (sql) => app.db().newQuery(sql).execute();
    run('DROP TABLE deletion_certificates');
    run('DROP TABLE purges');
  },
);
