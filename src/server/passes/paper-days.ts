import { addDays, dayStart, localDay } from '../../domain/time/local-day.ts';
import { numbersOfDay, sealForDay } from '../days/day-keys.ts';
import { dayTable, ensureDayTables } from '../days/day-tables.ts';
import { personRow } from './person-row.ts';
import { personOfPaper } from './paper-owners.ts';
import { row, rows, run, transact } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

/**
 * Passes on paper are valid for months, and have a number on each day as other passes do. The numbers of a day are written into
 * its table ahead, some at a time; a paper made later that day joins them at once. So a scan leads to its paper by an index,
 * not by numbering all papers there are.
 */

/** What the day's table holds as the day of issue of a pass on paper: it is no pass of any one day. */
export const paperIssue = 0;

/** So many papers are numbered in one transaction: others wait meanwhile. */
const atOnce = 500;

/** Whether a day's papers are all in its table. */
export function hasPaperDay(app: App, day: number): boolean {
  return row(app, ['day'], 'select day from paper_days where day = {:day} and done', { day }) !== null;
}

/** Numbers the papers of today and the next two days, where that is not done. Every hour, and before the first request. */
export function numberPapers(app: App, now: number): void {
  for (let ahead = 0; ahead <= 2; ahead++) {
    const day = addDays(localDay(now), ahead);
    let after = '';
    while (!hasPaperDay(app, day)) after = transact(app, (inside) => numberSome(inside, day, after));
  }
}

/** Within a transaction. @returns the last one's id, after which the next begin */
function numberSome(app: App, day: number, after: string): string {
  ensureDayTables(app, day);
  // From here on a paper that is made joins the day by itself, also one that this pass over the register is past already.
  run(app, 'insert into paper_days (day) values ({:day}) on conflict do nothing', { day });
  const papers = rows<Paper>(
    app,
    ['passId', 'expires', 'sealed'],
    `select pass_id as passId, expires, sealed from papers
     where pass_id > {:after} and day <= {:day} and expires > {:begin} order by pass_id limit ${atOnce}`,
    { after, day, begin: dayStart(day) },
  );
  insert(app, day, papers);
  if (papers.length < atOnce) run(app, 'update paper_days set done = 1 where day = {:day}', { day });
  return papers.at(-1)?.passId ?? after;
}

interface Paper {
  passId: string;
  /** UTC ms. */
  expires: number;
  /** The register's: opens to the person. */
  sealed: string;
}

function insert(app: App, day: number, papers: readonly Paper[]): void {
  const numberOf = numbersOfDay(app, day);
  const values = papers.map(({ passId, expires, sealed }) => {
    return [
      numberOf(`pass:${passId}`),
      personRow(app, personOfPaper(sealed), day),
      sealForDay(app, day, JSON.stringify({ passId, expires })),
    ];
  });
  run(
    app,
    `insert into ${dayTable('pass', day)} (pass, person, issued, sealed)
     select value->>0, value->>1, ${paperIssue}, value->>2 from json_each({:values}) where true
     on conflict do nothing`,
    { values: JSON.stringify(values) },
  );
}

/** Numbers a new paper on the days whose papers have their numbers, or get them just now. Within the transaction that registers it. */
export function numberNewPaper(app: App, paper: Paper & { day: number }): void {
  const days = rows<{ day: number }>(app, ['day'], 'select day from paper_days where day >= {:day}', {
    day: paper.day,
  });
  for (const { day } of days) if (paper.expires > dayStart(day)) insert(app, day, [paper]);
}

/** A day that goes. Within the transaction that drops its tables. */
export function forgetPaperDay(app: App, day: number): void {
  run(app, 'delete from paper_days where day = {:day}', { day });
}
