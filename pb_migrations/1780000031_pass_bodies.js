// The pass itself, encrypted, so that a holder's showing that a scan keeps can be verified when a case needs it; null for
// passes issued before. `paper` is 1 for passes that were printed.
migrate(
  (app) => {
    app.db().newQuery('ALTER TABLE pass_log ADD COLUMN sealed TEXT').execute();
    app.db().newQuery('ALTER TABLE pass_log ADD COLUMN paper INTEGER NOT NULL DEFAULT 0').execute();
  },
  (app) => {
    app.db().newQuery('ALTER TABLE pass_log DROP COLUMN paper').execute();
    app.db().newQuery('ALTER TABLE pass_log DROP COLUMN sealed').execute();
  },
);
