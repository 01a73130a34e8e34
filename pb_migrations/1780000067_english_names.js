// What a site, its sub-district and a zone are called in English; empty where they have no such name.
migrate(
  (app) => {
    const names = { sites: ['nameEn', 'subdistrictEn'], zones: ['nameEn'] };
    for (const [name, fields] of Object.entries(names)) {
      const collection = app.findCollectionByNameOrId(name);
      for (const field of fields) collection.fields.add(new TextField({ name: field, max: 100 }));
      app.save(collection);
    }
  },
  (app) => {
    const names = { sites: ['nameEn', 'subdistrictEn'], zones: ['nameEn'] };
    for (const [name, fields] of Object.entries(names)) {
      const collection = app.findCollectionByNameOrId(name);
      for (const field of fields) collection.fields.removeByName(field);
      app.save(collection);
    }
  },
);
