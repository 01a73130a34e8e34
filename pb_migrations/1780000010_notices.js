// Alarms, as staff and the site's owner are told of them: no person is in them. Pages subscribe to this collection.
migrate(
  (app) => {
    const readers =
      '@request.auth.collectionName = "staff" || (@request.auth.collectionName = "owners" && site.owner = @request.auth.id)';
    app.save(
      new Collection({
        type: 'base',
        name: 'notices',
        listRule: readers,
        viewRule: readers,
        fields: [
          { name: 't', type: 'number', required: true, onlyInt: true },
          {
            name: 'site',
            type: 'relation',
            required: true,
            collectionId: app.findCollectionByNameOrId('sites').id,
            maxSelect: 1,
            cascadeDelete: true,
          },
          { name: 'sentryName', type: 'text', max: 60 },
          { name: 'outcome', type: 'select', required: true, maxSelect: 1, values: ['attend', 'refuse'] },
          { name: 'reasons', type: 'json', maxSize: 2000 },
          // Centi-degrees, or null: a number field would make 0 of it.
          { name: 'body', type: 'json', maxSize: 20 },
        ],
        indexes: [
          'CREATE INDEX `notices_by_time` ON `notices` (`t`)',
          'CREATE INDEX `notices_by_site` ON `notices` (`site`, `t`)',
        ],
      }),
    );
  },
  (app) => {
    app.delete(app.findCollectionByNameOrId('notices'));
  },
);
