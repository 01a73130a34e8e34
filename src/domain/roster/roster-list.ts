import { colours, testResults, type HealthStatus } from '../person/health-status.ts';
import { mostCards } from './roster-card.ts';
import { isWhole, mostInRoster, rosterKinds, type RosterEntry } from './roster.ts';

const minute = 60_000;
const day = 86_400_000;

/** A status as five numbers: times in minutes and days; -1 for what is not known. */
function packStatus({ colour, lastResult, sampleTime, doses, lastDose }: HealthStatus): number[] {
  return [
    colours.indexOf(colour),
    testResults.indexOf(lastResult),
    sampleTime === null ? -1 : Math.floor(sampleTime / minute),
    doses ?? -1,
    lastDose === null ? -1 : Math.floor(lastDose / day),
  ];
}

/** @returns null for what is no status */
function readStatus(list: unknown): HealthStatus | null {
  if (!Array.isArray(list) || list.length !== 5) return null;
  if (!list.every((value) => Number.isSafeInteger(value) && (value as number) >= -1)) return null;
  const [colour, result, sample, doses, dose] = list as [number, number, number, number, number];
  const [named, last] = [colours[colour], testResults[result]];
  if (named === undefined || last === undefined) return null;
  return {
    colour: named,
    lastResult: last,
    sampleTime: sample < 0 ? null : sample * minute,
    doses: doses < 0 ? null : doses,
    lastDose: dose < 0 ? null : dose * day,
  };
}

/** The text that is sealed: a list for each entry, only ever added to at its end. */
export function packRoster(entries: readonly RosterEntry[]): string {
  return JSON.stringify(
    entries.map(({ number, kind, group, from, until, passes, cards = [], status }) => [
      number,
      rosterKinds.indexOf(kind),
      group,
      from,
      until,
      passes.join(''),
      ...(cards.length > 0 && status ? [cards.join(''), packStatus(status)] : []),
    ]),
  );
}

/** Reads what `packRoster` wrote. Throws a RangeError when it is no such text. */
export function readRosterEntries(text: string): RosterEntry[] {
  let lists: unknown;
  try {
    lists = JSON.parse(text);
  } catch {
    throw new RangeError('What is sealed is no JSON text.');
  }
  if (!Array.isArray(lists) || lists.length > mostInRoster)
    throw new RangeError('What is sealed is no list.');
  return lists.map((list: unknown) => {
    const [number, kind, group, from, until, passes, cards = '', stated] = Array.isArray(list)
      ? (list as unknown[])
      : [];
    const known = isWhole(kind) ? rosterKinds[kind] : undefined;
    if (!isWhole(number) || known === undefined || typeof group !== 'string')
      throw new RangeError('An entry of the roster lacks its number, kind or group.');
    if (!isWhole(from) || !isWhole(until)) throw new RangeError('An entry of the roster lacks its days.');
    if (typeof passes !== 'string' || !/^([0-9a-f]{16})*$/.test(passes))
      throw new RangeError('An entry of the roster lacks its passes.');
    const entry = { number, kind: known, group, from, until, passes: passes.match(/.{16}/g) ?? [] };
    if (cards === '') return entry;
    const status = readStatus(stated);
    if (typeof cards !== 'string' || !/^([0-9a-f]{32})*$/.test(cards) || status === null)
      throw new RangeError('The documents of an entry lack their tags or a status.');
    return { ...entry, cards: cards.match(/.{32}/g)!.slice(0, mostCards), status };
  });
}
