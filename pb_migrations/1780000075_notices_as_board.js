// Alarms are for who sees the board: a laboratory and an auditor do not, nor a role that comes later until it is named here.
// The roles are those of seesBoard (src/domain/access/categories.ts); a test compares them.
migrate(
  (app) => {
    const roles = [
      'administrator',
      'health',
      'market-supervision',
      'urban-management',
      'inspector',
      'tracer',
      'transfer',
      'analyst',
    ];
    const anyOfThem = roles.map((role) => `@request.auth.role = "${role}"`).join(' || ');
    const readers =
      `(@request.auth.collectionName = "staff" && (${anyOfThem})) || ` +
      '(@request.auth.collectionName = "owners" && site.owner = @request.auth.id)';
    const notices = app.findCollectionByNameOrId('notices');
    notices.listRule = readers;
    notices.viewRule = readers;
    app.save(notices);
  },
  (app) => {
    const readers =
      '@request.auth.collectionName = "staff" || (@request.auth.collectionName = "owners" && site.owner = @request.auth.id)';
    const notices = app.findCollectionByNameOrId('notices');
    notices.listRule = readers;
    notices.viewRule = readers;
    app.save(notices);
  },
);
