// By which documents the site's own roster knows somebody without a network: a tag keyed for this site alone (src/domain/roster/roster-card.ts).
// The key is the signer's: what stands here is no list of numbers that could be tried out.
migrate(
  (app) => {
    app
      .db()
      .newQuery(
        `CREATE TABLE roster_cards (
          entry INTEGER NOT NULL,
          tag TEXT NOT NULL,
          learnt INTEGER NOT NULL,
          PRIMARY KEY (entry, tag)
        ) STRICT, WITHOUT ROWID`,
      )
      .execute();
  },
  (app) => {
    app.db().newQuery('DROP TABLE roster_cards').execute();
  },
);
