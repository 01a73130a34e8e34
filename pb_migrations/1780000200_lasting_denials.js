// A pass that was withdrawn at a desk, or called back with a lost phone, stays denied whatever becomes of the person's status: those
// that a worse status denied are allowed again when it betters.
migrate(
  (app) => {
    app.db().newQuery('ALTER TABLE denied ADD COLUMN lasting INTEGER NOT NULL DEFAULT 0').execute();
  },
  (app) => {
    app.db().newQuery('ALTER TABLE denied DROP COLUMN lasting').execute();
  },
);
