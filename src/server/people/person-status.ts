import { dayStart } from '../../domain/time/local-day.ts';
import type { Colour, HealthStatus, TestResult } from '../../domain/person/health-status.ts';
import { badness, type OverrideColour } from '../../domain/policy/override.ts';
import { recordList, recordsOf, type PersonRecord } from '../accounts/merged-persons.ts';
import { row, rows } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

export interface TestRow {
  sampleTime: number;
  result: 'negative' | 'positive' | 'pending';
  lab: string;
}
export interface DoseRow {
  /** YYYYMMDD. */
  day: number;
  product: string;
  number: number;
}

/** A person's latest tests, newest first. */
export function latestTests(app: App, person: string, limit: number): TestRow[] {
  return rows<TestRow>(
    app,
    ['sampleTime', 'result', 'lab'],
    `select sampleTime, result, lab from tests where person in (select value from json_each({:records}))
     order by sampleTime desc, rowid desc limit {:limit}`,
    { records: recordList(app, person), limit },
  );
}

/** A person's doses, first to last. One that two records of theirs hold is one. */
export function allDoses(app: App, person: string): DoseRow[] {
  return dosesIn(app, recordsOf(app, person));
}

function dosesIn(app: App, records: readonly PersonRecord[]): DoseRow[] {
  const found = rows<DoseRow>(
    app,
    ['day', 'product', 'number'],
    'select day, product, number from doses where person in (select value from json_each({:ids})) order by day, number',
    { ids: JSON.stringify(records.map(({ id }) => id)) },
  );
  return records.length === 1 ? found : found.filter(({ day }, index) => found[index - 1]?.day !== day);
}

/** How far a laboratory's clock may run ahead of the server's, ms: as far as ages are forgiven elsewhere. */
const clocksApartMs = 3_600_000;

/**
 * What a pass states of a person. A test without a result yet proves nothing: it stands for the last result only when
 * there never was one, and then without its time, so that no rule on a result's age is met by a sample alone. A sample from
 * the future is none, unless it is positive: a mistyped date must not put a negative result before a positive one.
 * The colour is the one that two officials set by hand, while that is in force. Otherwise red follows a positive result;
 * otherwise the colour is the one the record holds, and green where it holds none.
 *
 * Of a person with several records (merged-persons.ts) the worst of what each says counts. What was sampled, or decided by two
 * officials, since they belong together counts for each of them: so a later result can better what both say.
 * @param now UTC ms
 */
export function healthStatus(app: App, person: string, now = Date.now()): HealthStatus {
  const records = recordsOf(app, person);
  const doses = dosesIn(app, records);
  const lastDay = doses[doses.length - 1]?.day;
  const states = records.map((one) => stateOf(app, sourcesOf(records, one), now));
  const worst = states.reduce((held, one) => (isWorse(one, held) ? one : held));
  return {
    ...worst,
    doses: Math.min(doses.length, 14),
    lastDose: lastDay === undefined ? null : utcDay(lastDay),
  };
}

/** What a record's state is made of: its own from ever, and of each other record of the person what came since they belong together. */
interface Source {
  id: string;
  /** UTC ms; what is older is that other record's alone. */
  from: number;
}

function sourcesOf(records: readonly PersonRecord[], own: PersonRecord): Source[] {
  return records.map(({ id, since }) => ({ id, from: id === own.id ? -1 : Math.max(since, own.since) }));
}

type State = Pick<HealthStatus, 'colour' | 'lastResult' | 'sampleTime'>;

/** The worse of two records' counts; where they are as bad, the newer result. */
function isWorse(one: State, other: State): boolean {
  const by = badness(one) - badness(other);
  return by > 0 || (by === 0 && (one.sampleTime ?? 0) > (other.sampleTime ?? 0));
}

function stateOf(app: App, sources: readonly Source[], now: number): State {
  const own = sources.find(({ from }) => from < 0)!.id;
  const colour = row<{ colour: Colour | '' }>(
    app,
    ['colour'],
    'select colour from persons where id = {:own}',
    {
      own,
    },
  )?.colour;
  const of = JSON.stringify(sources);
  const set = row<{ colour: OverrideColour }>(
    app,
    ['colour'],
    `select o.colour from json_each({:of}) s cross join overrides o on o.person = s.value->>'id'
     where o.state = 'active' and o.validUntil > {:now} and o.decidedAt > s.value->>'from'
     order by o.decidedAt desc limit 1`,
    { of, now },
  )?.colour;
  const newest = row<TestRow>(
    app,
    ['sampleTime', 'result'],
    `select t.sampleTime, t.result from json_each({:of}) s cross join tests t on t.person = s.value->>'id'
     where t.sampleTime > s.value->>'from' and (t.result = 'positive' or t.sampleTime <= {:latest})
     order by t.result = 'pending', t.sampleTime desc, t.rowid desc limit 1`,
    { of, latest: now + clocksApartMs },
  );
  const lastResult: TestResult = newest ? newest.result : 'none';
  return {
    colour: set ?? (lastResult === 'positive' ? 'red' : colour || 'green'),
    lastResult,
    sampleTime: newest && newest.result !== 'pending' ? newest.sampleTime : null,
  };
}

/** 00:00Z of a day YYYYMMDD. */
function utcDay(day: number): number {
  const eightHours = 8 * 3_600_000;
  return dayStart(day) + eightHours;
}
