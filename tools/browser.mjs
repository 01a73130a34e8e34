// Which Chromium the tests and benchmarks drive, and how it is started.
import { existsSync } from 'node:fs';
import { execFileSync } from 'node:child_process';

const candidates = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** The path of the Chromium to use: SITECODE_CHROMIUM, else the first one on the PATH. Throws with advice if there is none. */
export async function browserExecutable() {
  const named = process.env['SITECODE_CHROMIUM'];
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`SITECODE_CHROMIUM names ${named}, but there is no such file. Correct or unset it.`);
  }
  for (const name of candidates) {
    try {
      return execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim();
    } catch {
      // not on the PATH: try the next name
    }
  }
  throw new Error(
    'No Chromium was found. Run `npm test`, which installs one, or set SITECODE_CHROMIUM to its path.',
  );
}

/** Command-line switches for a headless Chromium that talks to nobody but the page's own server. */
export function browserArguments() {
  const list = [
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
  // Chromium's sandbox refuses to run as root.
  return process.getuid?.() === 0 ? ['--no-sandbox', ...list] : list;
}
