// What tracing officers hold beyond the usual time. `case_scans` is what was kept of days that are deleted: sealed with the
// case's own key (`key_name` names its file in case-keys), its `name` an HMAC, so that nothing is in clear. Both go when the
// case is closed; `key_gone` is 1 when the key's file is.
migrate(
  (app) => {
    const run = (sql) => app.db().newQuery(sql).execute();
    run(`CREATE TABLE cases (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      purpose TEXT NOT NULL,
      opened_by TEXT NOT NULL,
      opened_at INTEGER NOT NULL,
      closed_by TEXT,
      closed_at INTEGER,
      key_name TEXT NOT NULL,
      key_gone INTEGER NOT NULL DEFAULT 0
    ) STRICT`);
    run(`CREATE TABLE case_holds (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      case_id INTEGER NOT NULL REFERENCES cases (id),
      first_day INTEGER NOT NULL,
      last_day INTEGER NOT NULL,
      hold TEXT NOT NULL
    ) STRICT`);
    run(`CREATE TABLE case_scans (
      case_id INTEGER NOT NULL REFERENCES cases (id),
      name TEXT NOT NULL,
      day INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('scan', 'visit')),
      sealed TEXT NOT NULL,
      PRIMARY KEY (case_id, name)
    ) STRICT, WITHOUT ROWID`);
  },
  (app) => {
    for (const table of ['case_scans', 'case_holds', 'cases'])
      app.db().newQuery(`DROP TABLE ${table}`).execute();
  },
);
