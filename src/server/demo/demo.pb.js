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
  '/gallery/{path...}',
  (e) => require(`${__hooks}/demo.js`).hooks.gallery(e),
  $apis.gzip(),
  $apis.skipSuccessActivityLog(),
);

// 03:20 in the district.
cronAdd('sitecode-demo-refresh', '20 19 * * *', () => require(`${__hooks}/demo.js`).jobs.refresh());
cronAdd('sitecode-demo-fleet', '* * * * *', () => require(`${__hooks}/demo.js`).jobs.playFleet());
