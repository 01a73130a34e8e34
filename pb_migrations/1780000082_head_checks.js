// When the signature over a stretch was last looked at, UTC ms: those that waited longest come first.
migrate(
  (app) => {
    app.db().newQuery('ALTER TABLE chain_stretches ADD COLUMN looked INTEGER NOT NULL DEFAULT 0').execute();
  },
  (app) => {
    app.db().newQuery('ALTER TABLE chain_stretches DROP COLUMN looked').execute();
  },
);
