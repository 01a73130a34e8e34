// How many documents each sentry asked about on a day, and how many of them were nobody's: who took a sentry's token tries no numbers one
// by one.
migrate(
  (app) => {
    app
      .db()
      .newQuery(
        `CREATE TABLE gate_lookups (
          day INTEGER NOT NULL,
          device INTEGER NOT NULL,
          asked INTEGER NOT NULL,
          unknown INTEGER NOT NULL,
          PRIMARY KEY (day, device)
        ) STRICT, WITHOUT ROWID`,
      )
      .execute();
  },
  (app) => {
    app.db().newQuery('DROP TABLE gate_lookups').execute();
  },
);
