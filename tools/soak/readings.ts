import { detailAt } from '../../src/domain/scan/sealed-record.ts';
import type { TestDistrict } from '../../tests/server/support/district.ts';

/** What the server has of a temperature at one passage. */
export interface StoredReading {
  device: number;
  t: number;
  surface: number | null;
  reasons: readonly string[];
}

/** Somebody whose verdict was seen. */
export interface MeasuredPerson {
  device: number;
  t: number;
  /** What the sensors saw of them, centi-degrees. */
  own: readonly number[];
  /** Whether a thermometer had been there long enough that they had to be measured. */
  mustBeMeasured: boolean;
}

export interface ReadingCounts {
  /** Another person's temperature, or nobody's. */
  wrong: number;
  /** Passed without a reading, and nobody was told. */
  silent: number;
  /** Without a reading, and that was said. */
  unmeasured: number;
}

/** Every temperature that the server has. */
export async function storedReadings(district: TestDistrict): Promise<StoredReading[]> {
  const days = await district.sql<string[]>(
    `select json_group_array(name) as found from sqlite_master where type = 'table' and name glob 'scan_2*'`,
  );
  const { surface, reasons } = detailAt;
  const found = await Promise.all(
    days.map((day) =>
      district.sql<[number, number, number | null, string | null][]>(
        `select json_group_array(json_array(device, t, detail->>${surface}, detail->${reasons})) as found from ${day}`,
      ),
    ),
  );
  return found.flat().map(([device, t, seen, why]) => ({
    device,
    t,
    surface: seen,
    reasons: typeof why === 'string' ? (JSON.parse(why) as string[]) : (why ?? []),
  }));
}

/** Compares what is stored of temperatures with what the sensors saw. */
export function countReadings(
  stored: readonly StoredReading[],
  people: readonly MeasuredPerson[],
  tell: (line: string) => void = () => undefined,
): ReadingCounts {
  const byName = new Map(people.map((person) => [`${person.device}/${person.t}`, person]));
  const counts = { wrong: 0, silent: 0, unmeasured: 0 };
  for (const { device, t, surface, reasons } of stored) {
    const person = byName.get(`${device}/${t}`);
    if (!person) continue;
    const what = judged(person, surface, reasons);
    if (what === null) continue;
    counts[what]++;
    const where = `person ${people.indexOf(person)} at ${new Date(t).toISOString()}`;
    tell(`${what}: ${where}, seen ${person.own.join()}, stored ${surface}, ${reasons.join()}`);
  }
  return counts;
}

function judged(
  { own, mustBeMeasured }: MeasuredPerson,
  surface: number | null,
  reasons: readonly string[],
): keyof ReadingCounts | null {
  if (surface !== null) return own.includes(surface) ? null : 'wrong';
  // Whose proof counts for nothing is a guard's to look at: the gate waits for no reading of theirs.
  if (reasons.some((rule) => rule.startsWith('proof.'))) return 'unmeasured';
  return mustBeMeasured || !reasons.some((rule) => rule.startsWith('temperature.')) ? 'silent' : 'unmeasured';
}
