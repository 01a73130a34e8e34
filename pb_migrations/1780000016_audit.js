// What was done by whom, each entry chained to the one before it. The database itself refuses to change or remove one.
// No personal value is ever in it: people are named by their record's id or by their number of the day.
migrate(
  (app) => {
    app
      .db()
      .newQuery(
        `CREATE TABLE audit (
          seq INTEGER PRIMARY KEY,
          at INTEGER NOT NULL,
          actor TEXT NOT NULL,
          action TEXT NOT NULL,
          subject TEXT NOT NULL,
          hash TEXT NOT NULL
        ) STRICT`,
      )
      .execute();
    for (const change of ['UPDATE', 'DELETE']) {
      app
        .db()
        .newQuery(
          `CREATE TRIGGER audit_no_${change.toLowerCase()} BEFORE ${change} ON audit
           BEGIN SELECT RAISE(ABORT, 'The audit log is append-only.'); END`,
        )
        .execute();
    }
  },
  (app) => {
    app.db().newQuery('DROP TABLE audit').execute();
  },
);
