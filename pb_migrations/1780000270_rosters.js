// Who belongs to a site, for its sentries alone: entries with the consent they rest on, the key of the running shift, what was stated of
// each version, and what each sentry signed of having taken it. An entry is never changed but to be ended.
migrate(
  (app) => {
    const run = (sql) => app.db().newQuery(sql).execute();
    run(`CREATE TABLE rosters (
      site TEXT PRIMARY KEY,
      version INTEGER NOT NULL,
      shift INTEGER NOT NULL,
      shift_key TEXT NOT NULL,
      begun INTEGER NOT NULL DEFAULT 0,
      until INTEGER NOT NULL DEFAULT 0,
      built INTEGER NOT NULL DEFAULT 0
    ) STRICT, WITHOUT ROWID`);
    run(`CREATE TABLE roster_entries (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      site TEXT NOT NULL,
      person TEXT NOT NULL,
      kind TEXT NOT NULL,
      belongs TEXT NOT NULL,
      first_day INTEGER NOT NULL,
      last_day INTEGER NOT NULL,
      source TEXT NOT NULL,
      added_by TEXT NOT NULL,
      added INTEGER NOT NULL,
      consent_version INTEGER NOT NULL,
      consent_way TEXT NOT NULL,
      consent_held_by TEXT NOT NULL,
      removed INTEGER NOT NULL DEFAULT 0,
      removed_by TEXT NOT NULL DEFAULT '',
      removed_version INTEGER NOT NULL DEFAULT 0
    ) STRICT`);
    run('CREATE UNIQUE INDEX roster_entries_once ON roster_entries (site, person) WHERE removed = 0');
    run('CREATE INDEX roster_entries_of ON roster_entries (person)');
    run(`CREATE TABLE roster_invitations (
      hash TEXT PRIMARY KEY,
      site TEXT NOT NULL,
      owner TEXT NOT NULL,
      kind TEXT NOT NULL,
      belongs TEXT NOT NULL,
      first_day INTEGER NOT NULL,
      last_day INTEGER NOT NULL,
      made INTEGER NOT NULL,
      expires INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID`);
    run('CREATE INDEX roster_invitations_of ON roster_invitations (site)');
    run(`CREATE TABLE roster_versions (
      site TEXT NOT NULL,
      version INTEGER NOT NULL,
      body TEXT NOT NULL,
      key INTEGER NOT NULL,
      signature TEXT NOT NULL,
      PRIMARY KEY (site, version)
    ) STRICT, WITHOUT ROWID`);
    run(`CREATE TABLE roster_taken (
      site TEXT NOT NULL,
      device INTEGER NOT NULL,
      version INTEGER NOT NULL,
      body TEXT NOT NULL,
      signature TEXT NOT NULL,
      at INTEGER NOT NULL,
      PRIMARY KEY (site, device, version)
    ) STRICT, WITHOUT ROWID`);
    run(`CREATE TABLE roster_imports (
      day INTEGER NOT NULL,
      official TEXT NOT NULL,
      rows INTEGER NOT NULL,
      PRIMARY KEY (day, official)
    ) STRICT, WITHOUT ROWID`);
    run('ALTER TABLE fleet ADD COLUMN roster_version INTEGER NOT NULL DEFAULT 0');
  },
  (app) => {
    const run = (sql) => app.db().newQuery(sql).execute();
    run('ALTER TABLE fleet DROP COLUMN roster_version');
    for (const table of [
      'roster_imports',
      'roster_taken',
      'roster_versions',
      'roster_invitations',
      'roster_entries',
      'rosters',
    ])
      run(`DROP TABLE ${table}`);
  },
);
