import { dayStart } from '../domain/local-day.ts';
import type { Colour, HealthStatus, TestResult } from '../domain/health-status.ts';
import type { OverrideColour } from '../domain/override.ts';
import { row, rows } from './sql.ts';
import type { App } from './vm.ts';

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
export function latestTests(app: App, citizen: string, limit: number): TestRow[] {
  return rows<TestRow>(
    app,
    ['sampleTime', 'result', 'lab'],
    `select sampleTime, result, lab from tests where citizen = {:citizen}
     order by sampleTime desc, rowid desc limit {:limit}`,
    { citizen, limit },
  );
}

/** A person's doses, first to last. */
export function allDoses(app: App, citizen: string): DoseRow[] {
  return rows<DoseRow>(
    app,
    ['day', 'product', 'number'],
    'select day, product, number from doses where citizen = {:citizen} order by day, number',
    { citizen },
  );
}

/**
 * What a pass states of a person. A test without a result yet proves nothing: it stands for the last result only when
 * there never was one, and then without its time, so that no rule on a result's age is met by a sample alone.
 * The colour is the one that two officials set by hand, while that is in force. Otherwise red follows a positive result;
 * otherwise the colour is the one the record holds, and green where it holds none.
 * @param now UTC ms
 */
export function healthStatus(app: App, citizen: string, now = Date.now()): HealthStatus {
  const colour = row<{ colour: Colour | '' }>(
    app,
    ['colour'],
    'select colour from citizens where id = {:citizen}',
    { citizen },
  )?.colour;
  const set = row<{ colour: OverrideColour }>(
    app,
    ['colour'],
    `select colour from overrides where citizen = {:citizen} and state = 'active' and validUntil > {:now}
     order by decidedAt desc limit 1`,
    { citizen, now },
  )?.colour;
  const newest = row<TestRow>(
    app,
    ['sampleTime', 'result'],
    `select sampleTime, result from tests where citizen = {:citizen}
     order by result = 'pending', sampleTime desc, rowid desc limit 1`,
    { citizen },
  );
  const doses = allDoses(app, citizen);
  const lastDay = doses[doses.length - 1]?.day;
  const lastResult: TestResult = newest ? newest.result : 'none';
  return {
    colour: set ?? (lastResult === 'positive' ? 'red' : colour || 'green'),
    lastResult,
    sampleTime: newest && newest.result !== 'pending' ? newest.sampleTime : null,
    doses: Math.min(doses.length, 14),
    lastDose: lastDay === undefined ? null : utcDay(lastDay),
  };
}

/** 00:00Z of a day YYYYMMDD. */
function utcDay(day: number): number {
  const eightHours = 8 * 3_600_000;
  return dayStart(day) + eightHours;
}
