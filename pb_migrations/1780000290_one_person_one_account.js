// Two officials are two people: an account says by its staff number whose it is, and one that decides on what others ask is entered with two
// codes, each from another administrator. `maker` is '' where the machine's own command made the invitation; who gave the codes by which
// somebody came in stays with the account.
migrate(
  (app) => {
    const run = (sql) => app.db().newQuery(sql).execute();
    run(`ALTER TABLE staff_accounts ADD COLUMN staff_number TEXT NOT NULL DEFAULT ''`);
    run(`ALTER TABLE staff_accounts ADD COLUMN codes_by TEXT NOT NULL DEFAULT '[]'`);
    run(`ALTER TABLE staff_accounts ADD COLUMN codes_at INTEGER NOT NULL DEFAULT 0`);
    run(`ALTER TABLE staff_invitations ADD COLUMN maker TEXT NOT NULL DEFAULT ''`);
    run(`ALTER TABLE staff_invitations ADD COLUMN second_hash TEXT NOT NULL DEFAULT ''`);
    run(`ALTER TABLE staff_invitations ADD COLUMN second_maker TEXT NOT NULL DEFAULT ''`);
  },
  (app) => {
    const drop = (table, column) => app.db().newQuery(`ALTER TABLE ${table} DROP COLUMN ${column}`).execute();
    for (const column of ['maker', 'second_hash', 'second_maker']) drop('staff_invitations', column);
    for (const column of ['staff_number', 'codes_by', 'codes_at']) drop('staff_accounts', column);
  },
);
