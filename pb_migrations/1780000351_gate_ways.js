// Which way people go through each sentry, as its site's owner or the fleet says, and how many went each way in each hour.
const tables = [
  `CREATE TABLE gate_ways (
    device INTEGER PRIMARY KEY,
    way TEXT NOT NULL
  ) STRICT`,
  `CREATE TABLE stat_way (
    day INTEGER NOT NULL,
    site INTEGER NOT NULL,
    hour INTEGER NOT NULL,
    ins INTEGER NOT NULL DEFAULT 0,
    outs INTEGER NOT NULL DEFAULT 0,
    grouped INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (day, site, hour)
  ) STRICT, WITHOUT ROWID`,
];
migrate(
  (app) => {
    for (const table of tables) app.db().newQuery(table).execute();
  },
  (app) => {
    for (const name of ['stat_way', 'gate_ways']) app.db().newQuery(`DROP TABLE ${name}`).execute();
  },
);
