// What staff checked when they set a sentry up, and when they ended it (UTC ms; null where the app does not tell, 0 never); how often
// it mended what itself within a week; and when and why it last loaded its page anew because nothing else helped.
migrate(
  (app) => {
    for (const column of [
      'set_up_at INTEGER',
      "set_up_steps TEXT NOT NULL DEFAULT ''",
      "healed TEXT NOT NULL DEFAULT ''",
      'restarted_at INTEGER NOT NULL DEFAULT 0',
      "restarted_for TEXT NOT NULL DEFAULT ''",
    ])
      app.db().newQuery(`ALTER TABLE fleet ADD COLUMN ${column}`).execute();
  },
  (app) => {
    for (const column of ['restarted_for', 'restarted_at', 'healed', 'set_up_steps', 'set_up_at'])
      app.db().newQuery(`ALTER TABLE fleet DROP COLUMN ${column}`).execute();
  },
);
