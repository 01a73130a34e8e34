// Follows the signer's log from its first line: `node tools/run.mjs signer-log FOLDER` with the district's folder, or that of the logs.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { followLog } from '../../src/signer/log.ts';
import { keyringPath, signerFolder } from '../keys/secrets.ts';
import { isCommand } from '../places.ts';
import { PlainError, reasonOf, runCommand } from '../plain-error.ts';

/** The folder of logs that a path means. @throws PlainError when there is none */
export function logFolderOf(path: string): string {
  const of = [
    join(signerFolder(keyringPath(resolve(path))), 'log'),
    join(resolve(path), 'log'),
    resolve(path),
  ];
  const found = of.find((folder) => existsSync(folder));
  if (!found) throw new PlainError(`${path} is not there.`);
  return found;
}

if (isCommand(import.meta.url)) {
  await runCommand(() => {
    const [path] = process.argv.slice(2);
    if (!path) throw new PlainError('Which folder? node tools/run.mjs signer-log FOLDER');
    let followed;
    try {
      followed = followLog(logFolderOf(path));
    } catch (error) {
      if (error instanceof PlainError) throw error;
      throw new PlainError(`The log cannot be read: ${reasonOf(error)}`);
    }
    const { lines, faults, torn, head } = followed;
    for (const fault of faults) console.error(fault);
    console.log(
      `${lines} lines follow on one another, ${torn} were cut short by a crash. The last one: ${head}`,
    );
    return Promise.resolve(faults.length === 0 ? 0 : 1);
  });
}
