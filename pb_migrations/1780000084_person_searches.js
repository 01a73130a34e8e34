// How many persons each official looked for on a day, and how often that was refused as too many.
migrate(
  (app) => {
    app
      .db()
      .newQuery(
        `CREATE TABLE person_searches (
          day INTEGER NOT NULL,
          official TEXT NOT NULL,
          searches INTEGER NOT NULL,
          refused INTEGER NOT NULL,
          PRIMARY KEY (day, official)
        ) STRICT, WITHOUT ROWID`,
      )
      .execute();
  },
  (app) => {
    app.db().newQuery('DROP TABLE person_searches').execute();
  },
);
