// People let in by a guard's hand in an emergency are counted by themselves: they are neither scans nor alerts.
migrate(
  (app) => {
    for (const table of ['stat_day', 'stat_hour'])
      app.db().newQuery(`ALTER TABLE ${table} ADD COLUMN emergencies INTEGER NOT NULL DEFAULT 0`).execute();
  },
  (app) => {
    for (const table of ['stat_day', 'stat_hour'])
      app.db().newQuery(`ALTER TABLE ${table} DROP COLUMN emergencies`).execute();
  },
);
