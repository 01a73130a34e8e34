import { p256 } from '@noble/curves/nist.js';
import { base64url, fromHex, hex } from '../../domain/bytes/bytes.ts';
import { charter } from '../policy/charter.ts';
import { retentionDays } from '../days/day-tables.ts';
import { reportClashes } from '../accounts/emails.ts';
import type { PublicKey } from '../../domain/bundle/charter.ts';
import { keyring, type OpenKey } from '../keys/keyring.ts';
import { signerState, unlessAway } from '../keys/signer.ts';
import { checkOutlines } from '../places/outlines.ts';
import { refuseOpenFiles } from './open-files.ts';
import { findPapersAnew } from '../passes/paper-owners.ts';
import { readyDays } from '../retention/ready-days.ts';
import { row } from '../vm/sql.ts';
import { setFactorOptional } from '../http/second-factor-demand.ts';
import { demandSuperuser } from './superusers.ts';
import { app, os, type App } from '../vm/vm.ts';
import { signedWord } from '../fleet/word.ts';

type Charted = 'issuers' | 'wordKeys' | 'siteCodeKeys' | 'ingestKeys';

/**
 * Ends the start of a server that could serve nobody: with no keyring, or with keys that are not those of its signer or its charter,
 * so that no gate would take its passes; with data or keys that other users of the machine can read; in development mode; without a superuser; or with the demo's database under a charter of a real district. Other commands, such as making a superuser, need no keyring.
 * @throws Error that says what to do
 */
export function checkAtStart(e: { app: App; next(): void }): void {
  e.next();
  if (!os.args.includes('serve')) return;
  refuseDevMode(e.app);
  checkKeys();
  refuseOpenFiles(e.app);
  retentionDays();
  checkOutlines();
  // Serving would do it next; the days' tables need it now.
  e.app.runAllMigrations();
  demandSuperuser(e.app);
  const isDemo = charter().charter.district.demo;
  setFactorOptional(e.app, isDemo || os.getenv('SITECODE_SECOND_FACTOR') === 'optional');
  readyDays(e.app);
  findPapersAnew(e.app);
  reportClashes(e.app);
  // Before a thousand sentries ask for it at once. Without rules there is no word yet.
  if (row(e.app, ['version'], 'select version from bundles limit 1')) signedWord(e.app);
}

/** In development mode PocketBase prints every statement with its values: names of people, in the terminal or a journal. */
function refuseDevMode(e: App): void {
  if (!e.isDev()) return;
  throw new Error(
    'PocketBase is in development mode, in which it prints all it asks of the database. Start it with --dev=false.',
  );
}

/** @throws Error when the keyring and the charter do not fit one another */
export function checkKeys(): void {
  const keys = keyring();
  const named: [string, OpenKey, Charted][] = [
    ...keys.issuers.map((key): [string, OpenKey, Charted] => [`issuer ${key.id}`, key, 'issuers']),
    ['statement', keys.word, 'wordKeys'],
    ['site code', keys.siteCode, 'siteCodeKeys'],
    ['ingest', keys.ingest, 'ingestKeys'],
  ];
  const { privateKey, publicKey } = keys.ingest;
  if (hex(p256.getPublicKey(fromHex(privateKey), false)) !== publicKey.toLowerCase()) {
    throw new Error(
      `The keyring's ingest key: its public half is of another private half. Bring the keyring back from its backup.`,
    );
  }
  const { charter: said } = charter();
  // Named for another purpose, or under another number, its signatures would be taken nowhere.
  const missing = named.find(([, key, list]) => !names(said[list], key));
  if (missing) {
    throw new Error(
      `The charter does not name the keyring's ${missing[0]} key: have the root sign a new charter.`,
    );
  }
  unlessAway('Comparing the signer’s keys with the keyring’s', () => {
    const signer = signerState();
    const held: { [list in Charted]?: PublicKey[] } = {
      issuers: signer.issuers,
      wordKeys: [signer.word],
      siteCodeKeys: [signer.siteCode],
    };
    const other = named.find(([, key, list]) => held[list] && !names(held[list], key));
    if (other)
      throw new Error(
        `The signer does not hold the ${other[0]} key that the keyring names. Bring both back from one backup.`,
      );
  });
  if (!said.district.demo && isFilledAsDemo()) {
    throw new Error(
      'The charter says that this is no demo district, and the database is that of the demo, whose passwords are public. ' +
        'Start with the database of this district.',
    );
  }
}

function names(list: readonly PublicKey[], { id, publicKey }: OpenKey): boolean {
  const point = base64url(fromHex(publicKey));
  return list.some((key) => key.id === id && key.point === point);
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
