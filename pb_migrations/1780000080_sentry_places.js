// Where each pairing stood, and from when to when (UTC ms): a sentry's scans are taken for these places alone. The database
// itself follows the register, whoever writes it. `since` is 0 for the first pairing of a key: before it, its tablet had no
// other place. `until` is null while a place is the pairing's own, and after a move until its tablet has heard of it.
migrate(
  (app) => {
    const run = (sql) => app.db().newQuery(sql).execute();
    const now = `cast((julianday('now') - 2440587.5) * 86400000 as integer)`;
    run(`CREATE TABLE sentry_places (
      device INTEGER NOT NULL,
      site INTEGER NOT NULL,
      since INTEGER NOT NULL,
      until INTEGER,
      PRIMARY KEY (device, site, since)
    ) STRICT, WITHOUT ROWID`);
    run(`INSERT INTO sentry_places (device, site, since)
      SELECT d.device, s.number, 0 FROM sentries d JOIN sites s ON s.id = d.site`);
    run(`CREATE TRIGGER sentry_places_paired AFTER INSERT ON sentries BEGIN
      UPDATE sentry_places SET until = ${now} WHERE until IS NULL AND NEW.key <> ''
        AND device IN (SELECT device FROM sentries WHERE key = NEW.key AND device <> NEW.device);
      INSERT INTO sentry_places (device, site, since)
        SELECT NEW.device, number, CASE WHEN NEW.key <> ''
          AND EXISTS (SELECT 1 FROM sentries WHERE key = NEW.key AND device <> NEW.device) THEN ${now} ELSE 0 END
        FROM sites WHERE id = NEW.site;
    END`);
    run(`CREATE TRIGGER sentry_places_moved AFTER UPDATE OF site ON sentries WHEN NEW.site <> OLD.site BEGIN
      INSERT INTO sentry_places (device, site, since) SELECT NEW.device, number, ${now} FROM sites WHERE id = NEW.site
        ON CONFLICT DO NOTHING;
    END`);
  },
  (app) => {
    for (const trigger of ['sentry_places_moved', 'sentry_places_paired'])
      app.db().newQuery(`DROP TRIGGER ${trigger}`).execute();
    app.db().newQuery('DROP TABLE sentry_places').execute();
  },
);
