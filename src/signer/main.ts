// The signer as a process: `node signer.mjs FOLDER [PORT]`, with FOLDER its own: keys.json, token, limits.json where there is one,
// and log/. It listens on the loopback alone and says so in one line; 0, or no PORT, takes a free one.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { SignerKeys, type Token, type TokenPlace } from './keys.ts';
import { readLimits, usualLimits } from './limits.ts';
import { Signer } from './signer.ts';
import { openToken } from './token.ts';

function refuse(message: string): never {
  console.error(`The signer does not start: ${message}`);
  process.exit(1);
}

/** A file that its user alone can read. */
function readOwn(path: string): string {
  const { mode } = statSync(path);
  if ((mode & 0o077) !== 0) throw new Error(`${path} can be read by others: chmod 600 it.`);
  return readFileSync(path, 'utf8');
}

const [, , folder = '', port = '0'] = process.argv;
if (!folder || !/^\d{1,5}$/.test(port)) refuse('node signer.mjs FOLDER [PORT]');

/** Opened once: a library is initialized once in a process. */
let opened: Token | null = null;
const token = (place: TokenPlace): Token => (opened ??= openToken(folder, place));

try {
  const limits = join(folder, 'limits.json');
  const own = statSync(limits, { throwIfNoEntry: false });
  const signer = new Signer({
    readKeys: () => new SignerKeys(readOwn(join(folder, 'keys.json')), token),
    token: readFileSync(join(folder, 'token'), 'utf8').trim(),
    logFolder: join(folder, 'log'),
    limits: own ? readLimits(readFileSync(limits, 'utf8')) : usualLimits,
    onLostLog: (error) => {
      console.error(`The signer ends: its log takes nothing more: ${String(error)}`);
      process.exit(1);
    },
  });
  console.log(`The signer listens on 127.0.0.1:${await signer.listen(Number(port))}`);
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => void signer.close().then(() => process.exit(0)));
} catch (error) {
  refuse(error instanceof Error ? error.message : String(error));
}
