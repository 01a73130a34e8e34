// Routes and jobs. PocketBase turns each handler into text and compiles it anew in another VM, where nothing of this file
// exists: so every handler asks for the bundle itself.

routerAdd(
  'GET',
  '/api/sitecode/bundle',
  (e) => require(`${__hooks}/app.js`).handlers.bundle(e),
  $apis.skipSuccessActivityLog(),
);

routerAdd(
  'POST',
  '/api/sitecode/pass',
  (e) => require(`${__hooks}/app.js`).handlers.pass(e),
  $apis.skipSuccessActivityLog(),
);
routerAdd(
  'POST',
  '/api/sitecode/pass/paper',
  (e) => require(`${__hooks}/app.js`).handlers.paperPass(e),
  $apis.skipSuccessActivityLog(),
);
routerAdd('POST', '/api/sitecode/scan/proof', (e) => require(`${__hooks}/app.js`).handlers.scanProof(e));
routerAdd(
  'GET',
  '/api/sitecode/me',
  (e) => require(`${__hooks}/app.js`).handlers.me(e),
  $apis.skipSuccessActivityLog(),
);
routerAdd(
  'POST',
  '/api/sitecode/site-code',
  (e) => require(`${__hooks}/app.js`).handlers.siteCode(e),
  $apis.skipSuccessActivityLog(),
);
routerAdd(
  'POST',
  '/api/sitecode/visit',
  (e) => require(`${__hooks}/app.js`).handlers.visit(e),
  $apis.skipSuccessActivityLog(),
);

routerAdd('POST', '/api/sitecode/sentry/pair', (e) => require(`${__hooks}/app.js`).handlers.pair(e));
routerAdd(
  'POST',
  '/api/sitecode/sentry/scans',
  (e) => require(`${__hooks}/gate.js`).handlers.scans(e),
  $apis.skipSuccessActivityLog(),
);
routerAdd(
  'POST',
  '/api/sitecode/sentry/heartbeat',
  (e) => require(`${__hooks}/gate.js`).handlers.heartbeat(e),
  $apis.skipSuccessActivityLog(),
);

routerAdd(
  'GET',
  '/api/sitecode/venue',
  (e) => require(`${__hooks}/app.js`).handlers.venue(e),
  $apis.skipSuccessActivityLog(),
);
routerAdd('POST', '/api/sitecode/venue/pairing-code', (e) =>
  require(`${__hooks}/app.js`).handlers.pairingCode(e),
);

routerAdd(
  'GET',
  '/api/sitecode/board',
  (e) => require(`${__hooks}/app.js`).handlers.board(e),
  $apis.skipSuccessActivityLog(),
);
routerAdd(
  'GET',
  '/api/sitecode/staff/me',
  (e) => require(`${__hooks}/app.js`).handlers.staffMe(e),
  $apis.skipSuccessActivityLog(),
);

routerAdd(
  'GET',
  '/api/sitecode/sentry/deny-list',
  (e) => require(`${__hooks}/app.js`).handlers.denyList(e),
  $apis.skipSuccessActivityLog(),
);

routerAdd('POST', '/api/sitecode/person/find', (e) => require(`${__hooks}/app.js`).handlers.personFind(e));
routerAdd('POST', '/api/sitecode/override', (e) => require(`${__hooks}/app.js`).handlers.override(e));
routerAdd('POST', '/api/sitecode/override/decide', (e) =>
  require(`${__hooks}/app.js`).handlers.overrideDecide(e),
);
routerAdd('POST', '/api/sitecode/override/lift', (e) =>
  require(`${__hooks}/app.js`).handlers.overrideLift(e),
);
routerAdd(
  'GET',
  '/api/sitecode/overrides',
  (e) => require(`${__hooks}/app.js`).handlers.overrides(e),
  $apis.skipSuccessActivityLog(),
);

routerAdd(
  'GET',
  '/api/sitecode/policy',
  (e) => require(`${__hooks}/app.js`).handlers.policy(e),
  $apis.skipSuccessActivityLog(),
);
routerAdd(
  'POST',
  '/api/sitecode/policy/decide',
  (e) => require(`${__hooks}/app.js`).handlers.policyDecide(e),
  $apis.skipSuccessActivityLog(),
);
routerAdd(
  'POST',
  '/api/sitecode/policy/replay',
  (e) => require(`${__hooks}/app.js`).handlers.policyReplay(e),
  $apis.skipSuccessActivityLog(),
);
routerAdd(
  'POST',
  '/api/sitecode/policy/draft',
  (e) => require(`${__hooks}/app.js`).handlers.policyDraft(e),
  $apis.bodyLimit(8 << 20),
);
routerAdd('POST', '/api/sitecode/policy/draft/withdraw', (e) =>
  require(`${__hooks}/app.js`).handlers.policyWithdraw(e),
);
routerAdd('POST', '/api/sitecode/policy/sign', (e) => require(`${__hooks}/app.js`).handlers.policySign(e));

