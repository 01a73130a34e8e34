// The tables of days hold what is searched and counted in columns, and the rest of a scan as one JSON list (`detail`,
// domain/scan/sealed-record.ts): storing a scan costs half. A scan is named by its chain and its place in it.
const dayTables = (app) => {
  const tables = new DynamicModel({ found: '' });
  app
    .db()
    .newQuery(
      `SELECT json_group_array(name) AS found FROM sqlite_master WHERE type = 'table'
         AND name GLOB 'scan_[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]'`,
    )
    .one(tables);
  return JSON.parse(tables.found);
};

migrate(
  (app) => {
    const run = (sql) => app.db().newQuery(sql).execute();
    for (const table of dayTables(app)) {
      run(`ALTER TABLE ${table} RENAME TO old_${table}`);
      run(`DROP INDEX IF EXISTS ${table}_by_pass`);
      run(`CREATE TABLE ${table} (
        site INTEGER NOT NULL, t INTEGER NOT NULL, chain INTEGER NOT NULL, seq INTEGER NOT NULL, device INTEGER NOT NULL,
        pass INTEGER NOT NULL, outcome INTEGER NOT NULL, policy INTEGER NOT NULL, detail TEXT NOT NULL,
        PRIMARY KEY (site, t, chain, seq)
      ) STRICT, WITHOUT ROWID`);
      run(`CREATE INDEX ${table}_by_pass ON ${table} (pass, t) WHERE pass > 0`);
      // These came before there were chains: chain 0 stands for that, and device and seq together are unique in it.
      run(`INSERT INTO ${table} (site, t, chain, seq, device, pass, outcome, policy, detail)
        SELECT site, t, 0, seq + device * 1000000000, device, pass, outcome, policy, json_array(zone, body, surface, ambient,
          json(CASE WHEN reasons IS NULL THEN '[]' ELSE '["' || replace(reasons, ' ', '","') || '"]' END),
          showing, printf('%08x', boot), mono, json(facts))
        FROM old_${table}`);
      run(`DROP TABLE old_${table}`);
    }
  },
  (app) => {
    const run = (sql) => app.db().newQuery(sql).execute();
    for (const table of dayTables(app)) {
      run(`ALTER TABLE ${table} RENAME TO old_${table}`);
      run(`DROP INDEX IF EXISTS ${table}_by_pass`);
      run(`CREATE TABLE ${table} (
        site INTEGER NOT NULL, t INTEGER NOT NULL, device INTEGER NOT NULL, seq INTEGER NOT NULL, pass INTEGER NOT NULL,
        zone INTEGER NOT NULL, outcome INTEGER NOT NULL, body INTEGER, surface INTEGER, ambient INTEGER,
        policy INTEGER NOT NULL, boot INTEGER NOT NULL, mono INTEGER NOT NULL, reasons TEXT, showing TEXT, facts TEXT,
        PRIMARY KEY (site, t, device, seq)
      ) STRICT, WITHOUT ROWID`);
      run(`CREATE INDEX ${table}_by_pass ON ${table} (pass, t) WHERE pass > 0`);
      run(`INSERT INTO ${table}
        SELECT site, t, device, seq, pass, detail->>0, outcome, detail->>1, detail->>2, detail->>3, policy, 0, detail->>7,
          nullif((SELECT group_concat(value, ' ') FROM json_each(detail->4)), ''), detail->>5, detail->>8
        FROM old_${table}`);
      run(`DROP TABLE old_${table}`);
    }
  },
);
