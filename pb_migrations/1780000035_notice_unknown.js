// Which facts were not known when a person was not admitted: a rule that was broken and one that could not be judged have
// different words. Null in notices of scans that came without their facts.
migrate(
  (app) => {
    const collection = app.findCollectionByNameOrId('notices');
    collection.fields.add(new JSONField({ name: 'unknown', maxSize: 1000 }));
    app.save(collection);
  },
  (app) => {
    const collection = app.findCollectionByNameOrId('notices');
    collection.fields.removeByName('unknown');
    app.save(collection);
  },
);
