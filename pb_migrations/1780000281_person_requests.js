// What people ask of the district about themselves: that a human looks at their colour again, or that something wrong on record is
// corrected; from their own page or at a desk, decided by an official with a reason that the person reads. The words lie sealed with
// the record key; an identity as it should be (`identity`) is sealed to the tracing key in the clerk's browser, with the indexes of
// its numbers. The district says within how many hours a review, and how many days a correction, is promised; 0: the usual.
migrate(
  (app) => {
    const run = (sql) => app.db().newQuery(sql).execute();
    run(`CREATE TABLE person_requests (
      id INTEGER PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('review', 'correction')),
      person TEXT NOT NULL,
      about TEXT NOT NULL,
      sealed TEXT NOT NULL,
      identity TEXT NOT NULL,
      via TEXT NOT NULL CHECK (via IN ('own', 'guardian', 'desk')),
      account TEXT NOT NULL,
      at INTEGER NOT NULL,
      due INTEGER NOT NULL,
      override TEXT NOT NULL DEFAULT '',
      outcome TEXT NOT NULL DEFAULT '',
      answer TEXT NOT NULL DEFAULT '',
      decided_by TEXT NOT NULL DEFAULT '',
      decided_at INTEGER NOT NULL DEFAULT 0
    ) STRICT`);
    run('CREATE INDEX person_requests_of ON person_requests (person, id)');
    run(`CREATE INDEX person_requests_open ON person_requests (due) WHERE outcome = ''`);
    const district = app.findCollectionByNameOrId('district');
    for (const name of ['reviewHours', 'correctionDays'])
      district.fields.add(new NumberField({ name, onlyInt: true, min: 0, max: 720 }));
    app.save(district);
  },
  (app) => {
    app.db().newQuery('DROP TABLE person_requests').execute();
    const district = app.findCollectionByNameOrId('district');
    for (const name of ['reviewHours', 'correctionDays']) district.fields.removeByName(name);
    app.save(district);
  },
);
