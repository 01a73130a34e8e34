// Verifies an audit log that an auditor exported, with nothing of the district's but that file:
// `npm run verify-audit -- FILE [--against FILE] [--bundle FILE] [--backups FILE]`
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { BundleAnswer } from '../../src/domain/api/gate/sentry-api.ts';
import { readBundle } from '../../src/domain/bundle/bundle.ts';
import { readCharter } from '../../src/domain/bundle/charter.ts';
import { isCommand } from '../places.ts';
import { PlainError, reasonOf, runCommand } from '../plain-error.ts';
import { readAuditFile } from './audit-file.ts';
import { checkChain, type OtherHead } from './check-chain.ts';

const usage = `npm run verify-audit -- FILE [--against FILE] [--bundle FILE] [--backups FILE]
  FILE       the audit log as the auditor's page exports it
  --against  an earlier export: what it has, this one must have
  --bundle   what GET /api/sitecode/bundle answers: its officials signed where the log stood, its charter names the keys of heads
  --backups  audit-heads.txt, which lies beside the district's backups
Each of them may be given several times. Ends with 1 when something does not hold, and names it.`;

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new PlainError(`${path} cannot be read: ${reasonOf(error)}`);
  }
}

/** Heads in a list beside backups: file, entry, hash. @throws PlainError naming the line that is none */
export function headsOfBackups(text: string, from: string): OtherHead[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, index) => {
      const [name, seq, hash] = line.split(' ');
      if (!/^\d+$/.test(seq ?? '') || !/^[0-9a-f]{64}$/.test(hash ?? ''))
        throw new PlainError(`${from}, line ${index + 1}: it names no head of an audit log.`);
      return { seq: Number(seq), hash: hash!, from: `the backup ${name}` };
    });
}

async function verify(args: string[]): Promise<number> {
  const many = { type: 'string', multiple: true } as const;
  let parsed;
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      options: { against: many, bundle: many, backups: many },
    });
  } catch (error) {
    throw new PlainError(`${reasonOf(error)}\n${usage}`);
  }
  const { values, positionals } = parsed;
  if (positionals.length !== 1) throw new PlainError(usage);
  const file = readAuditFile(await read(positionals[0]!));
  const others: OtherHead[] = [];
  let wordKeys = null;
  for (const path of values.against ?? [])
    for (const { seq, hash } of readAuditFile(await read(path)).entries)
      others.push({ seq, hash, from: path });
  for (const path of values.backups ?? []) others.push(...headsOfBackups(await read(path), path));
  for (const path of values.bundle ?? []) {
    let bundle;
    try {
      bundle = (JSON.parse(await read(path)) as BundleAnswer).bundle;
      if (!bundle) throw new RangeError('it holds none; ask without "have"');
      wordKeys = readCharter(bundle.charter.body).wordKeys;
      const { audit, version } = readBundle(bundle.body);
      if (audit) others.push({ ...audit, from: `bundle ${version}` });
    } catch (error) {
      if (error instanceof PlainError) throw error;
      throw new PlainError(`${path} is no answer of GET /api/sitecode/bundle: ${reasonOf(error)}`);
    }
    const print = createHash('sha256').update(bundle.charter.body).digest('hex').slice(0, 16);
    console.log(`Signatures of heads are checked by the charter with the fingerprint ${print}.`);
  }
  const { first, last, proved, held, keyed, heads, faults } = checkChain(file, others, wordKeys);
  for (const fault of faults) console.error(fault);
  if (keyed > 0)
    console.log(
      `${keyed} entries of an earlier version are hashed under a key of the server's: they are chained; the server's own check-audit says whether they hold.`,
    );
  for (const [as, acts] of [...held].toSorted(([one], [other]) => (one < other ? -1 : 1)))
    console.log(`Acted as ${as}: ${acts} entries.`);
  const found = `Entries ${first} to ${last}: ${proved} hashes are right, ${heads} heads fit.`;
  console.log(
    faults.length === 0
      ? `The log holds. ${found}`
      : `The log does not hold: ${faults.length} faults. ${found}`,
  );
  return faults.length === 0 ? 0 : 1;
}

if (isCommand(import.meta.url)) await runCommand(() => verify(process.argv.slice(2)));
