// Addresses are compared without case. Accounts' addresses become small letters where no other account of the kind has the
// same in another case; those that clash are named in the server's output, at this step and at each start, and stay as they are:
// which of two accounts is a person's own is for people to find out. Where none clash, the database keeps it so.
migrate(
  (app) => {
    for (const kind of ['citizens', 'owners', 'staff']) {
      const accounts = arrayOf(new DynamicModel({ id: '', email: '' }));
      app.db().newQuery(`select id, email from ${kind} where email <> ''`).all(accounts);
      const byKey = new Map();
      for (const { id, email } of accounts) {
        const key = email.normalize('NFKC').trim().toLowerCase();
        byKey.set(key, [...(byKey.get(key) ?? []), { id, email }]);
      }
      let clash = false;
      for (const [key, same] of byKey) {
        if (same.length > 1) {
          clash = true;
          console.log(
            `The ${kind} ${same.map(({ id }) => id).join(' and ')} have one e-mail address in different case.`,
          );
        } else if (same[0].email !== key) {
          app
            .db()
            .newQuery(`update ${kind} set email = {:key} where id = {:id}`)
            .bind({ key, id: same[0].id })
            .execute();
        }
      }
      if (clash) continue;
      const collection = app.findCollectionByNameOrId(kind);
      collection.indexes = [
        ...collection.indexes,
        `CREATE UNIQUE INDEX \`${kind}_by_email_without_case\` ON \`${kind}\` (\`email\` COLLATE NOCASE) WHERE \`email\` != ''`,
      ];
      app.save(collection);
    }
  },
  (app) => {
    for (const kind of ['citizens', 'owners', 'staff']) {
      const collection = app.findCollectionByNameOrId(kind);
      collection.indexes = [...collection.indexes].filter(
        (index) => !index.includes('_by_email_without_case'),
      );
      app.save(collection);
    }
  },
);
