import { rows, run } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

/** The links of those records of a range that were rejected before. */
export function rejectedLinks(app: App, chain: number, first: number, last: number): Map<number, string> {
  const found = rows<{ seq: number; link: string }>(
    app,
    ['seq', 'link'],
    'select seq, link from chain_rejected where chain = {:chain} and seq between {:first} and {:last}',
    { chain, first, last },
  );
  return new Map(found.map(({ seq, link }) => [seq, link]));
}

export function reject(app: App, chain: number, seq: number, link: string, fault: string, now: number): void {
  run(
    app,
    `insert into chain_rejected (chain, seq, link, fault, at) values ({:chain}, {:seq}, {:link}, {:fault}, {:now})
     on conflict do update set fault = excluded.fault, at = excluded.at`,
    { chain, seq, link, fault, now },
  );
}

export function forgetRejected(app: App, chain: number, seq: number): void {
  run(app, 'delete from chain_rejected where chain = {:chain} and seq = {:seq}', { chain, seq });
}

/**
 * How many records of each sentry were rejected and did not come right since: what a tablet does not report (a script with its
 * token does not) is shown to staff all the same.
 */
export const rejectedByDevice = `select c.device, count(*) as rejected
  from chain_rejected r join chains c on c.chain = r.chain group by c.device`;

/** Why records of a chain were rejected, and how many: "place 12, t 1". '' when none were. */
export function rejectedText(app: App, chain: number): string {
  return rows<{ fault: string; count: number }>(
    app,
    ['fault', 'count'],
    `select fault, count(*) as count from chain_rejected where chain = {:chain} group by fault
     order by count(*) desc, fault`,
    { chain },
  )
    .map(({ fault, count }) => `${fault} ${count}`)
    .join(', ');
}
