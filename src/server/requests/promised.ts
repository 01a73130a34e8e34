import { row } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

const hour = 3_600_000;
const usual = { reviewHours: 24, correctionDays: 7 };

/** Within what time the district promises that somebody decides, as its record says. */
export function promised(app: App): { reviewHours: number; correctionDays: number } {
  const set = row<{ reviewHours: number; correctionDays: number }>(
    app,
    ['reviewHours', 'correctionDays'],
    'select reviewHours, correctionDays from district limit 1',
  );
  return {
    reviewHours: set?.reviewHours || usual.reviewHours,
    correctionDays: set?.correctionDays || usual.correctionDays,
  };
}

/** Until when, UTC ms. */
export function dueAt(app: App, kind: 'review' | 'correction', now: number): number {
  const { reviewHours, correctionDays } = promised(app);
  return now + (kind === 'review' ? reviewHours : correctionDays * 24) * hour;
}
