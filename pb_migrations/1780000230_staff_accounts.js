// What becomes of a staff account: when it was made and last used, whether it is locked or has ended, and the invitations by which people
// set their own passwords (src/server/staff). A record that a superuser or an import makes has its row from the database itself, and one that
// was there before is as if made now: its days of rest are counted from here.
migrate(
  (app) => {
    const run = (sql) => app.db().newQuery(sql).execute();
    run(`CREATE TABLE staff_accounts (
      account TEXT PRIMARY KEY,
      made_at INTEGER NOT NULL,
      last_used INTEGER NOT NULL DEFAULT 0,
      unlocked_at INTEGER NOT NULL DEFAULT 0,
      locked_at INTEGER NOT NULL DEFAULT 0,
      locked_for TEXT NOT NULL DEFAULT '',
      ended_at INTEGER NOT NULL DEFAULT 0,
      end_reason TEXT NOT NULL DEFAULT ''
    ) STRICT, WITHOUT ROWID`);
    run(`INSERT INTO staff_accounts (account, made_at) SELECT id, unixepoch() * 1000 FROM staff`);
    run(`CREATE TRIGGER staff_made AFTER INSERT ON staff BEGIN
      INSERT INTO staff_accounts (account, made_at) VALUES (new.id, unixepoch() * 1000) ON CONFLICT DO NOTHING; END`);
    // The hash of the code alone: who reads the database joins as nobody.
    run(`CREATE TABLE staff_invitations (
      account TEXT PRIMARY KEY,
      hash TEXT NOT NULL UNIQUE,
      expires INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID`);
    run(`CREATE TRIGGER staff_gone AFTER DELETE ON staff BEGIN
      DELETE FROM staff_accounts WHERE account = old.id;
      DELETE FROM staff_invitations WHERE account = old.id; END`);
  },
  (app) => {
    const run = (sql) => app.db().newQuery(sql).execute();
    for (const trigger of ['staff_made', 'staff_gone']) run(`DROP TRIGGER ${trigger}`);
    for (const table of ['staff_accounts', 'staff_invitations']) run(`DROP TABLE ${table}`);
  },
);
