// A citizen. Name, ID number and phone are stored encrypted; what a gate shows (the masked name) is stored as such.
migrate(
  (app) => {
    app.save(
      new Collection({
        type: 'auth',
        name: 'citizens',
        viewRule: 'id = @request.auth.id',
        fields: [
          { name: 'maskedName', type: 'text', required: true, max: 10 },
          { name: 'sealedName', type: 'text', required: true, hidden: true, max: 500 },
          { name: 'sealedIdNumber', type: 'text', required: true, hidden: true, max: 200 },
          { name: 'sealedPhone', type: 'text', hidden: true, max: 200 },
          // HMAC of the ID number: by it a person is found without decrypting everybody.
          { name: 'idIndex', type: 'text', required: true, hidden: true, max: 64 },
          // Set by the authority; empty: nothing speaks against green.
          { name: 'colour', type: 'select', maxSelect: 1, values: ['green', 'yellow', 'red'] },
        ],
        indexes: ['CREATE UNIQUE INDEX `citizens_by_id_number` ON `citizens` (`idIndex`)'],
        passwordAuth: { enabled: true, identityFields: ['email'] },
        authToken: { duration: 30 * 86400 },
        authAlert: { enabled: false },
      }),
    );
  },
  (app) => {
    app.delete(app.findCollectionByNameOrId('citizens'));
  },
);
