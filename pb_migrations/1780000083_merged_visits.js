// Ids of visits that were one with a visit stored before, in the tables of the days there are: sent again later, they are
// known. New days' tables have the column from the start.
migrate(
  (app) => {
    const tables = new DynamicModel({ found: '' });
    app
      .db()
      .newQuery(
        `SELECT json_group_array(name) AS found FROM sqlite_master WHERE type = 'table'
           AND name GLOB 'visit_[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]'`,
      )
      .one(tables);
    for (const table of JSON.parse(tables.found)) {
      app.db().newQuery(`ALTER TABLE ${table} ADD COLUMN merged TEXT NOT NULL DEFAULT ''`).execute();
    }
  },
  (app) => {
    const tables = new DynamicModel({ found: '' });
    app
      .db()
      .newQuery(
        `SELECT json_group_array(name) AS found FROM sqlite_master WHERE type = 'table'
           AND name GLOB 'visit_[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]'`,
      )
      .one(tables);
    for (const table of JSON.parse(tables.found)) {
      app.db().newQuery(`ALTER TABLE ${table} DROP COLUMN merged`).execute();
    }
  },
);
