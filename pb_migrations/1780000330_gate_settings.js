// How the sentries of a site behave towards people, and what the PIN of its staff is checked by. A site without a row has the usual
// settings of the app and no PIN.
migrate(
  (app) => {
    app
      .db()
      .newQuery(`CREATE TABLE gate_settings (
      site TEXT PRIMARY KEY,
      version INTEGER NOT NULL,
      bystanders TEXT NOT NULL,
      volume INTEGER NOT NULL,
      quiet_volume INTEGER NOT NULL,
      quiet_from INTEGER,
      quiet_to INTEGER,
      restart_hour INTEGER,
      pin_salt TEXT NOT NULL DEFAULT '',
      pin_hash TEXT NOT NULL DEFAULT '',
      pin_rounds INTEGER NOT NULL DEFAULT 0
    ) STRICT, WITHOUT ROWID`)
      .execute();
  },
  (app) => {
    app.db().newQuery('DROP TABLE gate_settings').execute();
  },
);
