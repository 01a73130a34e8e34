// The log of passes moves into tables of the day, sealed with keys that are destroyed with it (src/server/passes/pass-log.ts). What
// the old one held was sealed with the person key, which a purge does not destroy: it is dropped, and scans of passes issued
// before lead to nobody.
// `day_keys` notes the fingerprint of each day's key, so that a key that got lost is not taken for one that never was.
// `papers` is the register of passes on paper; `owner` is a blind index of the account, `sealed` names it.
migrate(
  (app) => {
    const run = (sql) => app.db().newQuery(sql).execute();
    run('DROP TABLE pass_log');
    run(`CREATE TABLE day_keys (
      day INTEGER PRIMARY KEY,
      fingerprint TEXT NOT NULL
    ) STRICT`);
    run(`CREATE TABLE papers (
      pass_id TEXT PRIMARY KEY,
      owner TEXT NOT NULL,
      day INTEGER NOT NULL,
      expires INTEGER NOT NULL,
      sealed TEXT NOT NULL
    ) STRICT, WITHOUT ROWID`);
    run('CREATE INDEX papers_by_owner ON papers (owner, day)');
    run('CREATE INDEX papers_by_end ON papers (expires)');
  },
  (app) => {
    const run = (sql) => app.db().newQuery(sql).execute();
    run('DROP TABLE papers');
    run('DROP TABLE day_keys');
    run(`CREATE TABLE pass_log (
      pass INTEGER PRIMARY KEY AUTOINCREMENT,
      pass_id TEXT NOT NULL UNIQUE,
      day INTEGER NOT NULL,
      person INTEGER NOT NULL,
      person_ref TEXT NOT NULL,
      expires INTEGER NOT NULL,
      sealed TEXT,
      paper INTEGER NOT NULL DEFAULT 0
    ) STRICT`);
    run('CREATE INDEX pass_log_by_person ON pass_log (person, day)');
    run('CREATE INDEX pass_log_by_end ON pass_log (expires)');
  },
);
