// Fetches a running server's pages and compares every file with the release's manifest.
import { p256 } from '@noble/curves/nist.js';
import { fromBase64url } from '../../src/domain/bytes/bytes.ts';
import {
  manifestName,
  readManifest,
  readRelease,
  releaseMessage,
  signatureName,
  type SignedRelease,
} from '../../src/domain/signing/release.ts';
import { PlainError, reasonOf } from '../plain-error.ts';
import { sha256 } from './manifest.ts';

export interface VerifiedRelease {
  date: string;
  /** The hash of the manifest; '' where there is none that can be believed. */
  manifest: string;
  /** How many files were compared. */
  files: number;
  /** What is not as it was released, each in a line. */
  faults: string[];
}

/** Files that are fetched at once. */
const atOnce = 8;

/**
 * @param point the release key's public half, as it was told by another way than by this server
 * @param expected a manifest that was built from the released sources; null: the signed one is believed
 * @throws PlainError where the server cannot be reached at all
 */
export async function verifyRelease(
  url: string,
  point: string,
  expected: string | null = null,
): Promise<VerifiedRelease> {
  const base = url.endsWith('/') ? url : `${url}/`;
  const [text, signatureText] = [await fetched(base, manifestName), await fetched(base, signatureName)];
  const none = { date: '', manifest: '', files: 0 };
  if (text === null) return { ...none, faults: [`${manifestName}: the server has none.`] };
  if (signatureText === null) return { ...none, faults: [`${signatureName}: the server has none.`] };
  const [manifestText, signedText] = [text, signatureText].map((bytes) =>
    new TextDecoder().decode(bytes),
  ) as [string, string];
  let release;
  let manifest;
  try {
    const { body, signature, point: own } = JSON.parse(signedText) as SignedRelease;
    if (own !== point) throw new RangeError(`it is of another key: ${own}`);
    if (!isSigned(body, signature, point)) throw new RangeError('the release key did not sign this');
    release = readRelease(body);
    if (release.manifest !== sha256(text)) throw new RangeError(`it is of another ${manifestName}`);
    manifest = readManifest(expected ?? manifestText);
  } catch (error) {
    return { ...none, faults: [`${signatureName}: ${reasonOf(error)}.`] };
  }
  const faults: string[] = [];
  if (expected !== null && sha256(expected) !== release.manifest)
    faults.push(`${manifestName}: it is another than the one given: other sources were built.`);
  const paths = Object.entries(manifest.files);
  for (let at = 0; at < paths.length; at += atOnce) {
    const found = await Promise.all(
      paths.slice(at, at + atOnce).map(async ([path, hash]) => {
        const content = await fetched(base, path);
        if (content === null) return `${path}: missing.`;
        return sha256(content) === hash ? '' : `${path}: another file.`;
      }),
    );
    faults.push(...found.filter(Boolean));
  }
  return { date: release.date, manifest: release.manifest, files: paths.length, faults };
}

function isSigned(body: string, signature: string, point: string): boolean {
  try {
    return p256.verify(fromBase64url(signature), releaseMessage(body), fromBase64url(point), {
      prehash: true,
      lowS: false,
    });
  } catch {
    return false;
  }
}

/** Null where there is no such file. Pages are asked for by their folder, as browsers do. */
async function fetched(base: string, path: string): Promise<Uint8Array | null> {
  try {
    const answer = await fetch(new URL(path.replace(/(^|\/)index\.html$/, '$1'), base), {
      headers: { 'Cache-Control': 'no-cache' },
    });
    return answer.ok ? new Uint8Array(await answer.arrayBuffer()) : null;
  } catch (error) {
    throw new PlainError(`${base}${path} cannot be fetched: ${reasonOf(error)}`);
  }
}
