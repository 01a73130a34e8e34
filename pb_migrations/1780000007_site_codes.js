// Signed codes on doors. A code is never changed: a new one is issued and the old one retired.
migrate(
  (app) => {
    app.save(
      new Collection({
        type: 'base',
        name: 'site_codes',
        fields: [
          { name: 'code', type: 'text', required: true, pattern: '^[0-9a-f]{12}$' },
          {
            name: 'site',
            type: 'relation',
            required: true,
            collectionId: app.findCollectionByNameOrId('sites').id,
            maxSelect: 1,
          },
          // Empty: the code of the whole site.
          {
            name: 'zone',
            type: 'relation',
            collectionId: app.findCollectionByNameOrId('zones').id,
            maxSelect: 1,
          },
          {
            name: 'state',
            type: 'select',
            required: true,
            maxSelect: 1,
            values: ['issued', 'posted', 'active', 'suspended', 'retired'],
          },
          // What stands after the # of its address: body and signature, base64url.
          { name: 'fragment', type: 'text', required: true, max: 102 },
        ],
        indexes: [
          'CREATE UNIQUE INDEX `site_codes_by_code` ON `site_codes` (`code`)',
          'CREATE INDEX `site_codes_by_site` ON `site_codes` (`site`)',
        ],
      }),
    );
  },
  (app) => {
    app.delete(app.findCollectionByNameOrId('site_codes'));
  },
);
