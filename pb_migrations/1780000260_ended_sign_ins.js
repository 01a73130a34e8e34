// Sign-ins of citizens and owners are listed nowhere: one that its holder ended is known by a hash of its random number until no token of
// it can be valid any more.
migrate(
  (app) => {
    const run = (sql) => app.db().newQuery(sql).execute();
    run('CREATE TABLE ended_sign_ins (hash TEXT PRIMARY KEY, until INTEGER NOT NULL) STRICT, WITHOUT ROWID');
    run('CREATE INDEX ended_sign_ins_by_until ON ended_sign_ins (until)');
  },
  (app) => {
    app.db().newQuery('DROP TABLE ended_sign_ins').execute();
  },
);
