// Owners of venues: they see their own sites' counts and sentries, and no person.
migrate(
  (app) => {
    app.save(
      new Collection({
        type: 'auth',
        name: 'owners',
        viewRule: 'id = @request.auth.id',
        fields: [{ name: 'name', type: 'text', required: true, max: 100 }],
        passwordAuth: { enabled: true, identityFields: ['email'] },
        authToken: { duration: 7 * 86400 },
        authAlert: { enabled: false },
      }),
    );
  },
  (app) => {
    app.delete(app.findCollectionByNameOrId('owners'));
  },
);
