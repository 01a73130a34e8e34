// An entry of the audit log says as what its actor acted: the roles and sub-districts of an official at that moment. Entries of before say
// nothing of it and stay as they are hashed; the text of a new one has it at its end (src/domain/access/audit-chain.ts).
migrate(
  (app) => {
    app.db().newQuery(`ALTER TABLE audit ADD COLUMN held TEXT NOT NULL DEFAULT ''`).execute();
  },
  (app) => {
    app.db().newQuery('ALTER TABLE audit DROP COLUMN held').execute();
  },
);
