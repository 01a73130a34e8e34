// The pages of a release and who vouches for them. The key's private half lies off line, like the root.
//   node tools/run.mjs release make-key FILE
//   node tools/run.mjs release sign --key FILE --date YYYY-MM-DD [--app FOLDER]
//   node tools/run.mjs release verify URL --key POINT [--manifest FILE]        (npm run verify-release -- …)
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { p256 } from '@noble/curves/nist.js';
import { base64url, fromHex } from '../../src/domain/bytes/bytes.ts';
import {
  groupedHash,
  manifestName,
  readManifest,
  readRelease,
  releaseMessage,
  signatureName,
  type SignedRelease,
} from '../../src/domain/signing/release.ts';
import { isCommand, places } from '../places.ts';
import { PlainError, reasonOf, runCommand } from '../plain-error.ts';
import { newSigningKey, writeClosed, type SigningKey } from '../keys/secrets.ts';
import { sha256 } from './manifest.ts';
import { verifyRelease } from './verify.ts';

const usage = `node tools/run.mjs release make-key FILE | release sign --key FILE --date YYYY-MM-DD [--app FOLDER] |
release verify URL --key POINT [--manifest FILE]
FILE holds the private half: keep it off line. POINT is the public half, as make-key prints it. --app is dist/public when left out;
--manifest is the release.json that you built yourself from the released sources: then the server's own is not believed.`;

/** The release key: its private half in a file of its user's alone. @returns the public half @throws PlainError where the file is there */
export async function makeReleaseKey(file: string): Promise<string> {
  if (existsSync(file)) throw new PlainError(`${file} is there already: nothing was made.`);
  const key = newSigningKey(1);
  await writeClosed(file, key);
  return base64url(fromHex(key.publicKey));
}

/** Signs the built app's manifest, after looking whether its files are what it says. @throws PlainError */
export async function signRelease(keyFile: string, date: string, folder: string): Promise<SignedRelease> {
  let key: SigningKey;
  let text: string;
  try {
    key = JSON.parse(await readFile(keyFile, 'utf8')) as SigningKey;
    text = await readFile(join(folder, manifestName), 'utf8');
  } catch (error) {
    throw new PlainError(`It cannot be read: ${reasonOf(error)}`);
  }
  for (const [path, hash] of Object.entries(readManifest(text).files)) {
    const content = await readFile(join(folder, path)).catch(() => null);
    if (content === null || sha256(content) !== hash)
      throw new PlainError(`${path} is not what was built: build anew, then sign.`);
  }
  const body = JSON.stringify({ date, manifest: sha256(text) });
  readRelease(body);
  const signature = p256.sign(releaseMessage(body), fromHex(key.privateKey), { prehash: true, lowS: false });
  const point = base64url(fromHex(key.publicKey));
  const signed: SignedRelease = { body, point, signature: base64url(signature) };
  await writeFile(join(folder, signatureName), `${JSON.stringify(signed)}\n`);
  return signed;
}

async function main(args: string[]): Promise<number> {
  const text = { type: 'string' } as const;
  let parsed;
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      options: { key: text, date: text, app: text, manifest: text },
    });
  } catch (error) {
    throw new PlainError(`${reasonOf(error)}\n${usage}`);
  }
  const { values, positionals } = parsed;
  const [act, of, ...more] = positionals;
  if (more.length > 0) throw new PlainError(usage);
  if (act === 'make-key' && of) {
    const point = await makeReleaseKey(resolve(of));
    console.log(
      `The release key was made: keep ${of} off line. Its public half, for whoever verifies:\n${point}`,
    );
    return 0;
  }
  if (act === 'sign' && !of && values.key && values.date) {
    const folder = values.app ? resolve(values.app) : places.publicFiles;
    const { body } = await signRelease(resolve(values.key), values.date, folder);
    console.log(`Release ${values.date}, hash ${groupedHash(readRelease(body).manifest)}`);
    return 0;
  }
  if (act === 'verify' && of && values.key) {
    const expected = values.manifest ? await readFile(resolve(values.manifest), 'utf8') : null;
    const { date, manifest, files, faults } = await verifyRelease(of, values.key, expected);
    for (const fault of faults) console.error(fault);
    if (manifest) console.log(`Release ${date}, hash ${groupedHash(manifest)}`);
    console.log(
      faults.length === 0
        ? `All ${files} files are those of the release.`
        : `Not the release: ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}.`,
    );
    return faults.length === 0 ? 0 : 1;
  }
  throw new PlainError(usage);
}

if (isCommand(import.meta.url)) await runCommand(() => main(process.argv.slice(2)));
