import type { StatedHead } from '../../domain/access/audit-chain.ts';
import { keyring } from '../keys/keyring.ts';
import { signed } from '../keys/signer.ts';
import { row, rows, run, transact } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';
import { auditHead } from './audit.ts';

/** A head as the signer signed it: the very text, and r||s over `auditHeadMessage`, base64url. */
export interface SignedHead {
  body: string;
  key: number;
  signature: string;
}

/**
 * Every hour: has the signer sign where the chain stands. Its own log has the hash of each head that it ever signed: a chain that was
 * written anew from before one does not fit it.
 * @throws Fault 'signer' while it is away
 */
export function stateHead(app: App): void {
  const head = auditHead(app);
  const last = row<{ seq: number }>(app, ['seq'], 'select seq from audit_heads order by seq desc limit 1');
  if (!head || head.seq <= (last?.seq ?? 0)) return;
  const body = JSON.stringify({ ...head, at: Date.now() } satisfies StatedHead);
  const key = keyring().word.id;
  // Asked before the transaction: nobody should wait for the database meanwhile.
  const signature = signed('audit-head', key, body);
  transact(app, (inside) =>
    run(
      inside,
      `insert into audit_heads (seq, body, key, signature) values ({:seq}, {:body}, {:key}, {:signature})
       on conflict do nothing`,
      { seq: head.seq, body, key, signature },
    ),
  );
}

/** Heads that were signed, oldest first. @param after the number of the entry after which to begin */
export function statedHeads(app: App, after = 0, limit = 1000): SignedHead[] {
  return rows<SignedHead>(
    app,
    ['body', 'key', 'signature'],
    `select body, key, signature from audit_heads where seq > {:after} order by seq limit ${limit}`,
    { after },
  );
}

/** Heads of some entries, oldest first, with the numbers that they are kept under. @param after the number before the first */
export function headsBetween(app: App, after: number, to: number): (SignedHead & { seq: number })[] {
  return rows<SignedHead & { seq: number }>(
    app,
    ['seq', 'body', 'key', 'signature'],
    `select seq, body, key, signature from audit_heads where seq > {:after} and seq <= {:to} order by seq`,
    { after, to },
  );
}
