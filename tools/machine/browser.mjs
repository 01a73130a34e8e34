// Which Chromium the tests and benchmarks drive, and how it is started. Plain JavaScript: the browser test runner's
// configuration uses it too.
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/lib/chromium/chromium',
  '/snap/bin/chromium',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * The path of a Chromium that is on this machine and runs: on the PATH, in a usual place, or downloaded by the browser
 * tool before; undefined if there is none.
 */
export function installedBrowser() {
  return [...onPath(names), ...usualPlaces, chromium.executablePath()].find(
    (path) => isExecutable(path) && runs(path),
  );
}

/**
 * The path of the Chromium to use: SITECODE_CHROMIUM, else one that is installed. Throws an Error with advice if there is
 * none.
 */
export async function browserExecutable() {
  const named = process.env['SITECODE_CHROMIUM'];
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`SITECODE_CHROMIUM names ${named}, but there is no such file. Correct or unset it.`);
  }
  const found = installedBrowser();
  if (found) return found;
  throw new Error(
    'No Chromium was found. Run `npm test`, which installs one, or set SITECODE_CHROMIUM to its path.',
  );
}

/** Chromium without windows, a program of its own: it opens a page in a third of the time. */
const shellNames = ['chromium-headless-shell', 'chrome-headless-shell', 'headless_shell'];

/** The path of a Chromium without windows that is on the PATH and runs; undefined if there is none. */
export function installedHeadlessShell() {
  return onPath(shellNames).find((path) => isExecutable(path) && runs(path));
}

/**
 * The path of the Chromium for what opens hundreds of pages: SITECODE_HEADLESS, which `npm test` sets to one without windows
 * where there is one; else as `browserExecutable`. What an installed app keeps is tried in the whole browser.
 */
export async function headlessExecutable() {
  return process.env['SITECODE_HEADLESS'] ?? browserExecutable();
}

function onPath(wanted) {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter(Boolean)
    .flatMap((folder) => wanted.map((name) => join(folder, name)));
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Some systems put a script of this name in place that only tells how to install the real one. */
function runs(path) {
  try {
    return /\d+\.\d+/.test(
      execFileSync(path, ['--version'], { encoding: 'utf8', timeout: 30_000, stdio: 'pipe' }),
    );
  } catch {
    return false;
  }
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
