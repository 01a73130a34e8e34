// The sign-ins of the staff that are not over, so that each can be listed and ended by itself. `network` is the beginning of the address alone,
// `browser` its kind. A token of a former version names none of them: it ends within twelve hours.
migrate(
  (app) => {
    const run = (sql) => app.db().newQuery(sql).execute();
    run(`CREATE TABLE staff_sessions (
      id TEXT PRIMARY KEY,
      account TEXT NOT NULL,
      since INTEGER NOT NULL,
      seen INTEGER NOT NULL,
      browser TEXT NOT NULL,
      network TEXT NOT NULL
    ) STRICT, WITHOUT ROWID`);
    run('CREATE INDEX staff_sessions_by_account ON staff_sessions (account, since)');
    run(`CREATE TRIGGER staff_sessions_gone AFTER DELETE ON staff BEGIN
      DELETE FROM staff_sessions WHERE account = old.id; END`);
  },
  (app) => {
    const run = (sql) => app.db().newQuery(sql).execute();
    run('DROP TRIGGER staff_sessions_gone');
    run('DROP TABLE staff_sessions');
  },
);
