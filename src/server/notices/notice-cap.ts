import { row, run } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

/**
 * So many notices of one sentry at one site are listed by themselves in each stretch of time; more are told as a number with
 * the last of these. A script with a stolen token fills no list of alarms so, and the gates beside it stay in view.
 */
export const noticeCap = { most: 20, periodMs: 10 * 60_000 };

/** Whose notices are counted together: those of now and those that come late by themselves, or a backlog would hide what is. */
export interface Source {
  device: number;
  /** Record id. */
  site: string;
  late: boolean;
}

/** How many notices came of a source in this stretch, and which was the last. */
export interface Raised {
  raised: number;
  /** Record id; '' for none. */
  last: string;
}

export function raisedBy(app: App, source: Source, now: number): Raised {
  return (
    row<Raised>(
      app,
      ['raised', 'last'],
      `select raised, last from notice_counts
       where device = {:device} and site = {:site} and period = {:period} and late = {:late}`,
      keyOf(source, now),
    ) ?? { raised: 0, last: '' }
  );
}

/** To be called in the transaction that stores the notices. */
export function noteRaised(app: App, source: Source, now: number, to: Raised): void {
  run(
    app,
    `insert into notice_counts (device, site, period, late, raised, last)
     values ({:device}, {:site}, {:period}, {:late}, {:raised}, {:last})
     on conflict do update set raised = excluded.raised, last = excluded.last`,
    { ...keyOf(source, now), ...to },
  );
}

function keyOf({ device, site, late }: Source, now: number) {
  return { device, site, late: late ? 1 : 0, period: periodOf(now) };
}

/** Stretches that are over count for nothing. */
export function forgetNoticeCounts(app: App, now: number): void {
  run(app, 'delete from notice_counts where period < {:period}', { period: periodOf(now) });
}

function periodOf(now: number): number {
  return Math.floor(now / noticeCap.periodMs);
}
