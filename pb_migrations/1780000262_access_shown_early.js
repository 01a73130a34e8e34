// A withholding that an official ended before its time. The withholdings stay append-only: until when one truly held is read from the view.
migrate(
  (app) => {
    const run = (sql) => app.db().newQuery(sql).execute();
    run(`CREATE TABLE access_shown_early (
      withholding INTEGER PRIMARY KEY,
      staff TEXT NOT NULL,
      at INTEGER NOT NULL
    ) STRICT`);
    for (const change of ['UPDATE', 'DELETE'])
      run(`CREATE TRIGGER access_shown_early_no_${change.toLowerCase()} BEFORE ${change} ON access_shown_early
        BEGIN SELECT RAISE(ABORT, 'The access log is append-only.'); END`);
    run(`CREATE VIEW access_withheld AS
      SELECT w.id, w.case_id, w.asked_by, w.decided_by, w.at, w.until AS planned, coalesce(e.at, w.until) AS until,
        coalesce(e.staff, '') AS ended_by
      FROM access_withholdings w LEFT JOIN access_shown_early e ON e.withholding = w.id`);
  },
  (app) => {
    const run = (sql) => app.db().newQuery(sql).execute();
    run('DROP VIEW access_withheld');
    run('DROP TABLE access_shown_early');
  },
);
