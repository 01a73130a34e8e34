// What a person's status is computed from. Times are UTC ms, days YYYYMMDD.
migrate(
  (app) => {
    const citizen = {
      name: 'citizen',
      type: 'relation',
      required: true,
      collectionId: app.findCollectionByNameOrId('citizens').id,
      maxSelect: 1,
      cascadeDelete: true,
    };
    app.save(
      new Collection({
        type: 'base',
        name: 'tests',
        fields: [
          citizen,
          { name: 'sampleTime', type: 'number', required: true, onlyInt: true },
          {
            name: 'result',
            type: 'select',
            required: true,
            maxSelect: 1,
            values: ['negative', 'positive', 'pending'],
          },
          { name: 'lab', type: 'text', max: 100 },
        ],
        indexes: ['CREATE INDEX `tests_by_citizen` ON `tests` (`citizen`, `sampleTime`)'],
      }),
    );
    app.save(
      new Collection({
        type: 'base',
        name: 'doses',
        fields: [
          citizen,
          { name: 'day', type: 'number', required: true, onlyInt: true },
          { name: 'product', type: 'text', max: 100 },
          { name: 'number', type: 'number', required: true, onlyInt: true, min: 1, max: 14 },
        ],
        indexes: ['CREATE INDEX `doses_by_citizen` ON `doses` (`citizen`, `day`)'],
      }),
    );
  },
  (app) => {
    app.delete(app.findCollectionByNameOrId('doses'));
    app.delete(app.findCollectionByNameOrId('tests'));
  },
);
