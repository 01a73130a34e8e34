import { os, textOf } from './vm.ts';

/** A P-256 key: `id` is what bundles, passes and site codes name it by; the rest is hexadecimal. */
export interface SigningKey {
  id: number;
  privateKey: string;
  /** 65 bytes, uncompressed. */
  publicKey: string;
}

/** The district's secrets. They lie outside the database and its backups, in the file that SITECODE_KEYRING names. */
export interface Keyring {
  /** Sign passes; `signsFrom` (UTC ms) is from when on, at once when missing. */
  issuers: (SigningKey & { signsFrom?: number })[];
  /** Signs the server's word and the deny list. */
  word: SigningKey;
  siteCode: SigningKey;
  /** Opens what sentries record (key agreement). */
  ingest: SigningKey;
  /** The upload keys of sentries are derived from it. */
  uploadMaster: string;
  /** Encrypts personal values; 32 ASCII characters. */
  personKey: string;
  /** Keys blind indexes. */
  indexKey: string;
  /** Keys the audit log's chain. */
  auditKey: string;
}

let held: { read: Keyring; at: number } | null = null;
/** A new issuer's key is taken up without a restart. */
const readEvery = 60_000;

/** The key that signs passes at a time: the last whose time has come. */
export function issuerAt(now: number): SigningKey {
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
  if (held && Math.abs(now - held.at) < readEvery) return held.read;
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
    const whole =
      key && Number.isInteger(key.id) && key.privateKey?.length === 64 && key.publicKey?.length === 130;
    if (!whole) throw new Error(`${path}: a signing key lacks its id, its private or its public part.`);
  }
  for (const name of ['indexKey', 'auditKey', 'uploadMaster'] as const) {
    if (typeof value[name] !== 'string' || value[name].length < 32)
      throw new Error(`${path}: ${name} is missing.`);
  }
  if (value.personKey?.length !== 32) throw new Error(`${path}: personKey must have 32 characters.`);
  held = { read: value, at: now };
  return value;
}
