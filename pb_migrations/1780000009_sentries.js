// Gate terminals. An account has a password that nobody ever saw, and no way to sign in with one: the token that pairing
// hands out is its only key, and changing the account's token key revokes it.
migrate(
  (app) => {
    const place = () => [
      {
        name: 'site',
        type: 'relation',
        required: true,
        collectionId: app.findCollectionByNameOrId('sites').id,
        maxSelect: 1,
      },
      {
        name: 'zone',
        type: 'relation',
        collectionId: app.findCollectionByNameOrId('zones').id,
        maxSelect: 1,
      },
      { name: 'name', type: 'text', required: true, max: 60 },
    ];
    app.save(
      new Collection({
        type: 'auth',
        name: 'sentries',
        fields: [
          { name: 'email', type: 'email', system: true },
          // The cheapest hash will do for 30 random characters; it is made at each pairing.
          { name: 'password', type: 'password', system: true, hidden: true, required: true, min: 8, cost: 4 },
          { name: 'device', type: 'number', required: true, onlyInt: true, min: 1, max: 2147483647 },
          ...place(),
          { name: 'revoked', type: 'bool' },
        ],
        indexes: [
          'CREATE UNIQUE INDEX `sentries_by_device` ON `sentries` (`device`)',
          'CREATE INDEX `sentries_by_site` ON `sentries` (`site`)',
        ],
        passwordAuth: { enabled: false },
        authAlert: { enabled: false },
      }),
    );
    app.save(
      new Collection({
        type: 'base',
        name: 'pairing_codes',
        fields: [
          // HMAC of the code: the code itself is shown once and never stored.
          { name: 'hash', type: 'text', required: true, hidden: true, max: 64 },
          ...place(),
          { name: 'expires', type: 'number', required: true, onlyInt: true },
        ],
        indexes: ['CREATE UNIQUE INDEX `pairing_codes_by_hash` ON `pairing_codes` (`hash`)'],
      }),
    );
  },
  (app) => {
    app.delete(app.findCollectionByNameOrId('pairing_codes'));
    app.delete(app.findCollectionByNameOrId('sentries'));
  },
);
