// The district itself: one record.
migrate(
  (app) => {
    const collection = new Collection({
      type: 'base',
      name: 'district',
      fields: [
        { name: 'nameZh', type: 'text', required: true, max: 60 },
        { name: 'nameEn', type: 'text', required: true, max: 60 },
        // True in the demo district alone: only where it is does a demo face run.
        { name: 'demo', type: 'bool' },
      ],
    });
    app.save(collection);
    app.save(new Record(collection, { nameZh: '辖区', nameEn: 'District', demo: false }));
  },
  (app) => {
    app.delete(app.findCollectionByNameOrId('district'));
  },
);
