import { fingerprint } from '../keys/key-files.ts';
import { keyring } from '../keys/keyring.ts';
import { oldIdentityKey } from '../keys/old-identity-key.ts';
import { seal, unseal } from '../keys/record-seals.ts';
import { row, rows, run, transact } from '../vm/sql.ts';
import { security, type App } from '../vm/vm.ts';

/** What a person's papers are found by: no number of any day. */
export function paperOwner(person: string): string {
  return security.hs256(`paper:${person}`, keyring().hashKey);
}

/** Whose a paper is. @param sealed the register's */
export function personOfPaper(sealed: string): string {
  return personIn(unseal(sealed));
}

/** A version before called a person a citizen. */
function personIn(opened: string): string {
  const held = JSON.parse(opened) as { person?: string; citizen?: string };
  return (held.person ?? held.citizen)!;
}

/** Tells the keys that the register was written with from others. */
function presentKeys(): string {
  const { hashKey, recordKey } = keyring();
  return fingerprint(`${hashKey}.${recordKey}`);
}

/** As versions without a key of the server's notes told them. */
function earlierKeys(): string {
  return fingerprint(keyring().hashKey);
}

/** Whether the register in a database was written with the keys of this keyring, or will be brought to them at the next start. */
export function fitsPapers(app: App): boolean {
  const there = row(app, ['name'], `select name from sqlite_master where name = 'paper_owner_key'`);
  const held = there && row<{ key: string }>(app, ['key'], 'select key from paper_owner_key limit 1');
  return !held || held.key === presentKeys() || held.key === earlierKeys();
}

/**
 * Papers that were stored under other keys, such as an earlier version's, are found and opened by the present ones from now on. All of
 * them or none: a status that worsens must find each. A paper takes some 90 us.
 */
export function findPapersAnew(app: App): void {
  const present = presentKeys();
  transact(app, (inside) => {
    const held = row<{ key: string }>(inside, ['key'], 'select key from paper_owner_key limit 1');
    if (held?.key === present) return;
    const old = oldIdentityKey();
    const papers = rows<{ id: string; sealed: string }>(
      inside,
      ['id', 'sealed'],
      'select pass_id as id, sealed from papers',
    );
    const again = papers.map(({ id, sealed }) => {
      const text = old ? old.open(sealed) : unseal(sealed);
      return { id, owner: paperOwner(personIn(text)), sealed: seal(text) };
    });
    run(
      inside,
      `update papers set owner = j.value->>'owner', sealed = j.value->>'sealed' from json_each({:again}) j
       where papers.pass_id = j.value->>'id'`,
      { again: JSON.stringify(again) },
    );
    run(inside, 'delete from paper_owner_key');
    run(inside, 'insert into paper_owner_key (key) values ({:present})', { present });
  });
}
