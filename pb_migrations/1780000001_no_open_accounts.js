// PocketBase comes with a collection "users" in which anybody may register. Nobody registers here from outside.
migrate(
  (app) => {
    app.delete(app.findCollectionByNameOrId('users'));
  },
  (app) => {
    app.save(new Collection({ id: '_pb_users_auth_', type: 'auth', name: 'users' }));
  },
);
