// The facts a scan was decided on, in the tables of the days there are; new days' tables have the column from the start.
migrate(
  (app) => {
    const tables = new DynamicModel({ found: '' });
    app
      .db()
      .newQuery(
        `SELECT json_group_array(name) AS found FROM sqlite_master WHERE type = 'table'
           AND name GLOB 'scan_[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]'`,
      )
      .one(tables);
    for (const table of JSON.parse(tables.found)) {
      app.db().newQuery(`ALTER TABLE ${table} ADD COLUMN facts TEXT`).execute();
    }
  },
  (app) => {
    const tables = new DynamicModel({ found: '' });
    app
      .db()
      .newQuery(
        `SELECT json_group_array(name) AS found FROM sqlite_master WHERE type = 'table'
           AND name GLOB 'scan_[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]'`,
      )
      .one(tables);
    for (const table of JSON.parse(tables.found)) {
      app.db().newQuery(`ALTER TABLE ${table} DROP COLUMN facts`).execute();
    }
  },
);