routerAdd('POST', '/api/sitecode/backup/durable', (e) =>
  require(`${__hooks}/app.js`).handlers.backupDurable(e),
);
routerAdd('POST', '/api/sitecode/case/hold', (e) => require(`${__hooks}/app.js`).handlers.caseHold(e));
routerAdd('POST', '/api/sitecode/case/close', (e) => require(`${__hooks}/app.js`).handlers.caseClose(e));
routerAdd('GET', '/api/sitecode/cases', (e) => require(`${__hooks}/app.js`).handlers.cases(e));
routerAdd('GET', '/api/sitecode/deletion-certificates', (e) =>
  require(`${__hooks}/app.js`).handlers.deletionCertificates(e),
);

routerAdd(
  'GET',
  '/api/sitecode/fleet',
  (e) => require(`${__hooks}/app.js`).handlers.fleet(e),
  $apis.gzip(),
  $apis.skipSuccessActivityLog(),
);
routerAdd(
  'GET',
  '/api/sitecode/fleet/sentry',
  (e) => require(`${__hooks}/app.js`).handlers.fleetSentry(e),
  $apis.skipSuccessActivityLog(),
);
routerAdd('POST', '/api/sitecode/fleet/ring', (e) => require(`${__hooks}/app.js`).handlers.fleetRing(e));
routerAdd('POST', '/api/sitecode/fleet/rollout', (e) =>
  require(`${__hooks}/app.js`).handlers.fleetRollout(e),
);
routerAdd('POST', '/api/sitecode/fleet/pace', (e) => require(`${__hooks}/app.js`).handlers.fleetPace(e));
routerAdd('POST', '/api/sitecode/fleet/command', (e) =>
  require(`${__hooks}/app.js`).handlers.fleetCommand(e),
);
routerAdd('POST', '/api/sitecode/fleet/command/withdraw', (e) =>
  require(`${__hooks}/app.js`).handlers.fleetCommandWithdraw(e),
);

routerAdd(
  'GET',
  '/{path...}',
  (e) => require(`${__hooks}/app.js`).handlers.staticFiles(e),
  (e) => require(`${__hooks}/app.js`).handlers.keepPacked(e),
  $apis.gzip(),
  $apis.skipSuccessActivityLog(),
);

$app.rootCmd.addCommand(
  new Command({
    use: 'check-data',
    short: 'Says what is in the data folder and whether the keys fit it',
    run: () => require(`${__hooks}/app.js`).commands.checkData(),
  }),
);

onBackupCreate((e) => require(`${__hooks}/app.js`).handlers.markBackup(e));
onBootstrap((e) => require(`${__hooks}/app.js`).handlers.checkAtStart(e));
onRealtimeSubscribeRequest((e) => require(`${__hooks}/app.js`).handlers.guardSubscriptions(e));
onRecordAuthRequest((e) => require(`${__hooks}/app.js`).handlers.auditStaffSignIn(e), 'staff');

onRecordCreate((e) => require(`${__hooks}/app.js`).handlers.followTest(e), 'tests');
onRecordUpdate((e) => require(`${__hooks}/app.js`).handlers.followTest(e), 'tests');
onRecordDelete((e) => require(`${__hooks}/app.js`).handlers.followTest(e), 'tests');
onRecordUpdate((e) => require(`${__hooks}/app.js`).handlers.followCitizen(e), 'citizens');
onRecordCreateRequest((e) => require(`${__hooks}/app.js`).handlers.guardColour(e), 'citizens');
onRecordUpdateRequest((e) => require(`${__hooks}/app.js`).handlers.guardColour(e), 'citizens');
onRecordCreateRequest((e) => require(`${__hooks}/app.js`).handlers.guardOverrides(e), 'overrides');
onRecordUpdateRequest((e) => require(`${__hooks}/app.js`).handlers.guardOverrides(e), 'overrides');
onRecordDeleteRequest((e) => require(`${__hooks}/app.js`).handlers.guardOverrides(e), 'overrides');

cronAdd('sitecode-hourly', '7 * * * *', () => require(`${__hooks}/app.js`).jobs.hourly());
cronAdd('sitecode-minutely', '* * * * *', () => require(`${__hooks}/app.js`).jobs.minutely());
