// The official examples of SMART Health Cards through the verifier, from the texts of their QR codes.
import { joinChunks } from '../../src/credentials/smart-health-card/chunks.ts';
import {
  verifySignedCard,
  verifySmartHealthCard,
} from '../../src/credentials/smart-health-card/smart-health-card-verifier.ts';
import type { TrustList } from '../../src/domain/credential/trust-list.ts';
import type { CardCase } from './shc-cases.ts';
import type { Judged } from './report.ts';

/**
 * Judges one example. Its codes must join to the signed card beside them, in any order, and must be refused while one is
 * missing; the card must be proved, or refused as revoked when a revocation list of the set names it.
 * @param clock UTC ms; null to look at each card in the moment of its issue, since the examples state no clock and some are
 * past their expiry
 */
export async function judgeCard(card: CardCase, trust: TrustList, clock: number | null): Promise<Judged> {
  const now = clock ?? card.stated?.issuedAt ?? Date.now();
  const wanted = card.stated?.revoked ? 'revoked' : 'proved';
  const answers = await Promise.all([
    verifySmartHealthCard(card.codes, { now, trust }),
    verifySmartHealthCard(card.codes.toReversed(), { now, trust }),
    ...(card.jws === null ? [] : [verifySignedCard(card.jws, { now, trust })]),
  ]);
  const faults = answers
    .filter(({ proof }) => proof !== wanted)
    .map(({ proof, reasons }) => `expected ${wanted}, found ${proof} (${reasons.join('; ')})`);
  if (card.jws !== null && !joinsTo(card.codes, card.jws))
    faults.push('its codes do not join to its signed card');
  if (card.codes.length > 1) {
    const { proof } = await verifySmartHealthCard(card.codes.slice(1), { now, trust });
    if (proof !== 'incomplete') faults.push(`expected incomplete without its first code, found ${proof}`);
  }
  return { name: card.name, passed: faults.length === 0, why: [...new Set(faults)].join('; ') };
}

function joinsTo(codes: string[], jws: string): boolean {
  try {
    const joined = joinChunks(codes);
    return 'jws' in joined && joined.jws === jws;
  } catch {
    return false;
  }
}
