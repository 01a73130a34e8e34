// When staff last compared a sentry's thermometer with a reference, UTC ms: 0 never, null where the app does not tell.
migrate(
  (app) => {
    app.db().newQuery('ALTER TABLE fleet ADD COLUMN calibrated_at INTEGER').execute();
  },
  (app) => {
    app.db().newQuery('ALTER TABLE fleet DROP COLUMN calibrated_at').execute();
  },
);
