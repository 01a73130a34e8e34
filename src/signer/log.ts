import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { localDay } from '../domain/time/local-day.ts';
import type { LimitedKind } from './limits.ts';

/**
 * The signer's own log: a file a day, a line for each thing that was done, each with the hash of the line before it, so that none can
 * be left out or changed unseen. Of what was signed it holds the SHA-256, by which a signature that turns up is found in it; of
 * numbers that were looked up their count alone, since the hash of a number can be tried out.
 *
 * A line: `TIME KIND KEY COUNT DIGEST HASH`, the last two base64url of 32 bytes, `-` where there is none; HASH is the SHA-256 of the
 * hash before it, a space and the line up to its own.
 */
export interface Done {
  at: number;
  kind: LimitedKind;
  /** The key's id; null for an index. */
  key: number | null;
  count: number;
  /** SHA-256 of the message that was signed, base64url; null for an index. */
  digest: string | null;
}

/** What comes before the first line of all. */
const beginning = '-';
const fileName = /^\d{8}\.log$/;
/** SHA-256 as base64url. */
const hashLength = 43;

function hashOf(before: string, text: string): string {
  return createHash('sha256').update(`${before} ${text}`).digest('base64url');
}

/** What following a log finds. */
export interface Followed {
  lines: number;
  /** The hash of the last line. */
  head: string;
  /** File and line of what does not fit, with the reason; a line that a crash cut short is none. */
  faults: string[];
  /** Lines that a crash cut short: what they would have said was not done. */
  torn: number;
}

/** Follows the chain of a folder of logs, from its first file. */
export function followLog(folder: string): Followed {
  const followed: Followed = { lines: 0, head: startOf(folder), faults: [], torn: 0 };
  for (const name of logsIn(folder)) followFile(folder, name, followed);
  return followed;
}

/** Older files may be put away: what they end with is then written into the file `before`. */
function startOf(folder: string): string {
  const path = join(folder, 'before');
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : beginning;
}

function logsIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => fileName.test(name))
    .toSorted();
}

function followFile(folder: string, name: string, followed: Followed, told?: (line: Done) => void): void {
  const text = readFileSync(join(folder, name), 'utf8');
  for (const [index, line] of text.split('\n').entries()) {
    if (line === '') continue;
    const { body, hash } = split(line);
    const done = readLine(body);
    if (done && hashOf(followed.head, body) === hash) {
      followed.lines++;
      followed.head = hash;
      told?.(done);
    } else if (!done || hash.length < hashLength) followed.torn++;
    else {
      followed.faults.push(`${name} line ${index + 1}: it does not follow on the line before it.`);
      followed.head = hash;
    }
  }
}

function split(line: string): { body: string; hash: string } {
  const at = line.lastIndexOf(' ');
  return { body: line.slice(0, at), hash: line.slice(at + 1) };
}

/** What a file's last whole line ends with; null when it has none. */
function endOf(folder: string, name: string): string | null {
  const lines = readFileSync(join(folder, name), 'utf8').split('\n').map(split);
  return lines.findLast(({ body, hash }) => readLine(body) && hash.length === hashLength)?.hash ?? null;
}

function readLine(body: string): Done | null {
  const [at, kind, key, count, digest, ...more] = body.split(' ');
  if (more.length > 0 || !/^\d+$/.test(at ?? '') || !/^\d+$/.test(count ?? '') || digest === undefined)
    return null;
  return {
    at: Number(at),
    kind: kind as LimitedKind,
    key: key === '-' ? null : Number(key),
    count: Number(count),
    digest: digest === '-' ? null : digest,
  };
}

/** Appends; each line is with the system before its answer leaves, and on the disk a second later at most. */
export class SignerLog {
  #head: string;
  #day = 0;
  #file = -1;
  #waiting: string[] = [];
  #unsynced = false;
  readonly #syncing: NodeJS.Timeout;
  readonly #folder: string;

  /**
   * @param folder made when missing, 0700
   * @param counted told what was done on the day of `now` already, a line each
   * @throws Error when the chain is broken: somebody changed it, and a signer that goes on would cover that up
   */
  constructor(folder: string, now: number, counted: (line: Done) => void) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const today = `${localDay(now)}.log`;
    const names = logsIn(folder);
    const older = names.filter((name) => name < today);
    const start = older.reduceRight<string | null>((end, name) => end ?? endOf(folder, name), null);
    // Days before this one are not read through: `signer-log` does that, at any time.
    const followed: Followed = { lines: 0, head: start ?? startOf(folder), faults: [], torn: 0 };
    for (const name of names.filter((one) => one >= today)) followFile(folder, name, followed, counted);
    if (followed.faults[0])
      throw new Error(`The log in ${folder} was changed: ${followed.faults[0]} Put it away and say why.`);
    this.#head = followed.head;
    this.#syncing = setInterval(() => this.#sync(), 1000).unref();
  }

  /** Adds a line; it is written by the next `flush`. */
  add({ at, kind, key, count, digest }: Done): void {
    const day = localDay(at);
    if (day > this.#day) this.#turn(day);
    const body = `${at} ${kind} ${key ?? '-'} ${count} ${digest ?? '-'}`;
    this.#head = hashOf(this.#head, body);
    this.#waiting.push(`${body} ${this.#head}\n`);
  }

  /** Hands what waits to the system. Throws when the disk takes it not: nothing of it may be answered then. */
  flush(): void {
    if (this.#waiting.length === 0) return;
    const text = this.#waiting.join('');
    this.#waiting = [];
    const written = writeSync(this.#file, text);
    if (written !== Buffer.byteLength(text)) throw new Error('The disk took a part of the log alone.');
    this.#unsynced = true;
  }

  close(): void {
    clearInterval(this.#syncing);
    if (this.#file < 0) return;
    this.#sync();
    closeSync(this.#file);
    this.#file = -1;
  }

  #turn(day: number): void {
    this.flush();
    this.#sync();
    if (this.#file >= 0) closeSync(this.#file);
    const path = join(this.#folder, `${day}.log`);
    this.#file = openSync(path, 'a', 0o600);
    this.#day = day;
    // What a crash cut short stays there, on a line of its own.
    const text = readFileSync(path, 'utf8');
    if (text !== '' && !text.endsWith('\n')) writeSync(this.#file, '\n');
  }

  #sync(): void {
    if (this.#unsynced) fsyncSync(this.#file);
    this.#unsynced = false;
  }
}
