// Which version was the first after somebody came onto a roster or was taken off it: the versions since differ by passes alone, and who asks
// whether a sentry knows means people.
migrate(
  (app) => {
    const run = (sql) => app.db().newQuery(sql).execute();
    run('ALTER TABLE rosters ADD COLUMN changed INTEGER NOT NULL DEFAULT 0');
    run('UPDATE rosters SET changed = version');
  },
  (app) => {
    app.db().newQuery('ALTER TABLE rosters DROP COLUMN changed').execute();
  },
);
