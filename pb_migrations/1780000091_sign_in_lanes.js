// Wrong passwords in a row, by account and by whether the browser is known there (src/server/accounts/sign-in-throttle.ts). `lane` is an
// HMAC: no address is in it, and one that no account has leaves the same trace.
migrate(
  (app) => {
    app
      .db()
      .newQuery(
        `CREATE TABLE sign_in_lanes (
          lane TEXT PRIMARY KEY,
          failures INTEGER NOT NULL,
          last INTEGER NOT NULL,
          free INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID`,
      )
      .execute();
  },
  (app) => {
    app.db().newQuery('DROP TABLE sign_in_lanes').execute();
  },
);
