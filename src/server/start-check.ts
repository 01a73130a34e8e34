import { p256 } from '@noble/curves/nist.js';
import { base64url, fromHex, hex } from '../domain/bytes.ts';
import { charter } from './charter.ts';
import { retentionDays } from './day-tables.ts';
import { keyring, type SigningKey } from './keyring.ts';
import { readyDays } from './ready-days.ts';
import { row } from './sql.ts';
import { app, os, type App } from './vm.ts';
import { signedWord } from './word.ts';

type Charted = 'issuers' | 'wordKeys' | 'siteCodeKeys' | 'ingestKeys';

/**
 * Ends the start of a server that could serve nobody: with no keyring, or with keys whose halves do not belong together,
 * so that no gate would take its passes; or with the demo's database under a charter of a real district. Other commands, such as making a superuser, need no keyring.
 * @throws Error that says what to do
 */
export function checkAtStart(e: { app: App; next(): void }): void {
  e.next();
  if (!os.args.includes('serve')) return;
  checkKeys();
  retentionDays();
  // Serving would do it next; the days' tables need it now.
  e.app.runAllMigrations();
  readyDays(e.app);
  // Before a thousand sentries ask for it at once. Without rules there is no word yet.
  if (row(e.app, ['version'], 'select version from bundles limit 1')) signedWord(e.app);
}

/** @throws Error when the keyring and the charter do not fit one another */
export function checkKeys(): void {
  const keys = keyring();
  const signing: [string, SigningKey, Charted][] = [
    ...keys.issuers.map((key): [string, SigningKey, Charted] => [`issuer ${key.id}`, key, 'issuers']),
    ['word', keys.word, 'wordKeys'],
    ['site code', keys.siteCode, 'siteCodeKeys'],
    ['ingest', keys.ingest, 'ingestKeys'],
  ];
  for (const [name, { privateKey, publicKey }] of signing) {
    if (hex(p256.getPublicKey(fromHex(privateKey), false)) !== publicKey.toLowerCase()) {
      throw new Error(
        `The keyring's ${name} key: its public half is of another private half. Bring the keyring back from its backup.`,
      );
    }
  }
  const { charter: said } = charter();
  // Named for another purpose, or under another number, its signatures would be taken nowhere.
  const missing = signing.find(([, { id, publicKey }, list]) => {
    const point = base64url(fromHex(publicKey));
    return !said[list].some((key) => key.id === id && key.point === point);
  });
  if (missing) {
    throw new Error(
      `The charter does not name the keyring's ${missing[0]} key: have the root sign a new charter.`,
    );
  }
  if (!said.district.demo && isFilledAsDemo()) {
    throw new Error(
      'The charter says that this is no demo district, and the database is that of the demo, whose passwords are public. ' +
        'Start with the database of this district.',
    );
  }
}

function isFilledAsDemo(): boolean {
  const { there } = row<{ there: number }>(
    app,
    ['there'],
    `select count(*) as there from sqlite_master where name = 'district'`,
  )!;
  // A new database has no tables yet.
  if (there === 0) return false;
  return row<{ demo: number }>(app, ['demo'], 'select demo from district limit 1')?.demo === 1;
}
