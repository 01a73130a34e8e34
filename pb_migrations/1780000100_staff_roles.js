// A member of staff holds several roles, of some sub-districts or of all. The roles are those of src/domain/access/rights.ts; a test
// compares them. Who was of the health commission looked for persons and decided on colours: that is two roles now. Alarms reach
// staff by the board alone, which knows rights and sub-districts, so no rule of a collection names a role.
const rolesNow = [
  'administrator',
  'fleet-operator',
  'support',
  'health',
  'health-lead',
  'policy-officer',
  'lab',
  'tracer',
  'case-officer',
  'dispatcher',
  'transfer',
  'subdistrict-officer',
  'site-code-officer',
  'desk-clerk',
  'market-supervision',
  'urban-management',
  'inspector',
  'analyst',
  'data-officer',
  'auditor',
];
const rolesBefore = [
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
];
/** Whom the board was for. */
const withBoard = rolesBefore.filter((role) => role !== 'lab' && role !== 'auditor');

const ownerAlone = '(@request.auth.collectionName = "owners" && site.owner = @request.auth.id)';

function setReaders(app, readers) {
  const notices = app.findCollectionByNameOrId('notices');
  notices.listRule = readers;
  notices.viewRule = readers;
  app.save(notices);
}

function run(app, sql) {
  app.db().newQuery(sql).execute();
}

migrate(
  (app) => {
    setReaders(app, ownerAlone);
    const staff = app.findCollectionByNameOrId('staff');
    const most = rolesNow.length;
    staff.fields.add(new SelectField({ name: 'roles', required: true, maxSelect: most, values: rolesNow }));
    // Names as sites have them; none: all of the district.
    staff.fields.add(new JSONField({ name: 'subdistricts', maxSize: 5000 }));
    app.save(staff);
    run(app, `update staff set roles = iif(role = 'health', '["health","health-lead"]', json_array(role))`);
    staff.fields.removeByName('role');
    app.save(staff);
  },
  (app) => {
    const staff = app.findCollectionByNameOrId('staff');
    staff.fields.add(new SelectField({ name: 'role', required: true, maxSelect: 1, values: rolesBefore }));
    app.save(staff);
    // The first of the roles that there was then; who had none of them is of the one that opens nothing.
    const known = JSON.stringify(rolesBefore);
    run(
      app,
      `update staff set role = coalesce(
         (select r.value from json_each(staff.roles) r
          where r.value in (select value from json_each('${known}')) order by r.key limit 1), 'lab')`,
    );
    staff.fields.removeByName('roles');
    staff.fields.removeByName('subdistricts');
    app.save(staff);
    const anyOfThem = withBoard.map((role) => `@request.auth.role = "${role}"`).join(' || ');
    setReaders(app, `(@request.auth.collectionName = "staff" && (${anyOfThem})) || ${ownerAlone}`);
  },
);
