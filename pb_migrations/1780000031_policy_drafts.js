// Bundles that officials are about to sign: the exact text, and the signatures so far. A plain table: no route but ours
// leads to it.
migrate(
  (app) => {
    app
      .db()
      .newQuery(
        `CREATE TABLE drafts (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          author TEXT NOT NULL,
          created INTEGER NOT NULL,
          state TEXT NOT NULL CHECK (state IN ('open', 'published', 'withdrawn')),
          body TEXT NOT NULL,
          signatures TEXT NOT NULL
        ) STRICT`,
      )
      .execute();
    // One at a time: two drafts would both be the next version.
    app.db().newQuery(`CREATE UNIQUE INDEX drafts_open ON drafts (state) WHERE state = 'open'`).execute();
  },
  (app) => {
    app.db().newQuery('DROP TABLE drafts').execute();
  },
);
