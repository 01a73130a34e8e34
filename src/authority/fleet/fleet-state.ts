import type { FleetRow } from '../../domain/api/gate/fleet-api.ts';
import { isCalibrationDue } from '../../domain/scan/reference-check.ts';
import { driftLimit } from '../../domain/scan/temperature-drift.ts';
import { sentryProblems, sentryState, type SentryProblem } from '../../domain/fleet/sentry-health.ts';
import { bySite } from './sentry-rows.ts';

/** What a cell of the grid shows, the most urgent first. */
export const cellStates = ['silent', 'fault', 'locked', 'never', 'online', 'unpaired'] as const;
export type CellState = (typeof cellStates)[number];

/** What needs somebody's hand at a sentry: beside what the board shows, what only the fleet's report tells. */
export type FleetProblem =
  | SentryProblem
  | 'storage'
  | 'clock'
  | 'drift'
  | 'calibration'
  | 'rules'
  | 'word'
  | 'chain';

/** A clock this wrong no longer dates scans well, ms. */
const skewLimit = 60_000;
/** A statement of the server older than this, ms: the sentry is online and still does not take a newer one. */
const wordLimit = 3_600_000;
/** So long a sentry may take to fetch a version that its ring was just given, ms: it asks about once a minute. */
export const rulesGraceMs = 10 * 60_000;
const fineStorage = new Set(['', 'ok', 'healed']);

/** The letter of each problem in the grid: cells are told apart without their colour. */
export const problemLetters: Record<FleetProblem, string> = {
  silent: '✕',
  chain: 'G',
  storage: 'D',
  backlog: 'Q',
  rejected: 'R',
  camera: 'C',
  temperature: 'T',
  sound: 'S',
  clock: 'K',
  drift: 'M',
  calibration: 'B',
  rules: 'V',
  word: 'W',
  never: '',
};

const urgency = Object.keys(problemLetters) as FleetProblem[];

/** What is wrong with a sentry, the most urgent first. @param now the server's time, UTC ms */
export function fleetProblems(row: FleetRow, now: number): FleetProblem[] {
  const problems: FleetProblem[] = [...sentryProblems(row, now)];
  // Missing records are missing whether it is online or not.
  if (row.missing > 0 || row.chainFaults > 0) problems.push('chain');
  if (sentryState(row) === 'online') {
    if (!fineStorage.has(row.storage)) problems.push('storage');
    if (Math.abs(row.skewMs) > skewLimit) problems.push('clock');
    if (row.drift !== null && Math.abs(row.drift) >= driftLimit) problems.push('drift');
    if (isCalibrationDue(row.calibratedAt, now)) problems.push('calibration');
    const isLate = now - row.bundleWantedSince > rulesGraceMs;
    if (row.bundleVersion < row.bundleWanted && isLate) problems.push('rules');
    if (row.wordAt > 0 && now - row.wordAt > wordLimit) problems.push('word');
  }
  return problems.sort((a, b) => urgency.indexOf(a) - urgency.indexOf(b));
}

/** A sentry with what the page makes of it. */
export interface FleetCell {
  row: FleetRow;
  state: CellState;
  problems: FleetProblem[];
  /** What stands in the cell. */
  letter: string;
}

/** @param now the server's time, UTC ms */
export function fleetCell(row: FleetRow, now: number): FleetCell {
  const problems = fleetProblems(row, now);
  const said = sentryState(row);
  const state: CellState =
    said !== 'online' ? said : row.locked > 0 ? 'locked' : problems.length > 0 ? 'fault' : 'online';
  const letters: Record<CellState, string> = {
    silent: '✕',
    fault: problems[0] ? problemLetters[problems[0]] : '',
    locked: 'L',
    never: '',
    online: '',
    unpaired: '–',
  };
  return { row, state, problems, letter: letters[state] };
}

/** The most urgent first: by state, then by the worst problem; of silent ones the longest silent, then the one with the most scans. */
export function byNeed(a: FleetCell, b: FleetCell): number {
  const worst = ({ problems }: FleetCell) => (problems[0] ? urgency.indexOf(problems[0]) : urgency.length);
  return (
    cellStates.indexOf(a.state) - cellStates.indexOf(b.state) ||
    worst(a) - worst(b) ||
    a.row.silentSince - b.row.silentSince ||
    b.row.queue - a.row.queue ||
    bySite(a.row, b.row)
  );
}

export const fleetGroupings = ['subdistrict', 'category'] as const;
export type FleetGrouping = (typeof fleetGroupings)[number];

/** Cells by sub-district or category of site, in the order of the first of each. */
export function groupFleet(
  cells: readonly FleetCell[],
  by: FleetGrouping,
): { name: string; cells: FleetCell[] }[] {
  const groups = new Map<string, FleetCell[]>();
  for (const cell of cells) {
    const name = cell.row[by];
    const there = groups.get(name);
    if (there) there.push(cell);
    else groups.set(name, [cell]);
  }
  return [...groups].map(([name, group]) => ({ name, cells: group }));
}

/** How many cells are in each state. */
export function countStates(cells: readonly FleetCell[]): Record<CellState, number> {
  const counts = { silent: 0, fault: 0, locked: 0, never: 0, online: 0, unpaired: 0 };
  for (const { state } of cells) counts[state] += 1;
  return counts;
}
