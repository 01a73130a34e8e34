// Who may show a pass for whom: a child's by a parent, an old person's by a relative. Only the server reads it; a guardian
// sees their own wards in their own record.
migrate(
  (app) => {
    const citizen = (name) => ({
      name,
      type: 'relation',
      required: true,
      collectionId: app.findCollectionByNameOrId('citizens').id,
      maxSelect: 1,
      cascadeDelete: true,
    });
    app.save(
      new Collection({
        type: 'base',
        name: 'wards',
        fields: [
          citizen('guardian'),
          citizen('ward'),
          { name: 'kind', type: 'select', required: true, maxSelect: 1, values: ['child', 'elder'] },
        ],
        indexes: ['CREATE UNIQUE INDEX `wards_by_guardian` ON `wards` (`guardian`, `ward`)'],
      }),
    );
  },
  (app) => {
    app.delete(app.findCollectionByNameOrId('wards'));
  },
);
