// What the server has of each device's chain of records, and the keys that open them (domain/scan/scan-chain.ts).
migrate(
  (app) => {
    const run = (sql) => app.db().newQuery(sql).execute();
    // A device's chain by its small number, which scans hold. `key` is the device's public key: only who has its other half
    // goes on with the chain. `device` is the pairing that uploaded last, `next` the place that its next record will take, by its
    // last report (0: it said none).
    run(`CREATE TABLE chains (
      chain INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      key TEXT NOT NULL,
      device INTEGER NOT NULL,
      begun INTEGER NOT NULL,
      next INTEGER NOT NULL DEFAULT 0
    ) STRICT`);
    run('CREATE INDEX chains_by_device ON chains (device)');
    // Records first..last without a gap; one row a chain when nothing is missing. `signature` is the device's over `after`;
    // it is verified off the path of uploads: `checked` is the last record whose link was, `wrong` is 1 when one did not hold.
    run(`CREATE TABLE chain_stretches (
      chain INTEGER NOT NULL,
      first INTEGER NOT NULL,
      last INTEGER NOT NULL,
      before TEXT NOT NULL,
      after TEXT NOT NULL,
      signature TEXT NOT NULL,
      checked INTEGER NOT NULL DEFAULT 0,
      wrong INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (chain, first)
    ) STRICT, WITHOUT ROWID`);
    run(
      'CREATE INDEX chain_stretches_to_check ON chain_stretches (chain) WHERE checked < last AND wrong = 0',
    );
    // Records that the server could not take: they are in no day's table, and may be sent again.
    run(`CREATE TABLE chain_rejected (
      chain INTEGER NOT NULL,
      seq INTEGER NOT NULL,
      link TEXT NOT NULL,
      fault TEXT NOT NULL,
      at INTEGER NOT NULL,
      PRIMARY KEY (chain, seq)
    ) STRICT, WITHOUT ROWID`);
    // What is wrong with a chain: 'fork', its device told another story from this record on than before; 'signature', that over
    // this record's link is not the device's.
    run(`CREATE TABLE chain_faults (
      chain INTEGER NOT NULL,
      seq INTEGER NOT NULL,
      what TEXT NOT NULL CHECK (what IN ('fork', 'signature')),
      device INTEGER NOT NULL,
      at INTEGER NOT NULL,
      PRIMARY KEY (chain, seq, what)
    ) STRICT, WITHOUT ROWID`);
    // What was agreed with a device's session, closed with a key of the keyring: an agreement costs the server 12-36 ms.
    run(`CREATE TABLE seal_sessions (
      session TEXT PRIMARY KEY,
      sealed TEXT NOT NULL,
      made INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID`);
    const sentries = app.findCollectionByNameOrId('sentries');
    sentries.fields.add(new Field({ name: 'key', type: 'text', hidden: true, max: 87 }));
    sentries.indexes = [...sentries.indexes, 'CREATE INDEX `sentries_by_key` ON `sentries` (`key`)'];
    app.save(sentries);
  },
  (app) => {
    const sentries = app.findCollectionByNameOrId('sentries');
    sentries.indexes = sentries.indexes.filter((index) => !index.includes('sentries_by_key'));
    sentries.fields.removeByName('key');
    app.save(sentries);
    for (const table of ['seal_sessions', 'chain_faults', 'chain_rejected', 'chain_stretches', 'chains']) {
      app.db().newQuery(`DROP TABLE ${table}`).execute();
    }
  },
);
