// Shows that somebody was taken off the roster of a site on each sentry that says so, with nothing of the district's but two files:
// `npm run verify-removal -- FILE --bundle FILE`
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { RosterProofAnswer } from '../../src/domain/api/gate/roster-api.ts';
import type { BundleAnswer } from '../../src/domain/api/gate/sentry-api.ts';
import { provesRemoval } from '../../src/credentials/signed/roster-verifier.ts';
import { readCharter, type Charter } from '../../src/domain/bundle/charter.ts';
import { isCommand } from '../places.ts';
import { PlainError, reasonOf, runCommand } from '../plain-error.ts';

const usage = `npm run verify-removal -- FILE --bundle FILE
  FILE      the proof of a removal, as the owner's page saves it
  --bundle  what GET /api/sitecode/bundle answers: its charter names the keys that sign rosters
Ends with 1 where a sentry's part proves nothing, or none is there.`;

async function readJson(path: string, what: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new PlainError(`${path} is no ${what}: ${reasonOf(error)}`);
  }
}

/**
 * Which sentries are shown to have taken a version without the entry, and which are not.
 * @throws PlainError where the first is no proof of a removal
 */
export async function checkRemoval(
  answer: unknown,
  charter: Charter,
): Promise<{ proved: number[]; unproved: number[] }> {
  const { site, entry, version, proofs } = (answer ?? {}) as Partial<RosterProofAnswer>;
  const isNumbered = [site, entry, version].every((value) => Number.isSafeInteger(value));
  if (!isNumbered || !Array.isArray(proofs))
    throw new PlainError('This is no proof of a removal: it lacks its site, entry, version or sentries.');
  const found = { proved: [] as number[], unproved: [] as number[] };
  for (const proof of proofs) {
    const about = { site: site!, entry: entry!, version: version! };
    // What is not even of the form proves nothing either.
    const holds = await provesRemoval(proof, about, charter).catch(() => false);
    found[holds ? 'proved' : 'unproved'].push(Number(proof?.device));
  }
  return found;
}

async function verify(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { bundle: { type: 'string' } },
  });
  const [path] = positionals;
  if (path === undefined || positionals.length > 1 || values.bundle === undefined)
    throw new PlainError(usage);
  const answer = await readJson(path, 'proof of a removal');
  const held = (await readJson(values.bundle, 'answer of GET /api/sitecode/bundle')) as BundleAnswer | null;
  const body = held?.bundle?.charter?.body;
  if (typeof body !== 'string')
    throw new PlainError(`${values.bundle} holds no bundle: ask GET /api/sitecode/bundle without "have".`);
  let charter: Charter;
  try {
    charter = readCharter(body);
  } catch (error) {
    throw new PlainError(`The charter in ${values.bundle} cannot be read: ${reasonOf(error)}`);
  }
  const print = createHash('sha256').update(body).digest('hex').slice(0, 16);
  console.log(`Statements are checked by the charter with the fingerprint ${print}.`);
  const { proved, unproved } = await checkRemoval(answer, charter);
  for (const device of proved)
    console.log(`Sentry ${device}: it signed that it has a roster without this entry.`);
  for (const device of unproved) console.error(`Sentry ${device}: its part proves nothing.`);
  if (proved.length + unproved.length === 0) console.error('No sentry has signed for it yet.');
  return proved.length > 0 && unproved.length === 0 ? 0 : 1;
}

if (isCommand(import.meta.url)) await runCommand(() => verify(process.argv.slice(2)));
