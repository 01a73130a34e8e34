// Pharmacies are a kind of their own: there, as at hospitals, nobody is refused.
migrate(
  (app) => {
    const sites = app.findCollectionByNameOrId('sites');
    const category = sites.fields.getByName('category');
    category.values = [...category.values, 'pharmacy'];
    app.save(sites);
  },
  (app) => {
    app.db().newQuery("UPDATE sites SET category = 'shop' WHERE category = 'pharmacy'").execute();
    const sites = app.findCollectionByNameOrId('sites');
    const category = sites.fields.getByName('category');
    category.values = [...category.values].filter((value) => value !== 'pharmacy');
    app.save(sites);
  },
);
