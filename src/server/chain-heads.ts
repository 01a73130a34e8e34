import { fromBase64url } from '../domain/bytes.ts';
import { chainHeadMessage } from '../domain/scan-chain.ts';
import { noteChainFault, type Chain, type SignedStretch } from './chains.ts';
import { isSignedBy } from './signing.ts';
import { rows, run } from './sql.ts';
import type { App } from './vm.ts';

/**
 * Verifies signatures of the devices over their chains' last links: those of the longest unverified first. One covers all
 * records before it.
 * @param limit so many at the most: each costs this VM 35-64 ms
 * @returns how many were verified
 */
export function checkHeads(app: App, limit: number, now: number): number {
  const waiting = rows<
    Pick<SignedStretch, 'first' | 'last' | 'after' | 'signature'> & Chain & { device: number }
  >(
    app,
    ['chain', 'id', 'key', 'device', 'first', 'last', 'after', 'signature'],
    `select s.chain, c.id, c.key, c.device, s.first, s.last, s.after, s.signature
     from chain_stretches s join chains c on c.chain = s.chain
     where s.checked < s.last and s.wrong = 0 and s.signature <> ''
     order by s.last - s.checked desc limit {:limit}`,
    { limit },
  );
  for (const { chain, id, key, device, first, last, after, signature } of waiting) {
    const holds = headHolds(key, id, last, after, signature);
    if (!holds) noteChainFault(app, { chain, seq: last, what: 'signature', device, now });
    run(
      app,
      `update chain_stretches set checked = case when {:holds} then {:last} else checked end,
         wrong = case when {:holds} then 0 else 1 end
       where chain = {:chain} and first = {:first} and last = {:last}`,
      { holds: holds ? 1 : 0, last, chain, first },
    );
  }
  return waiting.length;
}

function headHolds(key: string, id: string, seq: number, link: string, signature: string): boolean {
  try {
    return isSignedBy(fromBase64url(key), fromBase64url(signature), chainHeadMessage(id, seq, link));
  } catch {
    return false;
  }
}
