import { rows, run } from './sql.ts';
import type { App } from './vm.ts';

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
