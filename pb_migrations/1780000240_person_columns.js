// What is of a person says so: the columns that were called `citizen`, after the account, are called `person`. Nothing else of them
// changes. `demo_habits` is there in a demo alone, where `person` was taken by the habit's own number.
const columns = (app, from, to) => {
  for (const name of ['tests', 'doses', 'overrides']) {
    const collection = app.findCollectionByNameOrId(name);
    collection.fields.getByName(from).name = to;
    const indexes = Array.from(collection.indexes);
    collection.indexes = indexes.map((index) =>
      index.replaceAll(`by_${from}`, `by_${to}`).replaceAll(`\`${from}\``, `\`${to}\``),
    );
    app.save(collection);
  }
  const run = (sql) => app.db().newQuery(sql).execute();
  run(`ALTER TABLE access_log RENAME COLUMN ${from} TO ${to}`);
};
const demoHabits = (app, from, to) => {
  const found = arrayOf(new DynamicModel({ name: '' }));
  app.db().newQuery(`SELECT name FROM pragma_table_info('demo_habits') WHERE name = '${from}'`).all(found);
  if (found.length > 0) app.db().newQuery(`ALTER TABLE demo_habits RENAME COLUMN ${from} TO ${to}`).execute();
};
migrate(
  (app) => {
    columns(app, 'citizen', 'person');
    demoHabits(app, 'citizen', 'record');
  },
  (app) => {
    demoHabits(app, 'record', 'citizen');
    columns(app, 'person', 'citizen');
  },
);
