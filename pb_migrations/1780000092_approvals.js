// What waits for a second official (src/server/approvals/approvals.ts), and by whose approval a command was given; '' for none.
migrate(
  (app) => {
    const run = (sql) => app.db().newQuery(sql).execute();
    run(`CREATE TABLE approvals (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      kind TEXT NOT NULL,
      asked TEXT NOT NULL,
      reason TEXT NOT NULL,
      staff TEXT NOT NULL,
      asked_at INTEGER NOT NULL,
      expires INTEGER NOT NULL,
      state TEXT NOT NULL DEFAULT 'waiting',
      decided_by TEXT NOT NULL DEFAULT '',
      decided_at INTEGER NOT NULL DEFAULT 0
    ) STRICT`);
    run(`CREATE INDEX approvals_waiting ON approvals (expires) WHERE state = 'waiting'`);
    run(`ALTER TABLE commands ADD COLUMN staff_id TEXT NOT NULL DEFAULT ''`);
    run(`ALTER TABLE commands ADD COLUMN approved_by TEXT NOT NULL DEFAULT ''`);
  },
  (app) => {
    const run = (sql) => app.db().newQuery(sql).execute();
    run('ALTER TABLE commands DROP COLUMN approved_by');
    run('ALTER TABLE commands DROP COLUMN staff_id');
    run('DROP TABLE approvals');
  },
);
