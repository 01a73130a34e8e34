// Who of the staff saw something tied to a person, by person and day: the person reads it. Append-only, and kept for good. `entry` is
// the audit log's entry of the read; 0 for lists, which are noted once a day for each official. `access_withholdings`: for which case,
// and until when, two officials keep such reads from those whom they concern.
migrate(
  (app) => {
    const run = (sql) => app.db().newQuery(sql).execute();
    run(`CREATE TABLE access_log (
      id INTEGER PRIMARY KEY,
      citizen TEXT NOT NULL,
      day INTEGER NOT NULL,
      at INTEGER NOT NULL,
      staff TEXT NOT NULL,
      role TEXT NOT NULL,
      kind TEXT NOT NULL,
      purpose TEXT NOT NULL,
      case_id INTEGER NOT NULL,
      entry INTEGER NOT NULL,
      UNIQUE (citizen, day, staff, kind, case_id, entry)
    ) STRICT`);
    run('CREATE INDEX access_log_of ON access_log (citizen, id)');
    run(`CREATE TABLE access_withholdings (
      id INTEGER PRIMARY KEY,
      case_id INTEGER NOT NULL,
      asked_by TEXT NOT NULL,
      decided_by TEXT NOT NULL,
      at INTEGER NOT NULL,
      until INTEGER NOT NULL
    ) STRICT`);
    run('CREATE INDEX access_withholdings_of ON access_withholdings (case_id)');
    for (const table of ['access_log', 'access_withholdings'])
      for (const change of ['UPDATE', 'DELETE'])
        run(`CREATE TRIGGER ${table}_no_${change.toLowerCase()} BEFORE ${change} ON ${table}
          BEGIN SELECT RAISE(ABORT, 'The access log is append-only.'); END`);
  },
  (app) => {
    const run = (sql) => app.db().newQuery(sql).execute();
    run('DROP TABLE access_withholdings');
    run('DROP TABLE access_log');
  },
);
