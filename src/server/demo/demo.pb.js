// What the demo district has besides. As in main.pb.js, each handler asks for the bundle itself.

$app.rootCmd.addCommand(
  new Command({
    use: 'seed-demo',
    short: 'Fills an empty database with the demo district',
    run: () => require(`${__hooks}/demo.js`).seedDemoCommand(),
  }),
);

routerAdd(
  'GET',
  '/api/sitecode/demo/cast',
  (e) => require(`${__hooks}/demo.js`).handlers.cast(e),
  $apis.skipSuccessActivityLog(),
);
routerAdd('POST', '/api/sitecode/demo/pairing-code', (e) =>
  require(`${__hooks}/demo.js`).handlers.pairingCode(e),
);
routerAdd(
  'POST',
  '/api/sitecode/demo/pass',
  (e) => require(`${__hooks}/demo.js`).handlers.pass(e),
  $apis.skipSuccessActivityLog(),
);

routerAdd('GET', '/api/sitecode/demo/official-key', (e) =>
  require(`${__hooks}/demo.js`).handlers.officialKey(e),
);

routerAdd(
  'GET',
  '/api/sitecode/demo/foreign-signers',
  (e) => require(`${__hooks}/demo.js`).handlers.foreignSigners(e),
  $apis.skipSuccessActivityLog(),
);

// 03:20 in the district.
cronAdd('sitecode-demo-refresh', '20 19 * * *', () => require(`${__hooks}/demo.js`).jobs.refresh());
cronAdd('sitecode-demo-fleet', '* * * * *', () => require(`${__hooks}/demo.js`).jobs.playFleet());
