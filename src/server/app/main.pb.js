// Hooks and jobs; the routes are put before them by the build, from the table (domain/api/routes.ts). PocketBase turns each handler into text and compiles it anew in another VM, where nothing of this file
// exists: so every handler asks for the bundle itself.

routerAdd(
  'GET',
  '/{path...}',
  (e) => require(`${__hooks}/app.js`).hooks.staticFiles(e),
  (e) => require(`${__hooks}/app.js`).hooks.keepPacked(e),
  $apis.gzip(),
  $apis.skipSuccessActivityLog(),
);

// Before PocketBase's own routes alone: serve.ts parts them from ours.
routerUse(
  new Middleware((e) => require(`${__hooks}/gate.js`).hooks.foreignRoute(e), -99998, 'sitecodeForeignRoute'),
);
// onServe is none of the registering functions of the VM: this one runs here, in the VM that registers, once.
$app.onServe().bindFunc((e) => require(`${__hooks}/app.js`).serve(e));

$app.rootCmd.addCommand(
  new Command({
    use: 'check-data',
    short: 'Says what is in the data folder and whether the keys fit it',
    run: () => require(`${__hooks}/app.js`).commands.checkData(),
  }),
);

$app.rootCmd.addCommand(
  new Command({
    use: 'add-administrator',
    short: 'Makes an account of an administrator and prints its invitation: add-administrator EMAIL NAME',
    run: (cmd, args) => require(`${__hooks}/app.js`).commands.addAdministrator(Array.from(args)),
  }),
);

$app.rootCmd.addCommand(
  new Command({
    use: 'identities-out',
    short: 'Writes sealed identities of older generations of the tracing key to a file: identities-out FILE',
    run: (cmd, args) => require(`${__hooks}/app.js`).commands.identitiesOut(Array.from(args)),
  }),
);
$app.rootCmd.addCommand(
  new Command({
    use: 'identities-in',
    short: 'Takes in identities that were sealed anew offline: identities-in FILE',
    run: (cmd, args) => require(`${__hooks}/app.js`).commands.identitiesIn(Array.from(args)),
  }),
);

onModelCreate((e) => require(`${__hooks}/app.js`).hooks.withoutPersons(e), '_logs');
$app.rootCmd.addCommand(
  new Command({
    use: 'check-audit',
    short: 'Follows the chain of the audit log from its first entry to its last',
    run: () => require(`${__hooks}/app.js`).commands.checkAudit(),
  }),
);

onBackupCreate((e) => require(`${__hooks}/app.js`).hooks.markBackup(e));
onBootstrap((e) => require(`${__hooks}/app.js`).hooks.checkAtStart(e));
onRecordsListRequest((e) => require(`${__hooks}/app.js`).hooks.guardRecordLists(e));
onRecordViewRequest((e) => require(`${__hooks}/app.js`).hooks.guardRecordLists(e));
onRealtimeSubscribeRequest((e) => require(`${__hooks}/app.js`).hooks.guardSubscriptions(e));
onRecordAuthWithPasswordRequest((e) => require(`${__hooks}/app.js`).hooks.watchSignIn(e));
onRecordAuthRequest(
  (e) => require(`${__hooks}/app.js`).hooks.boundSession(e),
  'citizens',
  'owners',
  'staff',
  '_superusers',
);
onRecordRequestEmailChangeRequest((e) => require(`${__hooks}/app.js`).hooks.refuseEmailChange(e));
onRecordConfirmEmailChangeRequest((e) => require(`${__hooks}/app.js`).hooks.refuseEmailChange(e));
onRecordConfirmPasswordResetRequest((e) => require(`${__hooks}/app.js`).hooks.auditReset(e));
for (const kind of ['citizens', 'owners', 'staff']) {
  onRecordValidate((e) => require(`${__hooks}/app.js`).hooks.guardPassword(e), kind);
  onRecordValidate((e) => require(`${__hooks}/app.js`).hooks.guardEmail(e), kind);
}

onRecordCreate((e) => require(`${__hooks}/app.js`).hooks.followTest(e), 'tests');
onRecordUpdate((e) => require(`${__hooks}/app.js`).hooks.followTest(e), 'tests');
onRecordDelete((e) => require(`${__hooks}/app.js`).hooks.followTest(e), 'tests');
onRecordUpdate((e) => require(`${__hooks}/app.js`).hooks.followPerson(e), 'persons');
onRecordCreateRequest((e) => require(`${__hooks}/app.js`).hooks.guardColour(e), 'persons');
onRecordUpdateRequest((e) => require(`${__hooks}/app.js`).hooks.guardColour(e), 'persons');
onRecordCreateRequest((e) => require(`${__hooks}/app.js`).hooks.guardOverrides(e), 'overrides');
onRecordUpdateRequest((e) => require(`${__hooks}/app.js`).hooks.guardOverrides(e), 'overrides');
onRecordDeleteRequest((e) => require(`${__hooks}/app.js`).hooks.guardOverrides(e), 'overrides');

cronAdd('sitecode-hourly', '7 * * * *', () => require(`${__hooks}/app.js`).jobs.hourly());
cronAdd('sitecode-long-work', '* * * * *', () => require(`${__hooks}/app.js`).jobs.longWork());
cronAdd('sitecode-minutely', '* * * * *', () => require(`${__hooks}/app.js`).jobs.minutely());
