// A withholding may be of one person's reads for its case alone: `person` is the record, '' where it is of everybody's.
const view = (person) => `CREATE VIEW access_withheld AS
  SELECT w.id, w.case_id, ${person} w.asked_by, w.decided_by, w.at, w.until AS planned, coalesce(e.at, w.until) AS until,
    coalesce(e.staff, '') AS ended_by
  FROM access_withholdings w LEFT JOIN access_shown_early e ON e.withholding = w.id`;
migrate(
  (app) => {
    const run = (sql) => app.db().newQuery(sql).execute();
    run('DROP VIEW access_withheld');
    run(`ALTER TABLE access_withholdings ADD COLUMN person TEXT NOT NULL DEFAULT ''`);
    run(view('w.person,'));
  },
  // What was withheld of one person would be withheld of everybody then: it goes.
  (app) => {
    const run = (sql) => app.db().newQuery(sql).execute();
    run('DROP VIEW access_withheld');
    run('DROP TRIGGER access_withholdings_no_delete');
    run(`DELETE FROM access_withholdings WHERE person <> ''`);
    run(`CREATE TRIGGER access_withholdings_no_delete BEFORE DELETE ON access_withholdings
      BEGIN SELECT RAISE(ABORT, 'The access log is append-only.'); END`);
    run('ALTER TABLE access_withholdings DROP COLUMN person');
    run(view(''));
  },
);
