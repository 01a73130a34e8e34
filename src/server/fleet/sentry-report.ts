import { storageStates } from '../../domain/api/gate/fleet-api.ts';
import { commandResults, type CommandResult, type CommandSaid } from '../../domain/fleet/sentry-command.ts';
import { healedKinds, healedText, mostHealed } from '../../domain/gate/self-healing.ts';
import { readSetUpLetters } from '../../domain/gate/set-up.ts';
import { Fault } from '../vm/fault.ts';
import { whole } from '../http/request-body.ts';

type Body = { [name: string]: unknown };

/** A heartbeat as the server keeps it. What an older app does not say is unknown: null, 0 or ''. */
export interface SentryReport {
  queue: number;
  oldest: number;
  rejected: number;
  held: number | null;
  bundle: number;
  charter: number;
  deny: number;
  wordAt: number;
  skew: number;
  app: string;
  camera: string;
  temperature: string;
  sound: string;
  storage: string;
  measured: number;
  bodyMedian: number | null;
  ambientMedian: number | null;
  calibratedAt: number | null;
  setUpAt: number | null;
  setUpSteps: string;
  healed: string;
  restartedAt: number;
  restartedFor: string;
  boot: string;
  startedAt: number;
  locked: number;
  roster: number;
  /** The version of its site's settings that it goes by. */
  settings: number;
}

const mostTime = 1e13;
const mostSaid = 20;

function missing(value: unknown): boolean {
  return value === undefined || value === null;
}

function wholeOr<Unknown>(
  body: Body,
  field: string,
  range: [min: number, max: number],
  unknown: Unknown,
): number | Unknown {
  return missing(body[field]) ? unknown : whole(body, field, ...range);
}

/** A short word of a device or a version; '' when it is not said. */
function word(body: Body, field: string): string {
  const value = body[field];
  if (missing(value)) return '';
  if (typeof value !== 'string' || !/^[\w .+-]{0,40}$/.test(value)) {
    throw new Fault('malformed', `"${field}" must be a word of at most 40 letters, digits and . _ + -.`);
  }
  return value;
}

function storage(body: Body): string {
  const value = body['storage'];
  if (missing(value) || value === '') return '';
  const known = storageStates.find((state) => state === value);
  if (!known) throw new Fault('malformed', `"storage" must be one of ${storageStates.join(', ')}.`);
  return known;
}

function boot(body: Body): string {
  const value = body['boot'];
  if (missing(value) || value === '') return '';
  if (typeof value !== 'string' || !/^[0-9a-f]{8}$/.test(value)) {
    throw new Fault('malformed', '"boot" must be 8 hexadecimal characters.');
  }
  return value;
}

function setUpSteps(body: Body): string {
  const value = body['setUpSteps'];
  if (missing(value) || value === '') return '';
  if (typeof value !== 'string' || !readSetUpLetters(value)) {
    throw new Fault('malformed', '"setUpSteps" must be one letter for each step of the set-up.');
  }
  return value;
}

function healed(body: Body): string {
  const value = body['healed'];
  if (missing(value)) return '';
  const isCount = (count: unknown): boolean =>
    Number.isSafeInteger(count) && (count as number) >= 0 && (count as number) <= mostHealed;
  if (!Array.isArray(value) || value.length !== healedKinds.length || !value.every(isCount)) {
    throw new Fault('malformed', `"healed" must be a count for each of ${healedKinds.join(', ')}.`);
  }
  return healedText(value as number[]);
}

/**
 * Reads a heartbeat.
 * @throws Fault 'malformed' that names the first field that is not as it should be
 */
export function readReport(body: Body, now: number): SentryReport {
  const centidegrees: [number, number] = [-5000, 20_000];
  return {
    queue: whole(body, 'queue', 0, 1e9),
    oldest: whole(body, 'oldestMs', 0, mostTime),
    rejected: whole(body, 'rejected', 0, 1e9),
    bundle: whole(body, 'bundleVersion', 0, 1e9),
    skew: whole(body, 'clock', 0, mostTime) - now,
    held: wholeOr(body, 'held', [0, 1e9], null),
    charter: wholeOr(body, 'charterVersion', [0, 1e9], 0),
    deny: wholeOr(body, 'denyVersion', [0, mostTime], 0),
    wordAt: wholeOr(body, 'wordAt', [0, mostTime], 0),
    app: word(body, 'appVersion'),
    camera: word(body, 'camera'),
    temperature: word(body, 'temperature'),
    sound: word(body, 'sound'),
    storage: storage(body),
    measured: wholeOr(body, 'measured', [0, 1e6], 0),
    bodyMedian: wholeOr(body, 'bodyMedian', centidegrees, null),
    ambientMedian: wholeOr(body, 'ambientMedian', centidegrees, null),
    calibratedAt: wholeOr(body, 'calibratedAt', [0, mostTime], null),
    setUpAt: wholeOr(body, 'setUpAt', [0, mostTime], null),
    setUpSteps: setUpSteps(body),
    healed: healed(body),
    restartedAt: wholeOr(body, 'restartedAt', [0, mostTime], 0),
    restartedFor: word(body, 'restartedFor'),
    boot: boot(body),
    startedAt: wholeOr(body, 'startedAt', [0, mostTime], 0),
    locked: wholeOr(body, 'locked', [0, Number.MAX_SAFE_INTEGER], 0),
    roster: wholeOr(body, 'rosterVersion', [0, mostTime], 0),
    settings: wholeOr(body, 'settingsVersion', [0, mostTime], 0),
  };
}

/** What a heartbeat says of commands. @throws Fault 'malformed' */
export function readSaid(body: Body): CommandSaid[] {
  const value = body['commands'];
  if (missing(value)) return [];
  if (!Array.isArray(value) || value.length > mostSaid) {
    throw new Fault('malformed', `"commands" must be a list of at most ${mostSaid}.`);
  }
  return value.map((said: unknown) => {
    const { id, result } = (said ?? {}) as { id?: unknown; result?: unknown };
    if (!Number.isSafeInteger(id) || !commandResults.includes(result as CommandResult)) {
      throw new Fault(
        'malformed',
        `Each of "commands" must name its id, and one of ${commandResults.join(', ')}.`,
      );
    }
    return { id: id as number, result: result as CommandResult };
  });
}
