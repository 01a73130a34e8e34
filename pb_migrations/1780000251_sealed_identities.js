// Who a person is, sealed to the district's tracing key in the form of docs/formats.md ("Sealed identity"): the server keeps it and cannot
// open it. What earlier versions sealed with a key of their own stays in its columns until the server has sealed it anew
// (src/server/custody/seal-old.ts); `identity_keys` says what became of that key.
const bySealing = ['sealedName', 'sealedIdNumber'];
migrate(
  (app) => {
    const persons = app.findCollectionByNameOrId('persons');
    for (const name of bySealing) persons.fields.getByName(name).required = false;
    persons.fields.add(new TextField({ name: 'sealedIdentity', hidden: true, max: 4000 }));
    persons.fields.add(new NumberField({ name: 'keyGeneration', hidden: true, onlyInt: true }));
    persons.indexes = [
      ...Array.from(persons.indexes),
      "CREATE INDEX `persons_unsealed` ON `persons` (`id`) WHERE `sealedIdentity` = ''",
      'CREATE INDEX `persons_by_generation` ON `persons` (`keyGeneration`)',
    ];
    app.save(persons);
    app
      .db()
      .newQuery(
        `CREATE TABLE identity_keys (
          fingerprint TEXT PRIMARY KEY,
          begun INTEGER NOT NULL,
          persons INTEGER NOT NULL DEFAULT 0,
          destroyed INTEGER NOT NULL DEFAULT 0
        ) STRICT, WITHOUT ROWID`,
      )
      .execute();
    // How many wrong ID numbers an account gave on a day, for its own persons.
    app
      .db()
      .newQuery(
        `CREATE TABLE wrong_numbers (
          day INTEGER NOT NULL,
          account TEXT NOT NULL,
          wrong INTEGER NOT NULL,
          PRIMARY KEY (day, account)
        ) STRICT, WITHOUT ROWID`,
      )
      .execute();
  },
  (app) => {
    for (const table of ['wrong_numbers', 'identity_keys'])
      app.db().newQuery(`DROP TABLE ${table}`).execute();
    const persons = app.findCollectionByNameOrId('persons');
    persons.indexes = Array.from(persons.indexes).filter(
      (index) => !index.includes('persons_unsealed') && !index.includes('persons_by_generation'),
    );
    for (const name of ['sealedIdentity', 'keyGeneration']) persons.fields.removeByName(name);
    for (const name of bySealing) persons.fields.getByName(name).required = true;
    app.saveNoValidate(persons);
  },
);
