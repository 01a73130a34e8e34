// Passkeys as a second factor of the staff: public keys alone, and how often each has signed. A challenge is good once and for minutes.
migrate(
  (app) => {
    const run = (sql) => app.db().newQuery(sql).execute();
    run(`CREATE TABLE staff_passkeys (
      id TEXT PRIMARY KEY,
      account TEXT NOT NULL,
      name TEXT NOT NULL,
      point TEXT NOT NULL,
      count INTEGER NOT NULL,
      made_at INTEGER NOT NULL,
      used_at INTEGER NOT NULL DEFAULT 0
    ) STRICT, WITHOUT ROWID`);
    run('CREATE INDEX staff_passkeys_by_account ON staff_passkeys (account)');
    run(`CREATE TABLE staff_challenges (
      hash TEXT PRIMARY KEY,
      account TEXT NOT NULL,
      purpose TEXT NOT NULL,
      expires INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID`);
    run(`CREATE TRIGGER staff_passkeys_gone AFTER DELETE ON staff BEGIN
      DELETE FROM staff_passkeys WHERE account = old.id;
      DELETE FROM staff_challenges WHERE account = old.id; END`);
  },
  (app) => {
    const run = (sql) => app.db().newQuery(sql).execute();
    run('DROP TRIGGER staff_passkeys_gone');
    run('DROP TABLE staff_challenges');
    run('DROP TABLE staff_passkeys');
  },
);
