// Which pass was issued to whom, so that a trace can lead from a scan to a person and nothing else can.
// `pass` is the small number that scans hold; `person` is a number of that day alone (52 bits of an HMAC), so passes of
// one person on two days cannot be told to be one person's; `person_ref` is the citizen's id, encrypted.
migrate(
  (app) => {
    app
      .db()
      .newQuery(
        `CREATE TABLE pass_log (
          pass INTEGER PRIMARY KEY AUTOINCREMENT,
          pass_id TEXT NOT NULL UNIQUE,
          day INTEGER NOT NULL,
          person INTEGER NOT NULL,
          person_ref TEXT NOT NULL,
          expires INTEGER NOT NULL
        ) STRICT`,
      )
      .execute();
    app.db().newQuery('CREATE INDEX pass_log_by_person ON pass_log (person, day)').execute();
    app.db().newQuery('CREATE INDEX pass_log_by_end ON pass_log (expires)').execute();
  },
  (app) => {
    app.db().newQuery('DROP TABLE pass_log').execute();
  },
);
