// How many sites and codes in use each kind and sub-district has, kept by the database itself whoever writes the register: the board
// counted seventy thousand rows for these numbers each second. A site counts where it stands now; its codes go with it.
migrate(
  (app) => {
    const run = (sql) => app.db().newQuery(sql).execute();
    run(`CREATE TABLE stat_register (
      category TEXT NOT NULL,
      subdistrict TEXT NOT NULL,
      sites INTEGER NOT NULL DEFAULT 0,
      codes INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (category, subdistrict)
    ) STRICT, WITHOUT ROWID`);
    run(`INSERT INTO stat_register (category, subdistrict, sites, codes)
      SELECT category, subdistrict, sum(status = 'active'), 0 FROM sites GROUP BY category, subdistrict`);
    run(`UPDATE stat_register SET codes = c.codes FROM (
        SELECT s.category, s.subdistrict, count(*) AS codes FROM site_codes k JOIN sites s ON s.id = k.site
        WHERE k.state = 'active' GROUP BY s.category, s.subdistrict) c
      WHERE c.category = stat_register.category AND c.subdistrict = stat_register.subdistrict`);
    // The sign before “state” keeps SQLite from its index, which has nearly all codes of the district under “active”.
    const codesOf = (site) =>
      `(SELECT count(*) FROM site_codes WHERE site = ${site}.id AND +state = 'active')`;
    const leave = `UPDATE stat_register SET sites = sites - (OLD.status = 'active'), codes = codes - ${codesOf('OLD')}
      WHERE category = OLD.category AND subdistrict = OLD.subdistrict;`;
    const come = `INSERT INTO stat_register (category, subdistrict, sites, codes)
      VALUES (NEW.category, NEW.subdistrict, NEW.status = 'active', ${codesOf('NEW')})
      ON CONFLICT DO UPDATE SET sites = sites + excluded.sites, codes = codes + excluded.codes;`;
    run(`CREATE TRIGGER stat_register_site_made AFTER INSERT ON sites BEGIN ${come} END`);
    run(`CREATE TRIGGER stat_register_site_changed AFTER UPDATE OF category, subdistrict, status ON sites
      WHEN NEW.category <> OLD.category OR NEW.subdistrict <> OLD.subdistrict OR NEW.status <> OLD.status
      BEGIN ${leave} ${come} END`);
    run(`CREATE TRIGGER stat_register_site_gone AFTER DELETE ON sites BEGIN ${leave} END`);
    const count = (code, by) => `UPDATE stat_register SET codes = codes ${by} (${code}.state = 'active')
      WHERE (category, subdistrict) = (SELECT category, subdistrict FROM sites WHERE id = ${code}.site);`;
    run(`CREATE TRIGGER stat_register_code_made AFTER INSERT ON site_codes WHEN NEW.state = 'active'
      BEGIN ${count('NEW', '+')} END`);
    run(`CREATE TRIGGER stat_register_code_changed AFTER UPDATE OF site, state ON site_codes
      WHEN NEW.site <> OLD.site OR NEW.state <> OLD.state BEGIN ${count('OLD', '-')} ${count('NEW', '+')} END`);
    run(`CREATE TRIGGER stat_register_code_gone AFTER DELETE ON site_codes WHEN OLD.state = 'active'
      BEGIN ${count('OLD', '-')} END`);
  },
  (app) => {
    const run = (sql) => app.db().newQuery(sql).execute();
    for (const name of ['site_made', 'site_changed', 'site_gone', 'code_made', 'code_changed', 'code_gone'])
      run(`DROP TRIGGER stat_register_${name}`);
    run('DROP TABLE stat_register');
  },
);
