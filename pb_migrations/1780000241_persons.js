// Persons apart from accounts. `citizens` was both: from now on it is a sign-in and nothing else, `persons` is whom a pass is for, and
// `account_persons` says for whom an account stands: its own person, children, elders and others, since when and on what basis. A
// person keeps the id of the row that was both, so that numbers of days, hashes of papers, sealed rows, the access log and the
// audit log's subjects stay true; an account keeps its id too, so that sign-ins go on; a guardian's row keeps the id that phones
// know it by. Rows nobody could sign in with, for want of an address, are no accounts any more.
const personFields = [
  'maskedName',
  'sealedName',
  'sealedIdNumber',
  'sealedPhone',
  'idIndex',
  'phoneIndex',
  'colour',
];
const column = (name) => `\`${name}\``;
const signIn = 'id, email, emailVisibility, password, tokenKey, verified';
const personColumns = personFields.map(column).join(', ');
const run = (app, sql) => app.db().newQuery(sql).execute();

const relation = (app, name, of) => ({
  name,
  type: 'relation',
  required: true,
  collectionId: app.findCollectionByNameOrId(of).id,
  maxSelect: 1,
  cascadeDelete: true,
});
const personShape = [
  { name: 'maskedName', type: 'text', required: true, max: 10 },
  { name: 'sealedName', type: 'text', required: true, hidden: true, max: 500 },
  { name: 'sealedIdNumber', type: 'text', required: true, hidden: true, max: 200 },
  { name: 'sealedPhone', type: 'text', hidden: true, max: 200 },
  { name: 'idIndex', type: 'text', required: true, hidden: true, max: 64 },
  { name: 'phoneIndex', type: 'text', hidden: true, max: 64 },
  { name: 'colour', type: 'select', maxSelect: 1, values: ['green', 'yellow', 'red'] },
];

// PocketBase lets no relation lead to another collection than it was made for. These do, with every id as it was.
const leadTo = (app, of) => {
  const { id } = app.findCollectionByNameOrId(of);
  for (const name of ['tests', 'doses', 'overrides']) {
    const collection = app.findCollectionByNameOrId(name);
    collection.fields.getByName('person').collectionId = id;
    app.saveNoValidate(collection);
  }
};
const withoutIndexes = (collection, ...names) => {
  collection.indexes = Array.from(collection.indexes).filter(
    (index) => !names.some((name) => index.includes(name)),
  );
};

