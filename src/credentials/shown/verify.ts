import type { TrustList } from '../../domain/credential/trust-list.ts';
import { verifyForeign } from '../foreign/foreign-verifier.ts';
import type { ForeignVerification } from '../foreign/foreign.ts';
import type { VerifyingContext } from '../pass/verifying-context.ts';

/** What anything shown is verified against. */
export interface PresentedContext extends VerifyingContext {
  /** Whose foreign credentials are believed; of the signed bundle. */
  trust: TrustList;
}

/** How far a foreign signer's clock may run ahead, ms: an hour, as far as ages are forgiven. */
const foreignTolerance = 3_600_000;

/**
 * Verifies a foreign credential for the gate.
 * @param codes its code's text; the texts of all its codes for a split card
 * @returns null when it is none
 */
export function askForeign(
  codes: string | readonly string[],
  { now, trust }: PresentedContext,
): Promise<ForeignVerification> | null {
  return verifyForeign(codes, { now, trust, futureTolerance: foreignTolerance });
}
