// Second factors of the staff: the secret is sealed under a key of the keyring's, recovery codes are kept as hashes. `confirmed_at` 0: it was
// begun, and no code of it was shown yet. `used_step` is the last step whose code was taken, so that a code is good once.
migrate(
  (app) => {
    const run = (sql) => app.db().newQuery(sql).execute();
    run(`CREATE TABLE staff_factors (
      account TEXT PRIMARY KEY,
      sealed TEXT NOT NULL,
      confirmed_at INTEGER NOT NULL DEFAULT 0,
      used_step INTEGER NOT NULL DEFAULT 0
    ) STRICT, WITHOUT ROWID`);
    run(`CREATE TABLE staff_recovery (
      account TEXT NOT NULL,
      hash TEXT NOT NULL,
      PRIMARY KEY (account, hash)
    ) STRICT, WITHOUT ROWID`);
    run(`CREATE TRIGGER staff_factor_gone AFTER DELETE ON staff BEGIN
      DELETE FROM staff_factors WHERE account = old.id;
      DELETE FROM staff_recovery WHERE account = old.id; END`);
  },
  (app) => {
    const run = (sql) => app.db().newQuery(sql).execute();
    run('DROP TRIGGER staff_factor_gone');
    for (const table of ['staff_factors', 'staff_recovery']) run(`DROP TABLE ${table}`);
  },
);
