// Moves the signer's keys from its file into a hardware token that speaks PKCS #11, where nobody can read them out again:
// `node tools/run.mjs token-keys FOLDER --module LIBRARY --token LABEL --pin-file FILE`, with FOLDER the signer's own.
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import {
  SignerKeys,
  type SignerFile,
  type StoredKey,
  type TokenFile,
  type TokenKey,
  type TokenPlace,
} from '../../src/signer/keys.ts';
import { openToken, signInToToken, type Attribute } from '../../src/signer/token.ts';
import { isCommand } from '../places.ts';
import { PlainError, reasonOf, runCommand } from '../plain-error.ts';
import { writeClosed } from './secrets.ts';

const usage = `node tools/run.mjs token-keys FOLDER --module LIBRARY --token LABEL --pin-file FILE
  FOLDER      the signer's own, with keys.json; pkcs11js is installed there: npm install --prefix FOLDER pkcs11js
  --module    the library of the token's maker, such as /usr/lib/softhsm/libsofthsm2.so
  --token     the token's label
  --pin-file  a file with the PIN of its user, 0600: the signer reads it at each start`;

// PKCS #11 2.40: attributes, and the values used here.
const [CLASS, TOKEN, PRIVATE, LABEL, VALUE, KEY_TYPE] = [0, 1, 2, 3, 0x11, 0x100];
const [SENSITIVE, SIGN, VERIFY, EXTRACTABLE, EC_PARAMS, EC_POINT] = [
  0x103, 0x108, 0x10a, 0x162, 0x180, 0x181,
];
const [privateKeyClass, secretKeyClass, ecKey, genericSecret] = [3, 4, 3, 0x10];
const CKM_EC_KEY_PAIR_GEN = 0x1040;
/** The object identifier of P-256 (1.2.840.10045.3.1.7) in DER. */
const p256 = Buffer.from('06082a8648ce3d030107', 'hex');

/** What nobody reads out of the token again. */
function closed(label: string): Attribute[] {
  return [
    { type: TOKEN, value: true },
    { type: PRIVATE, value: true },
    { type: SENSITIVE, value: true },
    { type: EXTRACTABLE, value: false },
    { type: SIGN, value: true },
    { type: LABEL, value: label },
  ];
}

/**
 * Copies the keys into the token, has it sign with each, and only then writes a file that names them by their labels.
 * @param folder the signer's own
 * @throws PlainError; the file is as it was then
 */
export async function moveKeys(folder: string, options: TokenPlace): Promise<void> {
  const path = join(folder, 'keys.json');
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new PlainError(`${path} cannot be read: ${reasonOf(error)}`);
  });
  const file = JSON.parse(text) as SignerFile & Partial<TokenFile>;
  if (file.pkcs11) throw new PlainError(`${path} names keys of a token already.`);
  const before = new SignerKeys(text);
  const labelled = (name: string, { id, publicKey }: StoredKey): TokenKey => ({
    id,
    publicKey,
    label: `sitecode ${name} ${id}`,
  });
  const after: TokenFile = {
    pkcs11: options,
    issuers: file.issuers.map((key) => labelled('issuer', key)),
    word: labelled('statement', file.word),
    siteCode: labelled('site code', file.siteCode),
    indexKey: { label: 'sitecode index' },
  };
  try {
    create(folder, options, file, after);
    const token = openToken(folder, options);
    try {
      const keys = new SignerKeys(JSON.stringify(after), () => token);
      const lies = JSON.stringify(keys.open()) === JSON.stringify(before.open());
      if (!lies) throw new Error('the token answers with other keys than the file');
    } finally {
      token.close();
    }
  } catch (error) {
    throw new PlainError(`The keys were not moved: ${reasonOf(error)}.`);
  }
  await writeClosed(path, after);
}

