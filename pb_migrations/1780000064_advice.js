// What a person with a red or yellow page is told to do, and whom to call. An empty field: the app's own words (domain/site/advice.ts).
migrate(
  (app) => {
    const collection = app.findCollectionByNameOrId('district');
    for (const name of ['adviceRedZh', 'adviceRedEn', 'adviceYellowZh', 'adviceYellowEn'])
      collection.fields.add(new TextField({ name, max: 300 }));
    collection.fields.add(
      new TextField({ name: 'advicePhone', max: 32, pattern: '^[+]?[0-9][0-9 ()-]{2,30}$' }),
    );
    app.save(collection);
  },
  (app) => {
    const collection = app.findCollectionByNameOrId('district');
    for (const name of ['adviceRedZh', 'adviceRedEn', 'adviceYellowZh', 'adviceYellowEn', 'advicePhone'])
      collection.fields.removeByName(name);
    app.save(collection);
  },
);
