// A sign-in of the staff whose token comes from another network than before is told to the auditor. Where it is used now is kept in place of
// where it was; `moved_at` keeps one that goes to and fro from filling the log.
migrate(
  (app) => {
    app.db().newQuery('ALTER TABLE staff_sessions ADD COLUMN moved_at INTEGER NOT NULL DEFAULT 0').execute();
  },
  (app) => {
    app.db().newQuery('ALTER TABLE staff_sessions DROP COLUMN moved_at').execute();
  },
);
