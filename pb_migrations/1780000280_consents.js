// Which privacy notice somebody was shown, agreed to or withdrew from, in which version and when. Append-only: to withdraw is a row too.
// `holder` is a person's record id, or "staff:RECORD". What comes with every visit and every pass is noted by the day alone: the
// moment beside a person would lead to the visit of that moment.
migrate(
  (app) => {
    const run = (sql) => app.db().newQuery(sql).execute();
    run(`CREATE TABLE consents (
      id INTEGER PRIMARY KEY,
      holder TEXT NOT NULL,
      purpose TEXT NOT NULL,
      version INTEGER NOT NULL,
      act TEXT NOT NULL CHECK (act IN ('told', 'agreed', 'withdrawn')),
      at INTEGER NOT NULL,
      via TEXT NOT NULL CHECK (via IN ('own', 'guardian', 'desk')),
      account TEXT NOT NULL
    ) STRICT`);
    run('CREATE INDEX consents_of ON consents (holder, purpose, id)');
    for (const change of ['UPDATE', 'DELETE'])
      run(`CREATE TRIGGER consents_no_${change.toLowerCase()} BEFORE ${change} ON consents
        BEGIN SELECT RAISE(ABORT, 'Consents are append-only.'); END`);
  },
  (app) => {
    app.db().newQuery('DROP TABLE consents').execute();
  },
);
