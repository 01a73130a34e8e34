// Places with a code, and their parts. Numbers are what scans, roll-ups and sentries name them by: small and never reused.
migrate(
  (app) => {
    const sites = new Collection({
      type: 'base',
      name: 'sites',
      fields: [
        { name: 'number', type: 'number', required: true, onlyInt: true, min: 1, max: 2147483647 },
        { name: 'name', type: 'text', required: true, max: 100 },
        { name: 'address', type: 'text', required: true, max: 200 },
        {
          name: 'category',
          type: 'select',
          required: true,
          maxSelect: 1,
          values: [
            'office',
            'shop',
            'residential',
            'mall',
            'factory',
            'restaurant',
            'school',
            'hospital',
            'market',
            'hotel',
            'transport',
            'culture',
          ],
        },
        { name: 'subdistrict', type: 'text', required: true, max: 50 },
        {
          name: 'owner',
          type: 'relation',
          collectionId: app.findCollectionByNameOrId('owners').id,
          maxSelect: 1,
        },
        {
          name: 'status',
          type: 'select',
          required: true,
          maxSelect: 1,
          values: ['active', 'suspended', 'retired'],
        },
        { name: 'geohash', type: 'text', max: 12, pattern: '^[0-9b-hjkmnp-z]*$' },
        // Whether its gates have a temperature sensor.
        { name: 'measuresTemperature', type: 'bool' },
      ],
      indexes: [
        'CREATE UNIQUE INDEX `sites_by_number` ON `sites` (`number`)',
        'CREATE INDEX `sites_by_owner` ON `sites` (`owner`)',
      ],
    });
    app.save(sites);
    app.save(
      new Collection({
        type: 'base',
        name: 'zones',
        fields: [
          { name: 'number', type: 'number', required: true, onlyInt: true, min: 1, max: 2147483647 },
          { name: 'site', type: 'relation', required: true, collectionId: sites.id, maxSelect: 1 },
          { name: 'name', type: 'text', required: true, max: 100 },
        ],
        indexes: [
          'CREATE UNIQUE INDEX `zones_by_number` ON `zones` (`number`)',
          'CREATE INDEX `zones_by_site` ON `zones` (`site`)',
        ],
      }),
    );
  },
  (app) => {
    app.delete(app.findCollectionByNameOrId('zones'));
    app.delete(app.findCollectionByNameOrId('sites'));
  },
);
