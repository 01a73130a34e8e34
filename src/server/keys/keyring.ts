import { os, textOf } from '../vm/vm.ts';

/** The public half of a P-256 key whose private half the signer holds (src/signer). */
export interface OpenKey {
  /** What bundles, passes and site codes name it by. */
  id: number;
  /** 65 bytes, uncompressed, as hexadecimal. */
  publicKey: string;
}

/** Both halves, hexadecimal. */
export interface WholeKey extends OpenKey {
  privateKey: string;
}

/** The district's secrets. They lie outside the database and its backups, in the file that SITECODE_KEYRING names. */
export interface Keyring {
  /** Sign passes; `signsFrom` (UTC ms) is from when on, at once when missing. */
  issuers: (OpenKey & { signsFrom?: number })[];
  /** Signs the server's statement and the deny list. */
  word: OpenKey;
  siteCode: OpenKey;
  /** Opens what sentries record (key agreement). */
  ingest: WholeKey;
  /** The upload keys of sentries are derived from it. */
  uploadMaster: string;
  /** Closes what the server notes for itself: whose a pass on paper is, what a search found. 32 ASCII characters. */
  recordKey: string;
  /** Keys the hashes by which the server finds its own things: pairing codes, lanes of sign-ins, whose a paper is. */
  hashKey: string;
  /** Keys the audit log's chain. */
  auditKey: string;
}

let last: { read: Keyring; at: number } | null = null;
/** A new issuer's key is taken up without a restart. */
const readEvery = 60_000;

/** The key that signs passes at a time: the last whose time has come. */
export function issuerAt(now: number): OpenKey {
  const { issuers } = keyring();
  return issuers.filter(({ signsFrom }) => (signsFrom ?? 0) <= now).at(-1) ?? issuers[0]!;
}

/** The path of a file or folder that lies beside the keyring. */
export function besideKeyring(name: string): string {
  const path = os.getenv('SITECODE_KEYRING');
  return path.slice(0, path.lastIndexOf('/') + 1) + name;
}

/** The keyring, read anew every minute. Throws an Error that says what is wrong with the file. */
export function keyring(): Keyring {
  const now = Date.now();
  if (last && Math.abs(now - last.at) < readEvery) return last.read;
  const path = os.getenv('SITECODE_KEYRING');
  if (!path) throw new Error('SITECODE_KEYRING is not set: it must name the file with the district’s keys.');
  let value: Keyring;
  try {
    value = JSON.parse(textOf(os.readFile(path))) as Keyring;
  } catch (error) {
    throw new Error(`${path}, the file with the district’s keys, cannot be read: ${String(error)}`, {
      cause: error,
    });
  }
  for (const key of [...(value.issuers ?? [undefined]), value.word, value.siteCode, value.ingest]) {
    if (!key || !Number.isInteger(key.id) || key.publicKey?.length !== 130)
      throw new Error(`${path}: a key lacks its id or its public half.`);
  }
  if (value.ingest.privateKey?.length !== 64)
    throw new Error(`${path}: the ingest key lacks its private half.`);
  const held = [...value.issuers, value.word, value.siteCode].some((key) => 'privateKey' in key);
  if (held || 'indexKey' in value)
    throw new Error(
      `${path} is of an earlier version: keys that sign lie in it. Give them to the signer: node tools/run.mjs secrets FOLDER (docs/operations.md).`,
    );
  for (const name of ['hashKey', 'auditKey', 'uploadMaster'] as const) {
    if (typeof value[name] !== 'string' || value[name].length < 32)
      throw new Error(`${path}: ${name} is missing.`);
  }
  if ('personKey' in value)
    throw new Error(
      `${path} is of an earlier version: it holds a key of identities. Set it apart: node tools/run.mjs secrets FOLDER (docs/operations.md).`,
    );
  if (value.recordKey?.length !== 32) throw new Error(`${path}: recordKey must have 32 characters.`);
  last = { read: value, at: now };
  return value;
}
