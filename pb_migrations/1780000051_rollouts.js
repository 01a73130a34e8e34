// New rules reach the sentries ring by ring. A gate keeps its ring when another tablet is paired there: the ring goes by the
// gate's place and name, as pairing does. A version without a row, or with a complete one, is everywhere.
migrate(
  (app) => {
    const run = (sql) => app.db().newQuery(sql).execute();
    run(`CREATE TABLE rings (
      site TEXT NOT NULL,
      zone TEXT NOT NULL,
      name TEXT NOT NULL,
      ring INTEGER NOT NULL,
      PRIMARY KEY (site, zone, name)
    ) STRICT, WITHOUT ROWID`);
    run(`CREATE TABLE rollouts (
      version INTEGER PRIMARY KEY,
      published INTEGER NOT NULL,
      ring INTEGER NOT NULL,
      held INTEGER NOT NULL DEFAULT 0,
      next_at INTEGER NOT NULL,
      complete INTEGER NOT NULL DEFAULT 0
    ) STRICT`);
    run(
      `CREATE TABLE rollout_pace (one INTEGER PRIMARY KEY CHECK (one = 1), minutes INTEGER NOT NULL) STRICT`,
    );
    run('INSERT INTO rollout_pace (one, minutes) VALUES (1, 60)');
  },
  (app) => {
    for (const table of ['rollout_pace', 'rollouts', 'rings']) {
      app.db().newQuery(`DROP TABLE ${table}`).execute();
    }
  },
);
