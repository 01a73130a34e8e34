// A door for a test alone: the demo as it would have been seeded at another time.

$app.rootCmd.addCommand(
  new Command({ use: 'seed-demo-at', run: () => require(`${__hooks}/demo-at.js`).seedDemoAt() }),
);