function create(folder: string, options: TokenPlace, from: SignerFile, to: TokenFile): void {
  const { pkcs11, session } = signInToToken(folder, options, true);
  try {
    const signing = [from.word, from.siteCode, ...from.issuers].map(
      (key, index) => [key, [to.word, to.siteCode, ...to.issuers][index] as TokenKey] as const,
    );
    for (const [{ privateKey }, { label }] of signing)
      pkcs11.C_CreateObject(session, [
        { type: CLASS, value: privateKeyClass },
        { type: KEY_TYPE, value: ecKey },
        { type: EC_PARAMS, value: p256 },
        { type: VALUE, value: Buffer.from(privateKey, 'hex') },
        ...closed(label),
      ]);
    pkcs11.C_CreateObject(session, [
      { type: CLASS, value: secretKeyClass },
      { type: KEY_TYPE, value: genericSecret },
      { type: VALUE, value: Buffer.from(from.indexKey) },
      ...closed((to.indexKey as { label: string }).label),
    ]);
  } finally {
    // The library is opened anew by who looks whether the keys are there.
    pkcs11.C_Finalize();
  }
}

/**
 * Makes a key pair of P-256 in the token: its private half was never anywhere else.
 * @param folder the signer's own
 * @param id 1..255, what signatures name it by
 * @throws PlainError when the token is not there or makes none
 */
export function makeIssuerInToken(folder: string, place: TokenPlace, id: number): TokenKey {
  // Its own for ever: numbers come again after 255 keys.
  const label = `sitecode issuer ${id} ${randomBytes(4).toString('hex')}`;
  try {
    const { pkcs11, session } = signInToToken(folder, place, true);
    try {
      const { publicKey } = pkcs11.C_GenerateKeyPair(
        session,
        { mechanism: CKM_EC_KEY_PAIR_GEN, parameter: null },
        [
          { type: TOKEN, value: true },
          { type: VERIFY, value: true },
          { type: EC_PARAMS, value: p256 },
          { type: LABEL, value: label },
        ],
        closed(label),
      );
      const [point] = pkcs11.C_GetAttributeValue(session, publicKey, [{ type: EC_POINT }]);
      // A DER octet string around the uncompressed point (PKCS #11 2.40, 2.3.3).
      const encoded = point!.value.toString('hex');
      if (!/^044104[0-9a-f]{128}$/.test(encoded)) throw new Error('the token tells no point of P-256');
      return { id, publicKey: encoded.slice(4), label };
    } finally {
      pkcs11.C_Finalize();
    }
  } catch (error) {
    throw new PlainError(`No key was made in the token: ${reasonOf(error)}.`);
  }
}

/**
 * Destroys keys in the token.
 * @param labels what they are called there; one that is not there is destroyed already
 * @throws PlainError when the token is not there
 */
export function destroyInToken(folder: string, place: TokenPlace, labels: readonly string[]): void {
  if (labels.length === 0) return;
  try {
    const { pkcs11, session } = signInToToken(folder, place, true);
    try {
      for (const label of labels) {
        pkcs11.C_FindObjectsInit(session, [{ type: LABEL, value: label }]);
        const found: Buffer[] = [];
        for (let one = pkcs11.C_FindObjects(session); one; one = pkcs11.C_FindObjects(session))
          found.push(one);
        pkcs11.C_FindObjectsFinal(session);
        for (const one of found) pkcs11.C_DestroyObject(session, one);
      }
    } finally {
      pkcs11.C_Finalize();
    }
  } catch (error) {
    throw new PlainError(`Keys that sign no longer are still in the token: ${reasonOf(error)}.`);
  }
}

if (isCommand(import.meta.url)) {
  await runCommand(async () => {
    const text = { type: 'string' } as const;
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { module: text, token: text, 'pin-file': text },
    });
    const { module, token, 'pin-file': pinFile } = values;
    if (positionals.length !== 1 || !module || !token || !pinFile) throw new PlainError(usage);
    await moveKeys(resolve(positionals[0]!), { module, token, pinFile: resolve(pinFile) });
    console.log(
      'The keys lie in the token. Copies of the old file, in backups too, still hold them: destroy those.',
    );
  });
}
