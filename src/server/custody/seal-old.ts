import { tracingKey } from '../../domain/bundle/charter.ts';
import type { Identity } from '../../domain/custody/identity.ts';
import { readPhoneNumber } from '../../domain/person/phone-number.ts';
import { localDay } from '../../domain/time/local-day.ts';
import { audit } from '../audit/audit.ts';
import { destroyKeyFile, readKeyFile } from '../keys/key-files.ts';
import { oldIdentityKey, oldKeyName, type OldIdentityKey } from '../keys/old-identity-key.ts';
import { indexesOf, sealedIdentities } from '../keys/signer.ts';
import { charter } from '../policy/charter.ts';
import { certify } from '../retention/deletion-certificates.ts';
import { commitToDisk } from '../vm/commit-safety.ts';
import { row, rows, run, transact } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

/**
 * Identities that a version before sealed with a key of the server's are sealed to the tracing key, some at a time, once the charter names
 * it. When none is left, the server's key is destroyed, with a certificate. Killed at any moment it goes on where it was: a person is of the
 * one key or of the other, and the key is destroyed when nobody is of it any more.
 */

/** So many are opened, sealed and stored in one transaction. */
const atOnce = 200;

interface OldPerson {
  id: string;
  name: string;
  idNumber: string;
  phone: string;
  phoneIndex: string;
}

/**
 * Goes on with it for some time. @param forMs how long at most
 * @returns whether anything is left for the next time
 * @throws Fault 'signer' while the signer is away
 */
export function sealOldIdentities(app: App, forMs: number, now = Date.now()): boolean {
  const old = oldIdentityKey();
  if (!old) {
    certifyDestroyed(app, now);
    return false;
  }
  run(app, 'insert into identity_keys (fingerprint, begun) values ({:key}, {:now}) on conflict do nothing', {
    key: old.fingerprint,
    now,
  });
  if (!tracingKey(charter().charter)) return true;
  const end = Date.now() + forMs;
  while (sealSome(app, old)) if (Date.now() >= end) return true;
  // What was sealed anew is on the disk before the key of what was there before is gone.
  commitToDisk(app);
  run(app, 'update identity_keys set begun = begun where fingerprint = {:key}', { key: old.fingerprint });
  destroyKeyFile('identity-keys', oldKeyName, now);
  certifyDestroyed(app, now);
  return false;
}

/** @returns whether there were any */
function sealSome(app: App, old: OldIdentityKey): boolean {
  const people = rows<OldPerson>(
    app,
    ['id', 'name', 'idNumber', 'phone', 'phoneIndex'],
    `select id, sealedName as name, sealedIdNumber as idNumber, sealedPhone as phone, phoneIndex from persons
     where sealedIdentity = '' and sealedName <> '' order by id limit ${atOnce}`,
  );
  if (people.length === 0) return false;
  const key = tracingKey(charter().charter)!;
  const opened = people.map(({ id, name, idNumber, phone }) => ({
    person: id,
    identity: {
      name: old.open(name),
      idNumber: idNumber === '' ? '' : old.open(idNumber),
      phone: phone === '' ? '' : old.open(phone),
      address: '',
    } satisfies Identity,
  }));
  const sealed = sealedIdentities(key, opened);
  const indexes = phoneIndexes(people, opened);
  const values = people.map(({ id, name }, index) => ({
    id,
    was: name,
    sealed: sealed[index],
    phoneIndex: indexes[index],
  }));
  transact(app, (inside) => {
    const stored = run(
      inside,
      `update persons set sealedIdentity = j.value->>'sealed', keyGeneration = {:generation},
         phoneIndex = j.value->>'phoneIndex', sealedName = '', sealedIdNumber = '', sealedPhone = ''
       from json_each({:values}) j
       where persons.id = j.value->>'id' and sealedName = j.value->>'was'`,
      { generation: key.generation, values: JSON.stringify(values) },
    );
    run(inside, 'update identity_keys set persons = persons + {:stored} where fingerprint = {:key}', {
      stored,
      key: old.fingerprint,
    });
  });
  return true;
}

/** People stored before phones had an index are given theirs while their phone can be read. */
function phoneIndexes(people: readonly OldPerson[], opened: readonly { identity: Identity }[]): string[] {
  const bare = people.flatMap(({ phoneIndex }, index) => {
    const { phone } = opened[index]!.identity;
    return phoneIndex === '' && phone !== '' ? [{ index, phone }] : [];
  });
  // What is no phone number is found by nobody.
  const numbers = bare.map(({ phone }) => readPhoneNumber(phone) ?? `other:${phone.replaceAll('\n', ' ')}`);
  const found = numbers.length > 0 ? indexesOf('phone', numbers) : [];
  const indexes = people.map(({ phoneIndex }) => phoneIndex);
  bare.forEach(({ index }, at) => (indexes[index] = found[at]!));
  return indexes;
}

/** Certifies what is destroyed and not yet certified. */
function certifyDestroyed(app: App, now: number): void {
  const open = () =>
    row<{ fingerprint: string; persons: number }>(
      app,
      ['fingerprint', 'persons'],
      'select fingerprint, persons from identity_keys where destroyed = 0 limit 1',
    );
  if (!open()) return;
  commitToDisk(app);
  transact(app, (inside) => {
    const key = open();
    if (!key) return;
    if (readKeyFile('identity-keys', oldKeyName) !== null)
      throw new Error('The old key of identities is still there: it is not certified as destroyed.');
    run(inside, 'update identity_keys set destroyed = {:now} where fingerprint = {:key}', {
      now,
      key: key.fingerprint,
    });
    certify(inside, {
      what: 'identity-key',
      day: localDay(now),
      tables: [{ name: 'persons', rows: key.persons }],
      droppedAt: now,
      key: key.fingerprint,
      keyDestroyedAt: now,
      retentionDays: 0,
      kept: [],
    });
    audit(inside, { actor: 'server', action: 'custody.migrate', subject: `persons:${key.persons}` });
  });
}
