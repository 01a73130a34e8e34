// Which key the owners of papers are hashed with, by its fingerprint: papers under another are hashed anew when the server starts.
migrate(
  (app) => {
    app.db().newQuery('CREATE TABLE paper_owner_key (key TEXT NOT NULL) STRICT').execute();
  },
  (app) => {
    app.db().newQuery('DROP TABLE paper_owner_key').execute();
  },
);
