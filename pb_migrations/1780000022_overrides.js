// Colours set by hand: who asked, who decided, why, until when. No rule opens the collection; our routes alone do.
// A person is looked for by phone as by ID number: through an HMAC of it.
migrate(
  (app) => {
    const citizens = app.findCollectionByNameOrId('citizens');
    citizens.fields.add(new TextField({ name: 'phoneIndex', hidden: true, max: 64 }));
    citizens.indexes = citizens.indexes.concat([
      'CREATE INDEX `citizens_by_phone` ON `citizens` (`phoneIndex`)',
    ]);
    app.save(citizens);
    const official = (name, required) => ({
      name,
      type: 'relation',
      required,
      collectionId: app.findCollectionByNameOrId('staff').id,
      maxSelect: 1,
      cascadeDelete: false,
    });
    const time = (name) => ({ name, type: 'number', onlyInt: true });
    const choice = (name, values) => ({ name, type: 'select', required: true, maxSelect: 1, values });
    app.save(
      new Collection({
        type: 'base',
        name: 'overrides',
        fields: [
          {
            name: 'citizen',
            type: 'relation',
            required: true,
            collectionId: citizens.id,
            maxSelect: 1,
            cascadeDelete: true,
          },
          choice('colour', ['green', 'yellow', 'red']),
          choice('reason', [
            'close-contact',
            'secondary-contact',
            'stay-in-risk-area',
            'quarantine-order',
            'symptoms',
            'quarantine-ended',
            'data-error',
          ]),
          choice('state', ['requested', 'active', 'refused', 'lifted']),
          official('requestedBy', true),
          time('requestedAt'),
          official('decidedBy', false),
          time('decidedAt'),
          official('liftedBy', false),
          time('liftedAt'),
          time('validUntil'),
        ],
        indexes: [
          'CREATE INDEX `overrides_by_citizen` ON `overrides` (`citizen`, `state`)',
          'CREATE INDEX `overrides_by_state` ON `overrides` (`state`, `validUntil`)',
        ],
      }),
    );
  },
  (app) => {
    app.delete(app.findCollectionByNameOrId('overrides'));
    const citizens = app.findCollectionByNameOrId('citizens');
    citizens.indexes = citizens.indexes.filter((index) => !index.includes('citizens_by_phone'));
    citizens.fields.removeByName('phoneIndex');
    app.save(citizens);
  },
);
