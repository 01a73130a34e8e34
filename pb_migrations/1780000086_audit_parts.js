// Entries of the audit log that are older than the month before are sealed, some thousand in a row (src/server/audit/audit-parts.ts):
// `before` and `after` are the chain's hashes before the first and at the last of them. The log itself stays append-only: an
// entry goes from its table only when a part holds it, and no part is changed or removed.
migrate(
  (app) => {
    const run = (sql) => app.db().newQuery(sql).execute();
    run(`CREATE TABLE audit_parts (
      first INTEGER PRIMARY KEY,
      last INTEGER NOT NULL,
      month INTEGER NOT NULL,
      before TEXT NOT NULL,
      after TEXT NOT NULL,
      sealed TEXT NOT NULL
    ) STRICT`);
    for (const change of ['UPDATE', 'DELETE'])
      run(`CREATE TRIGGER audit_parts_no_${change.toLowerCase()} BEFORE ${change} ON audit_parts
        BEGIN SELECT RAISE(ABORT, 'The audit log is append-only.'); END`);
    run('DROP TRIGGER audit_no_delete');
    run(`CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
      WHEN NOT EXISTS (SELECT 1 FROM audit_parts WHERE OLD.seq BETWEEN first AND last)
      BEGIN SELECT RAISE(ABORT, 'The audit log is append-only.'); END`);
  },
  (app) => {
    const run = (sql) => app.db().newQuery(sql).execute();
    run('DROP TRIGGER audit_no_delete');
    run(`CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
      BEGIN SELECT RAISE(ABORT, 'The audit log is append-only.'); END`);
    run('DROP TABLE audit_parts');
  },
);
