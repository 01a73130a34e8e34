// What a district is called, and whether it is a demo, its root has signed in the charter: a second copy could only differ.
// `demo` stays: it says that the database was filled by seed-demo.
migrate(
  (app) => {
    const collection = app.findCollectionByNameOrId('district');
    collection.fields.removeByName('nameZh');
    collection.fields.removeByName('nameEn');
    app.save(collection);
  },
  (app) => {
    const collection = app.findCollectionByNameOrId('district');
    for (const name of ['nameZh', 'nameEn']) {
      collection.fields.add(new TextField({ name, max: 60 }));
    }
    app.save(collection);
    app.db().newQuery(`UPDATE district SET nameZh = '辖区', nameEn = 'District'`).execute();
    for (const name of ['nameZh', 'nameEn']) collection.fields.getByName(name).required = true;
    app.save(collection);
  },
);
