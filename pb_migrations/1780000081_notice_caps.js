// How many notices each sentry raised at a site in a stretch of time, and which was the last: what is above the most goes as a
// number with that one (src/server/notices/notice-cap.ts). `late` is 1 for those that were history when they came.
migrate(
  (app) => {
    app
      .db()
      .newQuery(
        `CREATE TABLE notice_counts (
          device INTEGER NOT NULL,
          site TEXT NOT NULL,
          period INTEGER NOT NULL,
          late INTEGER NOT NULL,
          raised INTEGER NOT NULL,
          last TEXT NOT NULL,
          PRIMARY KEY (device, site, period, late)
        ) STRICT, WITHOUT ROWID`,
      )
      .execute();
    const collection = app.findCollectionByNameOrId('notices');
    // Hidden: an owner, who may read notices by PocketBase's own routes, is not told it exactly.
    collection.fields.add(new NumberField({ name: 'more', onlyInt: true, min: 0, hidden: true }));
    app.save(collection);
  },
  (app) => {
    const collection = app.findCollectionByNameOrId('notices');
    collection.fields.removeByName('more');
    app.save(collection);
    app.db().newQuery('DROP TABLE notice_counts').execute();
  },
);
