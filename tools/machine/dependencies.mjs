// Are the packages that package-lock.json names installed? If not, installs them.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const oldestNode = [20, 15];

/**
 * What to tell a person whose Node.js is too old, or undefined if it will do.
 * @param {string} version as in process.versions.node
 * @returns {string | undefined}
 */
export function nodeComplaint(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return undefined;
  return `Node.js ${version} is too old: Sitecode needs ${oldestNode.join('.')} or newer. Install a newer one, then try again.`;
}

/**
 * Whether node_modules is what package-lock.json says. npm notes what it installed in node_modules/.package-lock.json,
 * and writes that last: after an install that was broken off it is missing.
 * @param {string} project the folder with package-lock.json
 * @returns {boolean}
 */
export function isInstalled(project) {
  const wanted = packagesIn(join(project, 'package-lock.json'));
  const installed = packagesIn(join(project, 'node_modules', '.package-lock.json'));
  if (!wanted || !installed) return false;
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '') continue;
    const there = installed[path];
    // An optional package may be for another kind of machine.
    if (!there && !entry.optional && !entry.devOptional) return false;
    if (there && (there.version !== entry.version || there.integrity !== entry.integrity)) return false;
  }
  return true;
}

/** @returns {Record<string, { version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }> | undefined} */
function packagesIn(lockFile) {
  try {
    return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/**
 * Installs the packages if they are not there.
 * @param {string} project the folder with package-lock.json
 * @throws {Error} with advice, if they cannot be installed.
 */
export function ensureDependencies(project) {
  if (isInstalled(project)) return;
  console.error('Installing the packages that package-lock.json names (npm ci) ...');
  const folder = existsSync(join(project, 'node_modules')) ? join(project, 'node_modules') : project;
  try {
    accessSync(folder, constants.W_OK);
  } catch {
    throw new Error(
      `Packages cannot be installed: this user may not write to ${folder}. Give it that right, or use its owner.`,
    );
  }
  // Without a network `npm ci` goes on trying for minutes, package by package: one question tells beforehand. What was
  // downloaded once may still be in npm's cache.
  const unreachable = networkComplaint(
    npm(project, ['ping', '--fetch-retries=0', '--fetch-timeout=10000'], 20_000),
  );
  const options = ['--no-audit', '--no-fund', '--fetch-retries=1', '--fetch-timeout=60000'];
  const result = npm(project, ['ci', ...options, ...(unreachable ? ['--offline'] : [])]);
  if (result.error) throw new Error(`npm cannot be started: ${result.error.message}. It comes with Node.js.`);
  if (result.status !== 0) throw new Error(unreachable ?? npmComplaint(result.stderr ?? '', result.status));
}

/**
 * Runs npm, showing what it prints but its errors.
 * @param {string} project its working folder
 * @param {string[]} args
 * @param {number} [timeout] ms after which it is ended
 */
function npm(project, args, timeout) {
  // `npm start` hands its own settings down, and some of them (a dry run, a workspace) would change what npm does here.
  const handedDown =
    /^npm_(config_(?!registry|cache|userconfig|globalconfig|proxy|https_proxy|noproxy|cafile)|package_|lifecycle_)/i;
  const env = Object.fromEntries(Object.entries(process.env).filter(([key]) => !handedDown.test(key)));
  const limit = timeout === undefined ? {} : { timeout };
  return spawnSync('npm', args, {
    cwd: project,
    stdio: ['ignore', 'inherit', 'pipe'],
    encoding: 'utf8',
    env,
    ...limit,
  });
}

/** What to tell a person when npm ran into a network that is not there; undefined if it did not. */
function networkComplaint({ error, stderr }) {
  const isSlow = error?.code === 'ETIMEDOUT';
  return isSlow || isNetworkTrouble(stderr ?? '')
    ? npmComplaint(isSlow ? 'npm error code ETIMEDOUT' : stderr, 1)
    : undefined;
}

function isNetworkTrouble(stderr) {
  return /\b(ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|network)\b/i.test(
    stderr,
  );
}

/**
 * What to tell a person when `npm ci` failed.
 * @param {string} stderr what npm wrote
 * @param {number | null} status its exit code
 * @returns {string}
 */
export function npmComplaint(stderr, status) {
  const errors = stderr
    .split('\n')
    .filter((line) => /^npm error \S/.test(line) && !/complete log|^npm error aliases/.test(line));
  // The first lines name the fault; npm's usage may follow.
  const said = (errors.length > 0 ? errors.slice(0, 8) : stderr.trim().split('\n').slice(-8)).join('\n');
  if (isNetworkTrouble(stderr)) {
    return `The packages cannot be downloaded: npm does not reach its registry. Connect this machine to the network (or set npm's proxy or registry), then try again. npm said:\n${said}`;
  }
  if (/EACCES|EPERM|EROFS/.test(stderr)) {
    return `The packages cannot be installed: this user may not write where npm has to. npm said:\n${said}`;
  }
  if (/ENOSPC/.test(stderr)) return `The packages cannot be installed: the disk is full. npm said:\n${said}`;
  return `The packages cannot be installed (npm ci ended with ${status}). npm said:\n${said}`;
}
