// Every bundle that was published, as it was signed. A plain table: no route but ours leads to it.
migrate(
  (app) => {
    app
      .db()
      .newQuery(
        `CREATE TABLE bundles (
          version INTEGER PRIMARY KEY,
          issued_at INTEGER NOT NULL,
          body TEXT NOT NULL,
          signatures TEXT NOT NULL
        ) STRICT`,
      )
      .execute();
  },
  (app) => {
    app.db().newQuery('DROP TABLE bundles').execute();
  },
);
