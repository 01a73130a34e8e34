// The days on which passes on paper get numbers in the day's table, and whether all have theirs (src/server/passes/paper-days.ts).
migrate(
  (app) => {
    app
      .db()
      .newQuery('CREATE TABLE paper_days (day INTEGER PRIMARY KEY, done INTEGER NOT NULL DEFAULT 0) STRICT')
      .execute();
  },
  (app) => {
    app.db().newQuery('DROP TABLE paper_days').execute();
  },
);
