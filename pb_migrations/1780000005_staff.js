// The authority's people, by role. A token lasts for one shift.
migrate(
  (app) => {
    app.save(
      new Collection({
        type: 'auth',
        name: 'staff',
        viewRule: 'id = @request.auth.id',
        fields: [
          { name: 'name', type: 'text', required: true, max: 100 },
          {
            name: 'role',
            type: 'select',
            required: true,
            maxSelect: 1,
            values: [
              'administrator',
              'health',
              'market-supervision',
              'urban-management',
              'inspector',
              'tracer',
              'transfer',
              'lab',
              'analyst',
              'auditor',
            ],
          },
        ],
        passwordAuth: { enabled: true, identityFields: ['email'] },
        authToken: { duration: 12 * 3600 },
        authAlert: { enabled: false },
      }),
    );
  },
  (app) => {
    app.delete(app.findCollectionByNameOrId('staff'));
  },
);
