// Verifies deletion certificates offline: `node tools/run.mjs certificates verify FILE --charter FILE [--charter FILE …]`.
// FILE is what GET /api/sitecode/deletion-certificates answered; a charter file is the district's charter.json.
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { signedBy } from '../../src/credentials/signed/bundle-verifier.ts';
import { DeletionRefused, verifyDeletions } from '../../src/credentials/signed/deletion-verifier.ts';
import {
  charterMessage,
  readCharter,
  type Charter,
  type PublicKey,
  type SignedCharter,
} from '../../src/domain/bundle/charter.ts';
import type { DeletionCertificate, SignedDeletion } from '../../src/domain/scan/deletion-certificate.ts';
import { isCommand } from '../places.ts';
import { PlainError, reasonOf, runCommand } from '../plain-error.ts';

const usage = `node tools/run.mjs certificates verify FILE --charter FILE [--charter OLDER-FILE] [--root POINT] [--before HASH]
  --charter  the district's charter.json; older ones too when the statement key was changed since
  --root     the root's public key as you know it (base64url); else the one in the charter's file is believed and shown
  --before   SHA-256 of the body of the certificate before the file's first, when the file does not begin with number 1`;

async function readJson<T>(path: string): Promise<T> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as T;
  } catch (error) {
    throw new PlainError(`${path} cannot be read: ${reasonOf(error)}`);
  }
}

/** A charter that its root signed. @throws PlainError when it did not, or it is another root than `known` */
async function charterOf(
  path: string,
  known: string | undefined,
): Promise<{ root: PublicKey; charter: Charter }> {
  const { root, signed } = await readJson<{ root?: PublicKey; signed?: SignedCharter }>(path);
  if (typeof root?.point !== 'string' || typeof signed?.body !== 'string')
    throw new PlainError(`${path} is no charter file.`);
  if (known !== undefined && root.point !== known)
    throw new PlainError(`${path} is of another root: ${root.point}`);
  if (!(await signedBy(root.point, signed.signature, charterMessage(signed.body))))
    throw new PlainError(`${path}: the root did not sign this charter.`);
  return { root, charter: readCharter(signed.body) };
}

/**
 * Verifies a file of certificates against charter files.
 * @throws PlainError saying what is wrong
 */
export async function verifyFile(
  file: string,
  charterFiles: readonly string[],
  options: { root?: string | undefined; before?: string | undefined } = {},
): Promise<{ root: PublicKey; certificates: DeletionCertificate[] }> {
  const read: { root: PublicKey; charter: Charter }[] = [];
  for (const path of charterFiles) read.push(await charterOf(path, options.root ?? read[0]?.root.point));
  if (!read[0]) throw new PlainError(usage);
  const content = await readJson<SignedDeletion[] | { certificates?: SignedDeletion[] }>(file);
  const list = Array.isArray(content) ? content : content.certificates;
  if (!Array.isArray(list)) throw new PlainError(`${file} holds no certificates.`);
  try {
    const charters = read.map(({ charter }) => charter);
    return { root: read[0].root, certificates: await verifyDeletions(list, charters, options.before) };
  } catch (error) {
    if (error instanceof DeletionRefused) throw new PlainError(`${file}: ${error.message}`);
    throw error;
  }
}

if (isCommand(import.meta.url)) {
  await runCommand(async () => {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        charter: { type: 'string', multiple: true },
        root: { type: 'string' },
        before: { type: 'string' },
      },
    });
    const [command, file] = positionals;
    if (command !== 'verify' || !file || !values.charter) throw new PlainError(usage);
    const { root, certificates } = await verifyFile(file, values.charter, values);
    for (const { number, what, day, tables, key, keyDestroyedAt, kept } of certificates) {
      const rows = tables.map(({ name, rows: count }) => `${name} ${count}`).join(', ');
      const held = kept.map(({ case: id, scans, visits }) => `case ${id}: ${scans} scans, ${visits} visits`);
      const deleted = what === undefined ? `day ${day} deleted` : 'the old key of identities destroyed';
      console.log(
        `${number}: ${deleted} by ${new Date(keyDestroyedAt).toISOString()} (rows: ${rows}); ` +
          `key ${key ?? 'none'} destroyed${held.length > 0 ? `; kept for ${held.join('; ')}` : ''}`,
      );
    }
    console.log(
      `${certificates.length} certificates are signed by the district whose root is ${root.point}.`,
    );
  });
}
