// A command for the making of a kept district alone: leaves a few rows of each day.

$app.rootCmd.addCommand(
  new Command({
    use: 'keep-small',
    run: () => {
      const tables = arrayOf(new DynamicModel({ name: '', sql: '' }));
      $app
        .db()
        .newQuery(
          "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name GLOB '*_20[0-9][0-9][0-9][0-9][0-9][0-9]'",
        )
        .all(tables);
      for (const { name, sql } of tables) {
        // Scans and visits have their time, passes and persons are numbered.
        const order = /\bt integer\b/.test(sql) ? 't' : 'person';
        $app
          .db()
          .newQuery(
            `DELETE FROM "${name}" WHERE ${order} > (SELECT ${order} FROM "${name}" ORDER BY ${order} LIMIT 1 OFFSET 4)`,
          )
          .execute();
      }
      $app.db().newQuery('VACUUM').execute();
    },
  }),
);
