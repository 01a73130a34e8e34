// Nobody takes over an account that is in use alone: what two administrators decided on it. `staff_leave` is the leave to make its invitation, once,
// for who asked; `staff_told` is what its holder is told, at the next sign-in and on their page.
migrate(
  (app) => {
    const run = (sql) => app.db().newQuery(sql).execute();
    run(`CREATE TABLE staff_leave (
      account TEXT PRIMARY KEY,
      asker TEXT NOT NULL,
      decider TEXT NOT NULL,
      expires INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID`);
    run(`CREATE TABLE staff_told (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      account TEXT NOT NULL,
      at INTEGER NOT NULL,
      what TEXT NOT NULL,
      asked_by TEXT NOT NULL,
      decided_by TEXT NOT NULL,
      seen_at INTEGER NOT NULL DEFAULT 0
    ) STRICT`);
    run('CREATE INDEX staff_told_by_account ON staff_told (account, at)');
    run(`CREATE TRIGGER staff_by_two_gone AFTER DELETE ON staff BEGIN
      DELETE FROM staff_leave WHERE account = old.id;
      DELETE FROM staff_told WHERE account = old.id; END`);
  },
  (app) => {
    const run = (sql) => app.db().newQuery(sql).execute();
    run('DROP TRIGGER staff_by_two_gone');
    run('DROP TABLE staff_told');
    run('DROP TABLE staff_leave');
  },
);