migrate(
  (app) => {
    app.save(
      new Collection({
        type: 'base',
        name: 'persons',
        fields: [
          ...personShape,
          // How the record came: registered at a desk, by an import, with the demo, or before that was kept.
          {
            name: 'source',
            type: 'select',
            required: true,
            maxSelect: 1,
            values: ['before', 'desk', 'import', 'demo'],
          },
        ],
      }),
    );
    run(
      app,
      `INSERT INTO persons (id, ${personColumns}, source) SELECT id, ${personColumns}, 'before' FROM citizens`,
    );
    const persons = app.findCollectionByNameOrId('persons');
    persons.indexes = [
      'CREATE UNIQUE INDEX `persons_by_id_number` ON `persons` (`idIndex`)',
      'CREATE INDEX `persons_by_phone` ON `persons` (`phoneIndex`)',
    ];
    app.save(persons);
    leadTo(app, 'persons');

    app.save(
      new Collection({
        type: 'base',
        name: 'account_persons',
        fields: [
          relation(app, 'account', 'citizens'),
          relation(app, 'person', 'persons'),
          {
            name: 'relation',
            type: 'select',
            required: true,
            maxSelect: 1,
            values: ['self', 'child', 'elder', 'other'],
          },
          // Of guardians: since when (UTC ms; 0 where that was not kept) and by what paper or word.
          { name: 'since', type: 'number', onlyInt: true },
          {
            name: 'basis',
            type: 'select',
            maxSelect: 1,
            values: ['household', 'birth', 'court', 'consent', 'before'],
          },
        ],
        indexes: [
          'CREATE UNIQUE INDEX `account_persons_once` ON `account_persons` (`account`, `person`)',
          "CREATE UNIQUE INDEX `account_persons_self` ON `account_persons` (`account`) WHERE `relation` = 'self'",
          'CREATE INDEX `account_persons_of` ON `account_persons` (`person`)',
        ],
      }),
    );
    const isAccount = `(email <> '' OR id IN (SELECT guardian FROM wards))`;
    run(
      app,
      `INSERT INTO account_persons (id, account, person, relation, since, basis)
       SELECT substr(lower(hex(randomblob(8))), 1, 15), id, id, 'self', 0, '' FROM citizens WHERE ${isAccount} ORDER BY rowid`,
    );
    run(
      app,
      `INSERT INTO account_persons (id, account, person, relation, since, basis)
       SELECT id, guardian, ward, kind, 0, 'before' FROM wards WHERE guardian <> ward ORDER BY rowid`,
    );
    // Each column that is dropped is written anew for every row: without rows that is nothing.
    run(
      app,
      `CREATE TEMP TABLE sign_ins AS SELECT ${signIn} FROM citizens WHERE ${isAccount} ORDER BY rowid`,
    );
    run(app, 'DELETE FROM citizens');
    app.delete(app.findCollectionByNameOrId('wards'));
    const citizens = app.findCollectionByNameOrId('citizens');
    withoutIndexes(citizens, 'citizens_by_id_number', 'citizens_by_phone');
    for (const name of personFields) citizens.fields.removeByName(name);
    app.save(citizens);
    run(app, `INSERT INTO citizens (${signIn}) SELECT ${signIn} FROM sign_ins ORDER BY rowid`);
    run(app, 'DROP TABLE sign_ins');
  },
  // An account of no person of its own has no place in the version before, and goes. Everybody else is a row again.
  (app) => {
    const citizens = app.findCollectionByNameOrId('citizens');
    for (const { type, ...field } of personShape)
      citizens.fields.add(type === 'select' ? new SelectField(field) : new TextField(field));
    app.save(citizens);
    run(
      app,
      `DELETE FROM citizens WHERE id NOT IN (SELECT account FROM account_persons WHERE relation = 'self')`,
    );
    app.save(
      new Collection({
        type: 'base',
        name: 'wards',
        fields: [
          relation(app, 'guardian', 'citizens'),
          relation(app, 'ward', 'citizens'),
          { name: 'kind', type: 'select', required: true, maxSelect: 1, values: ['child', 'elder'] },
        ],
        indexes: ['CREATE UNIQUE INDEX `wards_by_guardian` ON `wards` (`guardian`, `ward`)'],
      }),
    );
    run(
      app,
      `INSERT INTO wards (id, guardian, ward, kind)
       SELECT w.id, s.person, w.person, iif(w.relation = 'child', 'child', 'elder') FROM account_persons w
       JOIN account_persons s ON s.account = w.account AND s.relation = 'self'
       WHERE w.relation <> 'self' ORDER BY w.rowid ON CONFLICT DO NOTHING`,
    );
    // One account of a person, under the person's id: the others cannot be.
    run(
      app,
      `DELETE FROM citizens WHERE id NOT IN (
         SELECT account FROM (SELECT account, min(account <> person) FROM account_persons WHERE relation = 'self' GROUP BY person))`,
    );
    run(
      app,
      `UPDATE citizens SET id = s.person FROM account_persons s
       WHERE s.account = citizens.id AND s.relation = 'self' AND s.person <> citizens.id`,
    );
    app.delete(app.findCollectionByNameOrId('account_persons'));
    const set = personFields.map((name) => `${column(name)} = p.${column(name)}`).join(', ');
    run(app, `UPDATE citizens SET ${set} FROM persons p WHERE p.id = citizens.id`);
    run(
      app,
      `INSERT INTO citizens (id, tokenKey, ${personColumns})
       SELECT id, hex(randomblob(25)), ${personColumns} FROM persons WHERE id NOT IN (SELECT id FROM citizens)`,
    );
    leadTo(app, 'citizens');
    app.delete(app.findCollectionByNameOrId('persons'));
    const again = app.findCollectionByNameOrId('citizens');
    again.indexes = [
      ...Array.from(again.indexes),
      'CREATE UNIQUE INDEX `citizens_by_id_number` ON `citizens` (`idIndex`)',
      'CREATE INDEX `citizens_by_phone` ON `citizens` (`phoneIndex`)',
    ];
    app.save(again);
  },
);
