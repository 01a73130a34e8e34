import { concat, utf8 } from '../bytes/bytes.ts';

/** A release of the pages: what every file of it hashes to, and who vouches for it. Both lie beside the pages themselves. */
export const manifestName = 'release.json';
export const signatureName = 'release-signature.json';

/** Every file by its path, with its SHA-256 (hexadecimal), in the order of the paths. */
export interface ReleaseManifest {
  version: string;
  files: { [path: string]: string };
}

/** What the release key signs: the day, and the SHA-256 of the manifest's very text. */
export interface Release {
  /** YYYY-MM-DD */
  date: string;
  manifest: string;
}

export interface SignedRelease {
  /** `Release` as JSON: the very text that is signed. */
  body: string;
  /** The public key: 65 bytes uncompressed, base64url. */
  point: string;
  /** r||s, base64url. */
  signature: string;
}

/** What is signed (ECDSA P-256 with SHA-256). */
export function releaseMessage(body: string): Uint8Array<ArrayBuffer> {
  return concat(utf8('HSC1-release\0'), utf8(body));
}

/** @throws RangeError */
export function readRelease(body: string): Release {
  let read: Partial<Release> | null;
  try {
    read = JSON.parse(body) as Partial<Release> | null;
  } catch {
    throw new RangeError('The release is no JSON text.');
  }
  const { date, manifest } = read ?? {};
  if (!/^\d{4}-\d{2}-\d{2}$/.test(String(date)) || !/^[0-9a-f]{64}$/.test(String(manifest)))
    throw new RangeError('The release lacks its day or the hash of its manifest.');
  return { date: date!, manifest: manifest! };
}

/** @throws RangeError */
export function readManifest(text: string): ReleaseManifest {
  let read: Partial<ReleaseManifest> | null;
  try {
    read = JSON.parse(text) as Partial<ReleaseManifest> | null;
  } catch {
    throw new RangeError('The manifest is no JSON text.');
  }
  const { version, files } = read ?? {};
  const isWhole =
    typeof version === 'string' &&
    typeof files === 'object' &&
    files !== null &&
    Object.entries(files).every(
      ([path, hash]) =>
        /^[\w.@-]+(?:\/[\w.@-]+)*$/.test(path) &&
        !path.split('/').includes('..') &&
        /^[0-9a-f]{64}$/.test(String(hash)),
    );
  if (!isWhole) throw new RangeError('The manifest names no files, or no hashes of them.');
  return { version: version!, files: files! };
}

/** A hash as people compare it: groups of four. */
export function groupedHash(hash: string): string {
  return (hash.match(/.{1,4}/g) ?? []).join(' ');
}
